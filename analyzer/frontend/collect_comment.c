/*
 * The comments that speak to us. Most files have none, which one search for each of the words tells, so that only the others
 * are read a second time.
 */
#include "analyzer/frontend/scan.h"
#include "analyzer/frontend/walk.h"

#include <string.h>

static bool holds(const char *text, size_t len, const char *word)
{
	return memmem(text, len, word, strlen(word)) != NULL;
}

static bool speaks_to_us(const char *text, size_t len)
{
	return holds(text, len, "whynot:") || holds(text, len, "NOLINT") || holds(text, len, "IWYU pragma:");
}

static bool is_alone(const struct scan *s, struct scan_at at)
{
	for (size_t i = at.line_start; i < at.offset; i++)
		if (s->text[i] != ' ' && s->text[i] != '\t')
			return false;
	return true;
}

static void collect_file(struct walk *w, uint32_t source)
{
	const struct source *src = &w->sources.items.items[source];
	struct scan_at from;
	struct scan s;

	scan_init(&s, src->text, src->len, w->is_cxx);
	while (scan_comment(&s, &from)) {
		size_t len = s.at.offset - from.offset;
		struct fact_comment fact = { .at = scan_place(from), .end = scan_place(s.at) };

		if (!speaks_to_us(s.text + from.offset, len))
			continue;
		fact.end.col--;
		fact.text = intern_add(w->text, s.text + from.offset, len);
		fact.flags = is_alone(&s, from) ? COMMENT_FLAG_ALONE : 0;
		VEC_PUSH(&walk_file(w, source)->comments, fact);
	}
}

void collect_comments(struct walk *w)
{
	for (uint32_t i = 0; i < w->sources.items.n; i++) {
		const struct source *src = &w->sources.items.items[i];

		if (!src->is_system && speaks_to_us(src->text, src->len))
			collect_file(w, i);
	}
}
