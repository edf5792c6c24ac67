/* A database whose form other tools refuse -> one that they read. */
#ifndef WHYNOT_COMMANDS_REPAIR_H
#define WHYNOT_COMMANDS_REPAIR_H

#include "analyzer/base/error.h"
#include "analyzer/base/out.h"

struct compdb_repair {
	size_t n_entries;           /* written */
	bool had_bom, was_fragment, had_trailing_comma;
	bool was_cut_off;           /* the file ends too early: the entries before that are written */
};

/* Writes the database in `bytes` to `o`. Below 0 with a place if it is damaged in a way that cannot be repaired. */
int compdb_repair(const char *path, const char *bytes, size_t len, struct out *o, struct compdb_repair *what, struct error *e);

/* Appends what was done, in one line. */
void compdb_repair_describe(const struct compdb_repair *what, struct strbuf *text);

bool compdb_is_same_file(const char *a, const char *b);

#endif
