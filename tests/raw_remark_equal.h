/* For tests that hold one reader of records against another. */
#ifndef WHYNOT_TESTS_RAW_REMARK_EQUAL_H
#define WHYNOT_TESTS_RAW_REMARK_EQUAL_H

#include "analyzer/codegen/raw_remark.h"

#include <string.h>

static inline bool raw_text_equal(struct raw_text a, struct raw_text b)
{
	return a.len == b.len && (!a.len || !memcmp(a.bytes, b.bytes, a.len));
}

static inline bool raw_place_equal(const struct raw_place *a, const struct raw_place *b)
{
	if (!a->known || !b->known)
		return a->known == b->known;
	return raw_text_equal(a->file, b->file) && a->line == b->line && a->col == b->col;
}

/* True if both say the same, byte by byte as the record spells it. */
static inline bool raw_remark_equal(const struct raw_remark *a, const struct raw_remark *b)
{
	if (a->kind != b->kind || !raw_text_equal(a->pass, b->pass) || !raw_text_equal(a->name, b->name) ||
	    !raw_text_equal(a->function, b->function) || !raw_place_equal(&a->place, &b->place))
		return false;
	if (a->has_hotness != b->has_hotness || a->hotness != b->hotness || a->args.n != b->args.n)
		return false;
	for (size_t i = 0; i < a->args.n; i++) {
		const struct raw_arg *x = &a->args.items[i], *y = &b->args.items[i];

		if (!raw_text_equal(x->key, y->key) || !raw_text_equal(x->value, y->value) || !raw_place_equal(&x->place, &y->place))
			return false;
	}
	return true;
}

#endif
