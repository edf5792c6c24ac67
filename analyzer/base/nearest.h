/* Which known name somebody meant who wrote an unknown one. */
#ifndef WHYNOT_BASE_NEAREST_H
#define WHYNOT_BASE_NEAREST_H

#include <stddef.h>

enum { NEAREST_LONGEST = 128 };

/*
 * How many letters must be put in, left out or changed to make `a` of `b`, case not counting (Levenshtein 1966, one row at a
 * time). Names beyond NEAREST_LONGEST bytes are as far from anything as a name can be.
 */
size_t edit_distance(const char *a, const char *b);

/* Whether a name at this distance is near enough to be proposed for `asked`. */
int is_near(const char *asked, size_t distance);

struct nearest {
	const char *asked, *best;   /* best: NULL if nothing is near */
	size_t distance;
};

/* Keeps the candidate if it is near and nearer than what was offered before. It must outlive `n`. */
void nearest_offer(struct nearest *n, const char *candidate);

#endif
