#include "reports/line_hash.h"

#include "reports/utf8.h"

#include <stdbool.h>

enum { WINDOW = 100, FACTOR = 37, END_OF_FILE = 65535 };

struct rolling {
	struct line_hashes *to;
	uint64_t hash, leaving;      /* leaving: FACTOR to the power of WINDOW */
	uint16_t units[WINDOW];
	bool starts_line[WINDOW];    /* whether this unit is a line's first */
	size_t at;
	bool at_line_start, after_cr;
};

/* The window is full from a line's start on: its hash is known. */
static void finish_line(struct rolling *r)
{
	if (!r->starts_line[r->at])
		return;
	r->starts_line[r->at] = false;
	VEC_PUSH(&r->to->lines, ((struct line_hash){ r->hash, 0 }));
}

static void roll(struct rolling *r, uint16_t unit)
{
	r->hash = r->hash * FACTOR + unit - r->leaving * r->units[r->at];
	r->units[r->at] = unit;
	r->at = (r->at + 1) % WINDOW;
}

static void take(struct rolling *r, uint16_t unit)
{
	bool is_second_half = r->after_cr && unit == '\n';

	r->after_cr = unit == '\r';
	if (unit == ' ' || unit == '\t' || is_second_half)
		return;
	if (unit == '\r')
		unit = '\n';
	finish_line(r);
	r->starts_line[r->at] = r->at_line_start;
	r->at_line_start = unit == '\n';
	roll(r, unit);
}

static int by_hash(const void *a, const void *b, void *lines)
{
	const struct line_hash *all = lines;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	if (all[x].hash != all[y].hash)
		return all[x].hash < all[y].hash ? -1 : 1;
	return (x > y) - (x < y);
}

static void count_equals(struct line_hashes *h)
{
	uint32_t *order = xmalloc(h->lines.n * sizeof *order);

	for (size_t i = 0; i < h->lines.n; i++)
		order[i] = (uint32_t)i;
	qsort_r(order, h->lines.n, sizeof *order, by_hash, h->lines.items);
	for (size_t i = 0; i < h->lines.n; i++) {
		struct line_hash *line = &h->lines.items[order[i]], *before = i ? &h->lines.items[order[i - 1]] : NULL;

		line->count = before && before->hash == line->hash ? before->count + 1 : 1;
	}
	free(order);
}

void line_hashes_fill(struct line_hashes *h, const char *text, size_t len)
{
	struct rolling r = { .to = h, .leaving = 1, .at_line_start = true };
	uint32_t code = 0;

	VEC_CLEAR(&h->lines);
	for (int i = 0; i < WINDOW; i++)
		r.leaving *= FACTOR;
	for (size_t i = 0; i < len;) {
		size_t n = utf8_decode(text + i, len - i, &code);

		i += n ? n : 1;
		if (!n)
			code = 0xfffd;
		if (code > 0xffff) {
			take(&r, (uint16_t)(0xd800 + ((code - 0x10000) >> 10)));
			code = 0xdc00 + ((code - 0x10000) & 0x3ff);
		}
		take(&r, (uint16_t)code);
	}
	take(&r, END_OF_FILE);
	for (int i = 0; i < WINDOW; i++) {
		finish_line(&r);
		roll(&r, 0);
	}
	count_equals(h);
}

void line_hashes_release(struct line_hashes *h)
{
	VEC_RELEASE(&h->lines);
}
