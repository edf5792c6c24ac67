/* The program that a user named -> the one file that is run, wherever we run it from. */
#ifndef WHYNOT_BASE_FIND_PROGRAM_H
#define WHYNOT_BASE_FIND_PROGRAM_H

#include "analyzer/base/error.h"
#include "analyzer/base/strbuf.h"

/*
 * Replaces `out` by the absolute path of the program: a name with a '/' counts from `directory` (absolute), others are looked for
 * in PATH, whose relative elements count from there, too. Below 0: it is not there, or not allowed to be run.
 */
int find_program(const char *name, const char *directory, struct strbuf *out, struct error *e);

#endif
