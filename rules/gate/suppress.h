/*
 * Comments that ask for silence: which findings they are for, and what is wrong with them.
 *
 *	f(p);  // whynot: ignore[unused-include, escape.*, until=2027-01]: reason     the findings of this line
 *	// whynot: ignore-next[rule]: reason                                          of the next line that is no such comment
 *	// whynot: ignore-file[rule]: reason                                          of the whole file
 *	(off[rule]: reason, on[rule])                                                 of all lines between two block comments
 *
 * A rule is named by its id, id/Name, id.Name or Name, with '*' for anything; a pass of the compiler's is a rule, too. A month or
 * day after `until=` is the last one for which the comment holds. clang-tidy's NOLINT, NOLINTNEXTLINE, NOLINTBEGIN and NOLINTEND
 * count, too, alone or with a list of names and patterns, in which rules are called whynot-<id> and some have the names of
 * clang-tidy's own checks.
 */
#ifndef WHYNOT_RULES_GATE_SUPPRESS_H
#define WHYNOT_RULES_GATE_SUPPRESS_H

#include "rules/emit.h"
#include "rules/finding.h"

struct suppress_comment {
	struct srcloc at;          /* of its first slash */
	uint32_t end_line;
	bool is_alone;             /* nothing stands before it on its line */
	const char *text;          /* with its marks */
};

/* What the comments are judged by. */
struct suppress_context {
	const char *const *known;  /* every word that a rule or finding may be called by */
	size_t n_known;
	const char *const *ran;    /* ids of the rules and passes that could have found something; others are not called unused */
	size_t n_ran;
	bool is_whole;             /* all of the program was analysed; else no comment is called unused */
};

struct suppressions;

struct suppressions *suppressions_new(void);
void suppressions_free(struct suppressions *s);

/* Comments may come in any order and more than once; what they hold is copied. */
void suppressions_add(struct suppressions *s, const struct suppress_comment *c);

/* To be called once, after the last comment: sorts, pairs the beginnings with their ends, and looks at the date ("2026-12-31"). */
void suppressions_close(struct suppressions *s, const char *today);

/* The reason of a comment that is for this finding ("" if it gives none), and notes that it is of use; NULL if there is none. */
const char *suppressions_match(struct suppressions *s, const struct finding *f);

/* Emits what is wrong with the comments as findings of the emitter's rule, which has to be `whynot`. */
void suppressions_judge(const struct suppressions *s, const struct suppress_context *context, struct emitter *e);

#endif
