#include "analyzer/base/nearest.h"

#include <stdint.h>
#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

size_t edit_distance(const char *a, const char *b)
{
	size_t row[NEAREST_LONGEST + 1], len = strlen(b);

	if (len > NEAREST_LONGEST || strlen(a) > NEAREST_LONGEST)
		return SIZE_MAX;
	for (size_t k = 0; k <= len; k++)
		row[k] = k;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t k = 0; k < len; k++) {
			size_t above = row[k + 1];

			row[k + 1] = smallest(above + 1, row[k] + 1, diagonal + (lower(a[i]) != lower(b[k])));
			diagonal = above;
		}
	}
	return row[len];
}

int is_near(const char *asked, size_t distance)
{
	return distance <= strlen(asked) / 3 + 1;
}

void nearest_offer(struct nearest *n, const char *candidate)
{
	size_t distance = edit_distance(n->asked, candidate);

	if (!is_near(n->asked, distance) || (n->best && distance >= n->distance))
		return;
	n->best = candidate;
	n->distance = distance;
}
