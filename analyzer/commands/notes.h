/* Collects what a database's reader has to say, each thing once. */
#ifndef WHYNOT_COMMANDS_NOTES_H
#define WHYNOT_COMMANDS_NOTES_H

#include "analyzer/base/intern.h"
#include "analyzer/commands/compdb.h"

/* How often one text was said: for notes that would else come once for each of thousands of entries. */
struct note_repeat {
	size_t note;
	size_t more;
};

struct notes {
	struct compdb *db;         /* where the notes go, text in its arena */
	struct intern said;
	VEC(struct note_repeat) repeats; /* by id in `said`, from 1 */
	const char *file;          /* the entry that is being read */
	unsigned line;
};

void notes_init(struct notes *n, struct compdb *db);
void notes_release(struct notes *n);

/* A note about the present entry. */
void notes_add(struct notes *n, enum compdb_note_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same, but equal texts become one note, at the first entry, that says how many more there are. */
void notes_add_once(struct notes *n, enum compdb_note_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Counts the repeats, keeps one LEFT_OUT for a file and none for a file that has a command; sorts. */
void notes_finish(struct notes *n);

#endif
