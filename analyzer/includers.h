/*
 * Which unit is the cheapest to see a header through, before anything was analysed: a look at the #include lines of the sources as
 * text, conditions not evaluated. It may find an includer that in truth is none, never miss a plain one; what the unit really
 * reads, the analysis tells.
 */
#ifndef WHYNOT_ANALYZER_INCLUDERS_H
#define WHYNOT_ANALYZER_INCLUDERS_H

#include "analyzer/base/compile_command.h"

/*
 * `files`: absolute, normalised paths of headers. For each, `cheapest` gets the index of the command whose source reads it and the
 * fewest files in all, or `n_commands` if none does.
 */
void includers_find(const struct compile_command *commands, size_t n_commands, const char *const *files, size_t n_files, size_t *cheapest);

#endif
