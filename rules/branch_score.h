/*
 * How hard the branches of a loop are to predict, told from its source: the measured definition of the count H of hard conditions of
 * one turn. Counting ifs, cyclomatic or cognitive complexity do no better than chance at finding loops that mispredict (measured on
 * 13 C programs, 912 loops with at least 1,000 executed branches, a TAGE predictor as truth: precision lift 0.5 to 1.1); H reaches
 * 1.75 to 1.9, about as far as what the source shows can reach.
 */
#ifndef WHYNOT_RULES_BRANCH_SCORE_H
#define WHYNOT_RULES_BRANCH_SCORE_H

#include "analyzer/base/strbuf.h"
#include "analyzer/program/program.h"

/* Whether a condition counts. Of several reasons why not, the first. */
enum branch_verdict {
	BRANCH_HARD,
	BRANCH_ONCE,        /* in what the head of a `for` does once */
	BRANCH_SWITCH,
	BRANCH_INVARIANT,
	BRANCH_EXPECTED,
	BRANCH_NORETURN,
	BRANCH_MASK,
	BRANCH_COUNTED,
	BRANCH_STATE_EXIT,
	BRANCH_NULL,
	BRANCH_TRUTH,
	BRANCH_CONSTANT,
	BRANCH_CHEAP,
	BRANCH_COUNTER,
	BRANCH_BIASED,      /* told by a profile, not by the source */
	n_BRANCH
};

enum branch_verdict branch_judge(const struct program *p, const struct fact_condition *c);

/*
 * The same with what a profile knows of the condition, which stands in `file`: where it was reached often enough, what happened replaces
 * the guess which way it mostly goes. What is no matter of guessing (counted loops, conditions that do not change) stays.
 */
enum branch_verdict branch_judge_measured(const struct program *p, uint32_t file, const struct fact_condition *c);

/*
 * How often a hard condition is mispredicted: what callgrind's predictor made of the jumps of its line (then true), else the rate of its
 * class, or how often it went its rarer way if that is less.
 */
bool branch_rate_measured(const struct program *p, uint32_t file, const struct fact_condition *c, double *rate);

/* Appends ", true 62 % of 1000 times" and ", 9.0 % of the line's 1000 jumps mispredicted" if a profile knows it. */
void branch_add_measured(const struct program *p, uint32_t file, const struct fact_condition *c, struct strbuf *out);

/* Why the condition does not count, in words. */
const char *branch_verdict_words(enum branch_verdict v);

/* The share of turns in which what is under this is reached, as guessed from the source; 0 to 1. */
double branch_weight(const char *under);

/* How often a hard condition is mispredicted, measured over its class; 0 to 1. */
double branch_rate(const struct fact_condition *c);

/* "ordered comparison of data". */
const char *branch_class_words(const struct fact_condition *c);

/* The loop itself or, if it is a block that runs once, the one around it; 0 if there is none. `loop` as FACT_CALL counts. */
uint32_t branch_loop(const struct program_function *f, uint32_t loop);

/*
 * Calls in the loop that are not of the compiler's own functions, by weight; those of loops in it count as in a turn of theirs.
 * `loop` as FACT_CALL counts.
 */
double branch_calls(const struct program_function *f, const struct program *p, uint32_t loop);

#endif
