/*
 * Where the program spends its time: what profiles measured (analyzer/profile/), joined by place, or a static estimate.
 * Rules see no profile, only what these functions answer. Without --profile nothing is known and every answer says so.
 */
#ifndef WHYNOT_PROGRAM_HOTNESS_H
#define WHYNOT_PROGRAM_HOTNESS_H

#include "analyzer/program/program.h"

struct profiles;

struct hotness {
	uint64_t value;            /* executions of llvm-cov, gcov and profdata; cost of perf (samples) and callgrind (its first event) */
	const char *source;        /* the profile's kind, "estimate", or NULL: nothing is known */
	bool is_measured;
};

/*
 * How hot is this place? With executions: how often it was reached; with cost: what was spent on its line. A place in a function's
 * head, or in a function of which the profile only knows the name, gets the function's own. Of several kinds of profiles
 * the one named first on the command line that knows the function answers.
 */
struct hotness program_hotness(const struct program *p, uint32_t file, struct place at);

/*
 * Of the `loop`-th loop of the function (1: its first): how often its condition or body ran, the hottest of both, or what its own
 * lines cost. Loops inside it do not count.
 */
struct hotness program_loop_hotness(const struct program *p, const struct program_function *f, uint32_t loop);

/* The loop of the function whose keyword stands exactly at the place, counted from 1; 0: none. */
uint32_t program_loop_at(const struct program_function *f, struct place at);

/*
 * For an order when nothing was measured: ten to the number of loops around the place, times one more than the number of calls of
 * its function in the program, those in a loop counting ten for each loop around them.
 */
struct hotness program_estimate(const struct program *p, uint32_t file, struct place at);

/* What a condition did when the profile was made. */
struct branch_counts {
	uint64_t n_true, n_false;      /* of a condition; with gcov and callgrind the sides of a jump, it is not known which is which */
	bool has_sides;                /* n_true is the condition's true */
	uint64_t n_executed, n_mispredicted; /* callgrind --branch-sim=yes: of all conditional jumps of the line */
	bool has_mispredicted;
};

/*
 * The counts of the condition that begins at the place, else of the smallest one around it (`!x` is counted at its '!'), else of
 * the line if the profile knows no columns and the line only has this one. False: no profile knows it, or it was never reached.
 */
bool program_branch_counts(const struct program *p, uint32_t file, struct place at, struct branch_counts *counts);

enum { EASY_BIAS_PERCENT = 95 };

/* True if it went one way more than EASY_BIAS_PERCENT of the times: predictors have no trouble with it. */
bool branch_counts_are_easy(const struct branch_counts *counts);

/* ---- what became of the profiles ------------------------------------------------------------------------------------------ */

enum profile_loss_reason {
	LOSS_OTHER_FILE,       /* no file of the program has a path that ends like it */
	LOSS_AMBIGUOUS,        /* several do, and the functions in it do not tell which is meant */
	LOSS_CHANGED,          /* its function is longer or shorter than it was, or gone */
	LOSS_NO_CODE,          /* the line is in no function and no macro, or no function has the name */
};

/* Counts without a place, by file of the profile and reason. */
struct profile_loss {
	const char *path;      /* as the profile has it; "" if it knows none */
	enum profile_loss_reason reason;
	uint64_t count;
};

/* A function that is not what the profile saw. */
struct profile_change {
	const struct program_function *function;
	uint32_t end_line;       /* where it ended when the profile was made; 0: not known */
};

struct program_profile {
	const char *kind, *path;              /* path: of the first file of that kind, as given */
	uint32_t n_inputs;
	uint64_t total, placed;               /* sums of counts */
	const struct profile_loss *losses;    /* the largest first */
	size_t n_losses;
	const struct profile_change *changes; /* by file and place */
	size_t n_changes, n_functions;        /* of this many functions that both know */
};

/* One for each kind of profile that was read, in their order. */
const struct program_profile *program_profiles(const struct program *p, size_t *n);

/* Joins the profiles with a linked program, once; they have to outlive it. */
void program_join_profiles(struct program *p, const struct profiles *profiles);

#endif
