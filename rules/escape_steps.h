/*
 * In which order the steps of a function's text can run: what FACT_SPAN says, made fit for asking often. That a step cannot follow
 * another is only said where the statements leave no way.
 */
#ifndef WHYNOT_RULES_ESCAPE_STEPS_H
#define WHYNOT_RULES_ESCAPE_STEPS_H

#include "analyzer/base/arena.h"
#include "analyzer/facts/facts.h"

struct escape_steps {
	uint32_t n;                     /* steps are 1 up to n; others can run at any time */
	struct step_order {
		uint32_t loop_first, loop_end;   /* the outermost loop around it; loop_end 0: none */
		uint32_t leave_first, leave_end; /* the innermost arm around it that ends with the function; leave_end 0: none */
		uint32_t fork;                   /* 1 + the innermost fork in whose first arm it is; 0: none */
	} *steps;
	const struct fact_span *spans;
	uint32_t *outer_fork;           /* by span that is a fork: as step_order's fork, of the fork itself */
};

/* The order of a text with steps up to n; memory is the arena's. One that would take too long to make out says nothing. */
void escape_steps_init(struct escape_steps *s, struct arena *a, const struct fact_span *spans, uint32_t n_spans, uint32_t n);

/* True if step `next` may run at the same time as `step` or after it. */
bool escape_steps_follow(const struct escape_steps *s, uint32_t step, uint32_t next);

#endif
