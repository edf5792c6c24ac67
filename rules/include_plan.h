/*
 * What may be done about a program's includes, as far as facts and the answers so far tell, and what is still to be asked. In
 * stages, each of which takes the former ones as done: removals that nothing speaks against, each of which may also be taken alone;
 * for --fix, removals that only those make possible, again and again until there are none; at last, if that is wanted, other headers
 * in the place of those that are only a way round to them. So nothing is left for a second run.
 */
#ifndef WHYNOT_RULES_INCLUDE_PLAN_H
#define WHYNOT_RULES_INCLUDE_PLAN_H

#include "rules/include_advice.h"
#include "rules/question.h"
#include "rules/settings.h"

/* Of one include. */
struct include_change {
	uint32_t stage;       /* in which it is proposed, from 1; 0: it is not, or an answer was no */
	sid instead;          /* headers in its place, with their delimiters, one a line; none: nothing */
	bool is_proven;       /* in all units that read the file */
	sid refuted;          /* why no other headers can be put in its place; none if nobody said so */
	uint32_t refuted_in;  /* unit that said so */
};

struct include_plan {
	const struct program *p;
	struct include_intent intent;
	struct include_change *changes;   /* by include of the program */
	bool *removed;                    /* by include: proven to be of no use */
	size_t n_left_alone;              /* removals that would have cost too much to prove */
	struct include_advice *advice;    /* by include; NULL: not asked for yet */
};

/* Makes a plan from the facts and proofs in the program. The settings must outlive it. */
void include_plan_make(struct include_plan *plan, const struct program *p, const struct rule_settings *s);
void include_plan_release(struct include_plan *plan);

/*
 * Fills in what the other includes are there for: now, or, when other headers are to take the place of some, once the removed ones
 * are gone.
 */
void include_plan_advise(struct include_plan *plan);

/* Adds the questions that have no answer yet; none when all is known. */
void include_plan_ask(const struct include_plan *plan, struct question_list *list);

#endif
