/*
 * Findings in, findings out: which of what the rules found is shown, counted as hidden, or makes the run fail.
 */
#ifndef WHYNOT_RULES_GATE_GATE_H
#define WHYNOT_RULES_GATE_GATE_H

#include "rules/finding.h"
#include "rules/gate/changed.h"
#include "rules/gate/suppress.h"

/* What a project says about a rule, a finding or a pass of the compiler's; the last one that fits counts. */
struct gate_rule {
	const char *rule, *name;           /* name NULL: all its findings */
	bool is_off, has_severity, has_level;
	enum severity severity;
	int level;
};

struct gate_options {
	int level;                         /* 0 without -m, else 1..3 */
	enum severity fail_level;          /* a shown finding at or above it makes the run fail */
	bool never_fail;                   /* --exit-zero */
	const char *const *only;           /* categories (rule ids); none: all */
	size_t n_only;
	const char *const *files;          /* project-relative: report only findings in these; none: all */
	size_t n_files;
	const struct gate_rule *rules;
	size_t n_rules;
	const char *root;                  /* absolute: from where the findings' paths count */
	const char *patterns_from;         /* absolute: from where the patterns count */
	const char *const *include, *const *exclude; /* glob.h; report only what is in the former, nothing of the latter */
	size_t n_include, n_exclude;
	const char *const *generated;      /* files that a program wrote, sorted: nobody edits them, so nothing is said of them */
	size_t n_generated;
	const struct changed *changed;     /* report only what this change brought; NULL: everything */
	/* The last line of the loop that the finding stands at the head of, or 0; NULL: not known. */
	uint32_t (*last_line)(const void *program, const struct finding *f);
	const void *program;
	const char *const *whole_file;     /* ids of the rules that are about whole files */
	size_t n_whole_file;
	struct suppressions *suppressions; /* closed; NULL: none */
};

enum gate_silence {
	GATE_COMMENT,     /* a comment suppresses it */
	GATE_KNOWN,       /* the baseline has it as it is */
	GATE_UPDATED,     /* the baseline has it with other words */
	GATE_ABSENT,      /* the baseline has it, and it is not found any more */
};

/* A finding that is not shown, and why: the reason of the comment, "" if it gives none; else where it is known. */
struct gate_silent {
	struct finding finding;
	const char *reason;
	enum gate_silence how;
};

struct gate_silents {
	VEC(struct gate_silent) list;
};

/*
 * Each finding is counted once, where it is first turned away:
 * found = unwanted + generated + elsewhere + elsewhere_hidden + suppressed + hidden_by_level[] + baselined + shown.
 */
struct gate_counts {
	size_t found;
	size_t unwanted;                   /* of rules that --only or the project leave out */
	size_t generated;                  /* in generated files, at any level */
	size_t elsewhere;                  /* outside the named files or the change; would be shown otherwise */
	size_t elsewhere_hidden;           /* outside, and hidden by its level, too */
	size_t suppressed;                 /* by comments, at any level */
	size_t hidden_by_level[4];         /* [n]: would be shown from -m=n on */
	size_t baselined;                  /* known to the baseline, which is asked after the gate */
	size_t shown;
	size_t failing;                    /* of the shown ones */
};


/*
 * True if nobody will see the finding at this level, whatever else holds for it: it is counted and need not be kept. Else it is not
 * counted yet.
 */
bool gate_sift(const struct gate_options *o, const struct finding *f, struct gate_counts *counts);

/*
 * Keeps the shown ones at the front of `findings`, in order, and returns their number. Of the suppressed ones, those that would be
 * shown are appended to `silent` (NULL: not wanted), in order.
 */
size_t gate_apply(const struct gate_options *o, struct finding *findings, size_t n, struct gate_counts *counts,
		  struct gate_silents *silent);

void gate_counts_add(struct gate_counts *to, const struct gate_counts *more);

#endif
