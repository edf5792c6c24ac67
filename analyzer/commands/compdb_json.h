/* The JSON of a compile database, one entry after the other: memory holds one entry's tree, not the database's. */
#ifndef WHYNOT_COMMANDS_COMPDB_JSON_H
#define WHYNOT_COMMANDS_COMPDB_JSON_H

#include "analyzer/base/error.h"
#include "analyzer/commands/words.h"

struct compdb_reader {
	const char *path;        /* for errors */
	const char *bytes;
	size_t len, at;
	unsigned line;           /* of `at` */
	size_t line_start;
	size_t n_entries;
	size_t entry_start;      /* of the last entry that was read */
	bool is_cut_off;         /* after an error: the bytes end too early */
	bool is_fragment;        /* no brackets: what `clang -MJ` writes */
	bool has_bom, has_trailing_comma;
};

struct compdb_entry {
	unsigned line, col;      /* of its '{' */
	const char *directory, *file;
	const char *output;      /* NULL if not given */
	const char *command;     /* NULL if `arguments` are given */
	struct words arguments;
};

/* Both below 0 with a message that begins "path:line:col: ". */
int compdb_reader_init(struct compdb_reader *r, const char *path, const char *bytes, size_t len, struct error *e);

/* 1 and the next entry, text in `memory`, list to be released; 0 at the end. */
int compdb_reader_next(struct compdb_reader *r, struct arena *memory, struct compdb_entry *entry, struct error *e);

#endif
