/* What a run of the compiler depended on, for the open journal (base/journal.h). */
#ifndef WHYNOT_CODEGEN_INPUTS_H
#define WHYNOT_CODEGEN_INPUTS_H

#include "analyzer/base/compile_command.h"

#include <stdint.h>

/*
 * `rule` is the make rule that -MD wrote: the files that the compiler read. It does not tell where each was looked for in vain, so all
 * places are noted where it could have been: each folder that the command names or a file came from, with each end of its path.
 * `began_ns` is from before the compiler was started.
 */
void inputs_note(const struct compile_command *command, const char *rule, size_t len, int64_t began_ns);

#endif
