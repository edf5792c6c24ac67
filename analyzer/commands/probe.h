/*
 * Asking a build's own compiler for its include folders and its target. It runs a program that the database names, so only
 * what the user allows is asked (--query-driver, as clangd's).
 */
#ifndef WHYNOT_COMMANDS_PROBE_H
#define WHYNOT_COMMANDS_PROBE_H

#include "analyzer/commands/notes.h"
#include "analyzer/commands/words.h"

/* What one compiler said when it was called with certain flags. */
struct probe {
	const char *key;         /* program and flags */
	struct words folders;    /* absolute, in its order, without those of its built-in headers */
	const char *target;      /* NULL: not said */
};

struct prober {
	const char *drivers;     /* what may be asked: names or patterns of paths, with commas between; NULL: nothing */
	struct arena memory;
	VEC(struct probe *) done;
};

struct probe_request {
	const char *compiler, *directory;   /* as recorded; where a relative name counts from */
	const struct words *args;           /* clean; those that choose the include folders are handed on */
	bool is_cxx;
};

/* NULL if the compiler may not be asked, or, with a note, if it did not answer. Each compiler and set of flags is asked once. */
const struct probe *prober_ask(struct prober *p, const struct probe_request *r, struct notes *notes);

/* The folders and the target in what a compiler writes with -v. Texts are copied. */
void probe_read(struct probe *probe, const char *text, struct arena *memory);

void prober_release(struct prober *p);

#endif
