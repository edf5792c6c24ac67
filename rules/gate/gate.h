/*
 * Findings in, findings out: which of what the rules found is shown, counted as hidden, or makes the run fail.
 */
#ifndef WHYNOT_RULES_GATE_GATE_H
#define WHYNOT_RULES_GATE_GATE_H

#include "rules/finding.h"

struct gate_options {
	int level;                         /* 0 without -m, else 1..3 */
	enum severity fail_level;          /* a shown finding at or above it makes the run fail */
	bool never_fail;                   /* --exit-zero */
	const char *const *only;           /* categories (rule ids); none: all */
	size_t n_only;
	const char *const *files;          /* project-relative: report only findings in these; none: all */
	size_t n_files;
};

struct gate_counts {
	size_t shown;
	size_t hidden_by_level[4];         /* [n]: would be shown from -m=n on */
	size_t elsewhere;                  /* outside the named files */
	size_t failing;
};

/* Keeps the shown ones at the front of `findings`, in order, and returns their number. */
size_t gate_apply(const struct gate_options *o, struct finding *findings, size_t n, struct gate_counts *counts);

#endif
