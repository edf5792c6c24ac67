/*
 * The verdicts of escape analysis on one solved function. Each file takes one kind of thing that can outlive a function.
 */
#ifndef WHYNOT_RULES_ESCAPE_JUDGE_H
#define WHYNOT_RULES_ESCAPE_JUDGE_H

#include "rules/emit.h"
#include "rules/escape_path.h"
#include "rules/escape_solve.h"
#include "rules/settings.h"

enum {
	HEAP_COULD_BE_STACK, DOES_NOT_ESCAPE, ESCAPES, REMOVED_BY_COMPILER, ADDRESS_ESCAPES, ALLOCATION_IN_LOOP, PARAM_LEAKS,
	PARAM_CONTENT_LEAKS, PARAM_LEAKS_TO_RESULT, PARAM_DOES_NOT_ESCAPE, ADDRESS_DOES_NOT_ESCAPE
};

/* Functions outside the program and how many verdicts hang on each. */
struct unknowns {
	VEC(struct unknown_count { const char *name; uint32_t n; }) items;
	uint32_t n_verdicts;
};

struct judging {
	struct solver *s;
	const struct rule_settings *settings;
	struct emitter *e;
	uint64_t *outlives;         /* objects that the outside, the result or a parameter's content reaches */
	struct unknowns unknowns;
};

static inline bool judging_outlives(const struct judging *j, uint32_t object_node)
{
	uint32_t o = j->s->graph.nodes.items[object_node].object;

	return j->outlives[o / 64] >> o % 64 & 1;
}

static inline struct srcloc judging_place(const struct judging *j, const struct escape_body *b, struct place at)
{
	return program_srcloc(j->s->ep->program, j->s->ep->program->files[b->in->file].path, at);
}

/* escape_alloc.c, escape_local.c, escape_param.c */
void judge_allocations(struct judging *j);
void judge_locals(struct judging *j);
void judge_params(struct judging *j);

/* escape_loop.c: how an allocation that does not escape stands to the loop around it. */
enum turn {
	TURN_NO_LOOP,
	TURN_LOCAL,                 /* only what lives within a turn holds it */
	TURN_REUSABLE,              /* one variable outside the loop does, but it is given back in the turn */
	TURN_ACROSS                 /* it may live on from one turn to the next */
};
/* True if the variable only ever holds what the call gives, or null. */
bool judging_is_filled_once(const struct escape_body *b, uint32_t variable, uint32_t call);

enum turn judging_turn(const struct judging *j, uint32_t call, uint32_t object);

/* Notes in the summary how parameters come to be kept, so that callers can tell their users. True: of all. escape_param.c */
bool judge_places(struct judging *j);

/* One more verdict that hangs on the unknown function. */
void judging_count(struct judging *j, const struct escape_path *path);

#endif
