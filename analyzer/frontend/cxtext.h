/* Text out of libclang. Only this file takes a CXString, so that only this file has to dispose of one. */
#ifndef WHYNOT_FRONTEND_CXTEXT_H
#define WHYNOT_FRONTEND_CXTEXT_H

#include "analyzer/base/intern.h"
#include "analyzer/base/strbuf.h"

#include <clang-c/Index.h>

/* The cursor's name as clang spells it: for an unnamed tag a description with blanks in it. Replaces `out`. */
void cxtext_name(CXCursor cursor, struct strbuf *out);

/* The Unified Symbol Resolution; none if clang has none. */
sid cxtext_usr(CXCursor cursor, struct intern *text);

/* The type as clang spells it, without the places that it puts into the names of unnamed tags. */
sid cxtext_type(CXType type, struct intern *text);

/* The name under which clang opened the file. Replaces `out`. */
void cxtext_file(CXFile file, struct strbuf *out);

/* The diagnostic's words, without place and severity. */
sid cxtext_diagnostic(CXDiagnostic diagnostic, struct intern *text);

/* Appends libclang's version line. */
void cxtext_version(struct strbuf *out);

#endif
