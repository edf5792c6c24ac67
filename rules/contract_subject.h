/* What a contract in a comment is about, and whether it can be judged. For contract.c. */
#ifndef WHYNOT_RULES_CONTRACT_SUBJECT_H
#define WHYNOT_RULES_CONTRACT_SUBJECT_H

#include "analyzer/program/program.h"

struct emitter;

/* One comment, and the loop or function that it is about. */
struct contract {
	const struct program *p;
	struct emitter *e;
	const struct program_variant *v;
	const struct fact_comment *comment;
	const struct fact_function *function;   /* NULL: the comment stands at nothing */
	bool is_loop;
	struct place at;                        /* of the loop's head or the function's name */
	uint32_t from, to;                      /* lines of the loop or function */
};

/* Fills in the loop or function that the comment stands at; false if there is none. */
bool contract_find_subject(struct contract *c);

/* Whether the unit was compiled with optimisation, and the compiler said what it did. */
bool contract_is_optimised(const struct program *p, const struct program_unit *u);

/* Whether some unit that reads the comment was. */
bool contract_is_known(const struct contract *c);

/* Whether the compiler's side of some unit that reads the comment was asked for, whatever came of it. */
bool contract_is_asked_for(const struct contract *c);

#endif
