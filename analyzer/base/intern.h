/*
 * Text by number: equal texts have equal ids within one table, so facts compare, sort and travel as numbers.
 * Ids are given in the order of first sight; never use them to order anything a user sees.
 */
#ifndef WHYNOT_BASE_INTERN_H
#define WHYNOT_BASE_INTERN_H

#include "analyzer/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Interned text; 0 is "none", which reads as "". A struct, so that == on ids does not compile. */
typedef struct { uint32_t v; } sid;

struct intern_slot;

struct intern {
	struct arena memory;
	const char **texts;   /* by id; texts[0] is "" */
	uint32_t *lengths;
	uint32_t n, cap;      /* ids in use, 0 included */
	struct intern_slot *slots;
	uint32_t n_slots;     /* a power of two */
};

void intern_init(struct intern *t);
void intern_release(struct intern *t);

/* The id of the text; the empty text is id 0. The table keeps a copy. */
sid intern_add(struct intern *t, const char *text, size_t len);
sid intern_adds(struct intern *t, const char *text); /* NULL counts as "" */

/* The id if the text is known, else 0. */
sid intern_find(const struct intern *t, const char *text, size_t len);

/* The text, NUL-terminated, valid until intern_release(). */
static inline const char *intern_text(const struct intern *t, sid id)
{
	return t->texts[id.v];
}

static inline size_t intern_length(const struct intern *t, sid id)
{
	return t->lengths[id.v];
}

static inline bool sid_equal(sid a, sid b)
{
	return a.v == b.v;
}

static inline bool sid_is_none(sid a)
{
	return a.v == 0;
}

#endif
