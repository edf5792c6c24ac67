/* Reads a whole record of remarks into a unit's facts. */
#ifndef WHYNOT_CODEGEN_REMARK_RECORD_H
#define WHYNOT_CODEGEN_REMARK_RECORD_H

#include "analyzer/codegen/source_path.h"
#include "analyzer/facts/facts.h"


/*
 * As codegen_read_remarks(), with the caller's paths. An empty record has no remarks and nothing wrong with it; one that is
 * damaged before its first remark makes the codegen fact's status failed.
 */
void remark_record_read(const char *bytes, size_t len, struct source_paths *paths, struct intern *text,
			struct unit_facts *unit);

#endif
