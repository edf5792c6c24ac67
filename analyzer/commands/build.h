/* Inside of commands/: how a database comes to be. */
#ifndef WHYNOT_COMMANDS_BUILD_H
#define WHYNOT_COMMANDS_BUILD_H

#include "analyzer/commands/compdb.h"
#include "analyzer/commands/flags.h"
#include "analyzer/commands/notes.h"
#include "analyzer/commands/probe.h"
#include "analyzer/commands/words.h"

/* A command that can be used, before the ones of one file are compared. */
struct candidate {
	struct compile_command command;
	const char *const *meaning;  /* interned: equal texts are equal pointers */
	size_t n_meaning;
	unsigned line;               /* in the database */
	size_t order;                /* among all entries */
	bool is_cc1;
};

/* One entry, whatever it came from. */
struct build_entry {
	const char *directory, *file, *output; /* as written */
	const struct words *words;             /* compiler first */
	unsigned line;
	bool has_open_quote;                   /* the command did not end its last quote */
};

struct build {
	struct compdb *db;
	struct notes notes;
	struct flag_index flags;
	const char *base;            /* the database's own folder */
	struct prober prober;
	bool sealed;                 /* look at no file: see compdb_text */
	struct intern text;          /* finds the copies below */
	VEC(const char *) copies;    /* in db->memory, by id from 1 */
	VEC(struct candidate) candidates;
	const char *last_directory;  /* the last one looked up */
	bool last_directory_exists;
};

void build_init(struct build *b, struct compdb *db, const char *base);
void build_release(struct build *b);

/* Understands one entry: a candidate, or a note why not. */
void build_add(struct build *b, const struct build_entry *entry);

/* Candidates -> the database's commands: one for each file and meaning. */
void build_merge(struct build *b);

/* Names the configurations of one file: candidates of pairwise different meaning. `n` is at least 2. */
void build_name_configs(struct build *b, struct candidate *const *configs, size_t n);

/*
 * A database from bytes. `directory` is absolute: relative paths count from it. When sealed, nothing outside the bytes is
 * looked at: sources are taken to exist and response files not to.
 */
struct compdb_text {
	const char *path, *directory;
	const char *bytes;
	size_t len;
	bool sealed;
	const char *drivers;         /* see struct prober */
};

int compdb_parse(struct compdb *db, const struct compdb_text *text, struct error *e);

#endif
