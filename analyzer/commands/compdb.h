/*
 * compile_commands.json (https://clang.llvm.org/docs/JSONCompilationDatabase.html) -> sorted, unique compile commands.
 * What cannot be used is not an error: it is left out with a reason, and `whynot db-check` lists it with advice.
 */
#ifndef WHYNOT_COMMANDS_COMPDB_H
#define WHYNOT_COMMANDS_COMPDB_H

#include "analyzer/base/arena.h"
#include "analyzer/base/compile_command.h"
#include "analyzer/base/error.h"
#include "analyzer/base/out.h"
#include "analyzer/base/vec.h"

enum compdb_note_kind {
	COMPDB_NOTE_LEFT_OUT,  /* a source that will not be analysed, and should be */
	COMPDB_NOTE_OTHER,     /* an entry that is none of ours: assembler, CUDA, a -cc1 twin, an exact repeat */
	COMPDB_NOTE_DROPPED,   /* flags that were dropped although they could matter: plugins, loaders, wrappers */
	COMPDB_NOTE_ADVICE,    /* something odd that was dealt with */
};

struct compdb_note {
	enum compdb_note_kind kind;
	const char *file;      /* as far as known, else "" */
	unsigned line;         /* in the database; 0: not known */
	const char *text;      /* what, and what to do about it */
};

struct compdb {
	struct arena memory;
	const char *path;                        /* of the database; NULL for a command line */
	VEC(struct compile_command) commands;    /* by file, then config */
	VEC(struct compdb_note) notes;           /* by line, then file, then text */
	size_t n_entries;
};

/* Loads `path`: the file itself or the folder that holds compile_commands.json. Below 0: unreadable, or no database. */
int compdb_load(struct compdb *db, const char *path, struct error *e);

/*
 * The same; compilers that `drivers` names (names, or patterns of absolute paths as of fnmatch(), with commas between; NULL: none)
 * are run to ask them for their include folders.
 */
int compdb_load_asking(struct compdb *db, const char *path, const char *drivers, struct error *e);

/* The bytes of the database that `path` names in the same way, and its own path in `full`. */
int compdb_read(const char *path, struct strbuf *full, struct strbuf *bytes, struct error *e);

/*
 * Keeps some of each file's configurations: `how` is "all", "first" (in the database's order) or "match=REGEX": those with a flag,
 * or flags in a row, that match. A file without such a configuration keeps its first. Below 0: no such way, or of all files that have
 * several configurations none has one that matches.
 */
struct compdb_selection {
	size_t n_dropped;      /* configurations that went */
	size_t n_unmatched;    /* files with several configurations that keep the first, since none matches */
};

int compdb_select(struct compdb *db, const char *how, struct compdb_selection *done, struct error *e);

/* A database of the named files, all compiled with the given clang arguments from `directory`. */
int compdb_from_command_line(struct compdb *db, const char *directory, const char *const *files, size_t n_files,
			     const char *const *args, size_t n_args, struct error *e);

/* Finds compile_commands.json in `start`, its `build` folder, or the same in the folders above. 0 and the path in `found`. */
int compdb_find(const char *start, struct strbuf *found, struct error *e);

void compdb_release(struct compdb *db);

/* Writes what `whynot db-check` says. Returns the number of notes of the kind LEFT_OUT. */
size_t compdb_describe(const struct compdb *db, struct out *o);

/* Whether the file may be read by a C or C++ unit, as far as its name tells: sources, headers, and fragments to be included. */
bool compdb_may_read(const char *file);

#endif
