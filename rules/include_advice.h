/*
 * What each include of the project's files gives to its file: which names, how much text, and whether it is only a way round to
 * other headers. For -m=2; nothing is taken out here, so nothing is proven.
 */
#ifndef WHYNOT_RULES_INCLUDE_ADVICE_H
#define WHYNOT_RULES_INCLUDE_ADVICE_H

#include "rules/include_intent.h"

/* Over all units that read the file. Names and headers are sorted by text and unique. */
struct include_advice {
	VEC(sid) names;       /* that the file names and gets from here */
	VEC(sid) instead;     /* headers, with delimiters, that have them if the directive's own header has none; else empty */
	uint64_t n_lines;     /* of what it brings, in the unit where that is the most */
	uint32_t n_files;
	bool is_seen;         /* some unit could be looked at */
	bool is_direct;       /* the header itself has some of the names, or is there for another reason */
};

/*
 * One for each include of the program, in their order, when those of `removed` are not there any more; release with
 * include_advice_free().
 */
struct include_advice *include_advice_new(const struct program *p, const struct include_intent *intent, const bool *removed);
/* Whether the directive is only a way round to others, which can be named. */
static inline bool include_advice_is_indirect(const struct include_advice *a)
{
	return a->is_seen && a->instead.n && !a->is_direct;
}

void include_advice_free(struct include_advice *a, const struct program *p);

#endif
