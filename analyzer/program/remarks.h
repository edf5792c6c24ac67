/* Unites the remarks of units while they are added. Private to this folder. */
#ifndef WHYNOT_PROGRAM_REMARKS_H
#define WHYNOT_PROGRAM_REMARKS_H

#include "analyzer/program/program.h"

struct remark_slot;

struct remark_args {
	const struct fact_remark_arg *items;
	size_t n;
};

struct remark_table {
	VEC(struct program_remark) remarks;
	VEC(uint32_t) last_units;    /* beside `remarks`: 1 + the unit that counted last */
	struct remark_slot *slots;
	size_t n_slots;              /* a power of two */
	VEC(struct remark_args) args; /* lists of args, each once: many remarks say the same at other places */
	struct remark_slot *arg_slots;
	size_t n_arg_slots;          /* a power of two */
};

/* Moves the unit's remarks into the table (texts and args into `memory`) and frees them in the unit. */
void remark_table_add(struct remark_table *t, struct arena *memory, struct unit_facts *unit, uint32_t unit_index);

/* The remarks in the program's order, in `memory`; the table is released. */
struct program_remark *remark_table_finish(struct remark_table *t, const struct intern *text, struct arena *memory, size_t *n);

void remark_table_release(struct remark_table *t);

#endif
