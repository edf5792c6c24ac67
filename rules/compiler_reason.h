/* Why the vectoriser left loops alone: its remarks by the loop they are about. Part of the compiler's rule. */
#ifndef WHYNOT_RULES_COMPILER_REASON_H
#define WHYNOT_RULES_COMPILER_REASON_H

#include "rules/compiler_judge.h"

/* A remark that the vectoriser wrote on the way to its verdict on the loop at that place. */
struct loop_reason {
	sid file;
	struct place at;
	uint32_t remark;
};

struct loop_reasons {
	VEC(struct loop_reason) list; /* by place, then remark; whoever collects them releases the list */
};

/* True for what ends the vectoriser's work on a loop: it did something, or did not. */
bool is_loop_verdict(const struct judge *j, const struct fact_remark *r);

void loop_reasons_collect(const struct judge *j, struct loop_reasons *reasons);

/* Those about the loop that this is the verdict on: the first in `*first`, their number returned. */
size_t loop_reasons_of(const struct loop_reasons *all, const struct fact_remark *verdict, const struct loop_reason **first);

/* Smaller for what says more about what to change. */
int reason_rank(const char *name);

/* The message without the words that all of them begin with; lives as long as the judge. */
const char *reason_text(struct judge *j, uint32_t remark);

#endif
