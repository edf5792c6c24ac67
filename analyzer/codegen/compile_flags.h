/* The command line with which a unit is compiled for its remarks and its assembly. */
#ifndef WHYNOT_CODEGEN_COMPILE_FLAGS_H
#define WHYNOT_CODEGEN_COMPILE_FLAGS_H

#include "analyzer/base/arena.h"
#include "analyzer/base/compile_command.h"
#include "analyzer/base/vec.h"

struct argv {
	VEC(const char *) args;
};

/*
 * Fills `argv` (NULL at the end) to compile the command with `clang` to assembly on standard output; with `record` not NULL
 * remarks go to the file of that name, with `rule` a make rule of all that was read to that; with `profdata` it optimises by that
 * profile, and remarks carry its counts. The command's arguments are those that commands/ let through. Strings made live in
 * `memory`, others are the command's.
 */
void compile_flags(const struct compile_command *command, const char *clang, const char *record, const char *rule,
		   const char *profdata, struct arena *memory, struct argv *argv);

/* The same for gcc, with the command's arguments for it; remarks go to "r.opt-record.json.gz" in the folder `records`. */
void compile_flags_gcc(const struct compile_command *command, const char *gcc, const char *records, const char *rule,
		       struct arena *memory, struct argv *argv);

#endif
