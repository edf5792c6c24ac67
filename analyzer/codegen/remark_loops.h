/* Which loop a remark of the vectoriser's is about: known from the order of the record (FACT_REMARK_LOOP). */
#ifndef WHYNOT_CODEGEN_REMARK_LOOPS_H
#define WHYNOT_CODEGEN_REMARK_LOOPS_H

#include "analyzer/facts/facts.h"

struct remark_at_loop {
	uint32_t remark;       /* index into the unit's remarks, before they are put in order */
	struct fact_remark_loop loop;
};

struct remark_loops {
	const struct intern *text;
	struct unit_facts *unit;
	sid vectoriser;        /* its pass */
	VEC(uint32_t) waiting; /* its remarks since its last verdict */
	VEC(struct remark_at_loop) at_loops;
};

/* Loops that the unit's remarks already have take part. */
void remark_loops_init(struct remark_loops *l, struct intern *text, struct unit_facts *unit);

/* The record says this remark next, for the first time or again. */
void remark_loops_follow(struct remark_loops *l, uint32_t remark);

/* Gives each remark its loops, each once, by place. The remarks are still in the order of the indices. */
void remark_loops_place(struct remark_loops *l);

/* Lays the loops out in the order that the unit's remarks have by now, which is that of the text form. */
void remark_loops_rearrange(struct unit_facts *unit);

void remark_loops_release(struct remark_loops *l);

#endif
