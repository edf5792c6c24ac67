/* The arguments of a command -> those that clang is to see, and what the others say. */
#ifndef WHYNOT_COMMANDS_CLEAN_H
#define WHYNOT_COMMANDS_CLEAN_H

#include "analyzer/commands/flags.h"
#include "analyzer/commands/notes.h"
#include "analyzer/commands/words.h"

struct clean_command {
	struct words args;       /* to keep, as spelled */
	struct words gcc_args;   /* the same for gcc: only flags that the table knows, with gcc's own, without clang's inner ones */
	const char *output;      /* -o, as spelled, or NULL */
	const char *opt_level;   /* "-O2", or NULL */
	const char *x;           /* -x as it stood before the source, or NULL */
	bool has_target;
	bool is_cl_mode, is_cxx_mode; /* --driver-mode */
	/*
	 * What the command means: macros by name, the last of each; then the rest in order, paths normalised. Two commands
	 * with the same list are the same configuration. PIC and optimisation are left out on purpose: the one is libtool's
	 * habit of compiling everything twice, the other changes only __OPTIMIZE__, which headers of the system ask for.
	 */
	struct words meaning;
};

struct clean_request {
	const struct flag_index *flags;
	const char *const *words;    /* without the compiler */
	size_t n_words;
	const char *file, *directory; /* absolute */
	const char *base;            /* paths in `meaning` are shown relative to this folder */
	struct arena *memory;
	struct notes *notes;
};

/* The texts live in the request's memory. */
void clean_command(struct clean_command *c, const struct clean_request *r);
void clean_command_release(struct clean_command *c);

/* The folder of -working-directory, from which relative paths count then; NULL without one. */
const char *clean_folder(const char *const *words, size_t n);

#endif
