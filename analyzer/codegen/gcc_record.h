/* Reads gcc's record of what it optimised (-fsave-optimization-record, *.opt-record.json.gz) into a unit's remarks. */
#ifndef WHYNOT_CODEGEN_GCC_RECORD_H
#define WHYNOT_CODEGEN_GCC_RECORD_H

#include "analyzer/codegen/source_path.h"
#include "analyzer/facts/facts.h"

/* True if the bytes begin as such a record does: gzip, or the JSON in it. */
bool gcc_record_is(const char *bytes, size_t len);

/*
 * As remark_record_read(). gcc's kinds become LLVM's: success Passed, failure Missed, note Analysis; pass and name as gcc_message.h
 * says. Left out are notes inside of scopes, which -fopt-info hides too (its group 'internals'), and messages without a word.
 * Entries that are damaged are left out and said in the codegen fact's reason.
 */
void gcc_record_read(const char *bytes, size_t len, struct source_paths *paths, struct intern *text, struct unit_facts *unit);

#endif
