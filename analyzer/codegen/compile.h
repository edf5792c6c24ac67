/* One run of the compiler, everything it writes kept in memory. */
#ifndef WHYNOT_CODEGEN_COMPILE_H
#define WHYNOT_CODEGEN_COMPILE_H

#include "analyzer/base/compile_command.h"
#include "analyzer/base/strbuf.h"

#include <stdbool.h>

enum compile_outcome {
	COMPILE_OK,
	COMPILE_ERRORS,      /* the compiler refused the code or the command */
	COMPILE_CRASHED,
	COMPILE_NOT_STARTED, /* there is no such compiler, or no memory file for its output */
};

struct compile {
	enum compile_outcome outcome;
	struct strbuf reason;   /* for every outcome but OK: one line */
	struct strbuf profile_note; /* what the compiler says of the profile, one line; empty: nothing */
	const char *record;     /* remarks: YAML or what gcc writes; mapped, not NUL-terminated */
	size_t record_len;
	const char *assembly;
	size_t assembly_len;
};

struct compiler {
	const char *path;
	const char *profdata;   /* absolute; NULL: none, as for gcc */
	bool is_gcc;
};

/* Fills `c`, which compile_release() frees. Paths below `root` are relative to it in the reason. */
void compile_run(struct compile *c, const struct compile_command *command, const struct compiler *compiler, const char *root,
		 bool with_remarks);
void compile_release(struct compile *c);

#endif
