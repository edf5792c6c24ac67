/* What is left of a run of source lines in one function's machine code. Part of the compiler's rule. */
#ifndef WHYNOT_RULES_COMPILER_CODE_H
#define WHYNOT_RULES_COMPILER_CODE_H

#include "analyzer/program/program.h"

/* The lines of one file in one unit's code. */
struct code_run {
	sid file;
	uint32_t unit, first, n;   /* n of program.units[unit].facts.code_lines from first on, by line */
};

struct code_index {
	const struct program *program;
	VEC(struct code_run) runs; /* by file, then unit */
};

/* Counts over the lines. Code that is inlined from elsewhere stands under its own lines and is not among them. */
struct code_counts {
	uint32_t n_instructions, n_cond_jumps, n_calls, n_vector;
};

void code_index_init(struct code_index *c, const struct program *p);
void code_index_release(struct code_index *c);

/*
 * Adds up the lines from..to of `file` in the code of the symbol `function`, in the first unit that has any. False if none has: it is
 * not compiled, not optimised, or all of it is gone.
 */
bool code_count(const struct code_index *c, sid file, uint32_t from, uint32_t to, sid function, struct code_counts *counts);

/* Whether one of these lines still calls `callee`, in the same code. */
bool code_calls(const struct code_index *c, sid file, uint32_t from, uint32_t to, sid function, const char *callee);

#endif
