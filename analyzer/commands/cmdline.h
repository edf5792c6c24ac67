/* A recorded command line -> which compiler it runs and all of its arguments in one list. */
#ifndef WHYNOT_COMMANDS_CMDLINE_H
#define WHYNOT_COMMANDS_CMDLINE_H

#include "analyzer/commands/notes.h"
#include "analyzer/commands/words.h"

enum cmdline_kind {
	CMDLINE_DRIVER,  /* gcc, clang, or what looks like them */
	CMDLINE_CC1,     /* the compiler proper, as the driver calls it */
	CMDLINE_MSVC,    /* cl.exe or clang-cl */
	CMDLINE_NONE,    /* no compiler at all */
};

struct cmdline {
	enum cmdline_kind kind;
	const char *compiler;    /* as recorded */
	const char *gcc;         /* the name of a gcc, or of a cc that can be one; NULL: none */
	bool is_cxx;             /* g++, clang++ */
	const char *target;      /* the triple in front of the compiler's name, NULL if it has none */
	bool is_foreign;         /* that triple is not of the kind of system that we run on */
	size_t first_argument;   /* index of the word behind the compiler */
};

/* Looks behind launchers (ccache, distcc, env VAR=.., libtool, ...). The texts are in `memory` or in `words`. */
void cmdline_identify(struct cmdline *c, const struct words *words, struct arena *memory);

struct cmdline_expansion {
	struct arena *memory;    /* for the words from files */
	const char *directory;   /* relative response files count from here */
	bool sealed;             /* look at no file */
	struct notes *notes;
};

/*
 * Appends the arguments to `out`: @files and --config files replaced by their words (also nested, to a bound), -Wp,a,b,
 * -Xpreprocessor a and libtool's -Wc,a by what they pass on. What cannot be read is left out with a note.
 */
void cmdline_expand(const struct cmdline_expansion *x, const char *const *words, size_t n, struct words *out);

#endif
