/* A fast reader of YAML remark records: it knows exactly the layout that LLVM writes and nothing else. */
#ifndef WHYNOT_CODEGEN_REMARK_SCAN_H
#define WHYNOT_CODEGEN_REMARK_SCAN_H

#include "analyzer/codegen/raw_remark.h"

/*
 * The start of the first document ("--- !" at the start of a line) at or behind `from`, or `end`.
 * `begin` is the start of the whole text.
 */
const char *remark_scan_find(const char *begin, const char *from, const char *end);

/*
 * Reads one document, [p, end), from its "---" to its "...". True with `remark` filled as libLLVM's reader fills it; false
 * if anything in it is not written as LLVM writes it, which says nothing about whether it is right. Texts of several lines
 * are taken here only: libLLVM's reader loses them (remark_llvm.c).
 */
bool remark_scan_document(const char *p, const char *end, struct raw_remark *remark);

#endif
