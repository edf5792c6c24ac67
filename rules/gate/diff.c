#include "rules/gate/diff.h"

#include "analyzer/base/strbuf.h"
#include "rules/gate/identity.h"

#include <stdlib.h>
#include <string.h>

enum { FARTHEST_REASON = 20, MISSED_IS_FARTHER = 5 }; /* lines between what was lost and what the pass says instead */

/* One finding on its way to a partner. */
struct side {
	const struct finding *finding;
	const char *message;           /* owned by `text` of the sides */
	const struct side *partner;
	int round;                     /* in which the partner was found */
};

struct sides {
	struct side *items;
	struct side **open;            /* those without a partner, sorted for the round */
	size_t n, n_open;
	char **texts;
};

const char *change_word(enum change_kind kind)
{
	static const char *const words[] = { "new", "lost", "won", "fixed", "other reason", "moved" };

	return words[kind];
}

static void sides_fill(struct sides *s, const struct finding *findings, size_t n)
{
	*s = (struct sides){ .items = xmalloc(n * sizeof *s->items), .open = xmalloc(n * sizeof *s->open), .n = n,
			     .texts = xmalloc(n * sizeof *s->texts) };
	for (size_t i = 0; i < n; i++) {
		struct strbuf text = STRBUF_INIT;

		finding_message(&findings[i], &text);
		strbuf_addf(&text, "%s%s", *findings[i].config ? " in " : "", findings[i].config);
		s->texts[i] = strbuf_detach(&text);
		s->items[i] = (struct side){ &findings[i], s->texts[i], NULL, 0 };
	}
}

static void sides_release(struct sides *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->texts[i]);
	free(s->items);
	free(s->open);
	free(s->texts);
}

/* ---- rounds ---------------------------------------------------------------------------------------------------------------- */

static int compare_texts(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/* What has to be equal in a round, beside rule and kind. */
enum { WITH_FILE = 1, WITH_NAME = 2, WITH_LINE = 4, WITH_COL = 8, WITH_MESSAGE = 16, WITH_WORDS = 32, WITH_FUNCTION = 64 };

static const struct { int what; bool is_moved; } rounds[] = {
	{ WITH_FUNCTION | WITH_FILE | WITH_NAME | WITH_MESSAGE | WITH_LINE | WITH_COL, false },  /* the same */
	{ WITH_FUNCTION | WITH_FILE | WITH_NAME | WITH_MESSAGE | WITH_LINE, true },
	{ WITH_FUNCTION | WITH_FILE | WITH_NAME | WITH_MESSAGE, true },
	{ WITH_FILE | WITH_NAME | WITH_MESSAGE | WITH_LINE | WITH_COL, true },                   /* the code is inlined elsewhere */
	{ WITH_FUNCTION | WITH_FILE | WITH_NAME | WITH_WORDS, false },
	{ WITH_FUNCTION | WITH_FILE | WITH_NAME | WITH_LINE | WITH_COL, false },
	{ WITH_FUNCTION | WITH_FILE | WITH_LINE | WITH_COL, false },                             /* another reason is another name */
	{ WITH_FUNCTION | WITH_NAME | WITH_MESSAGE, true },                                      /* the file was renamed */
};

static int compare_sides(const struct side *x, const struct side *y, int what)
{
	const struct finding *a = x->finding, *b = y->finding;
	int c = strcmp(a->rule, b->rule);

	if (!c && what & WITH_FUNCTION)
		c = strcmp(a->function, b->function);
	c = c ? c : (a->kind > b->kind) - (a->kind < b->kind);
	if (!c && what & WITH_FILE)
		c = compare_texts(a->loc.path, b->loc.path);
	if (!c && what & WITH_NAME)
		c = strcmp(a->name, b->name);
	if (!c && what & WITH_LINE)
		c = (a->loc.line > b->loc.line) - (a->loc.line < b->loc.line);
	if (!c && what & WITH_COL)
		c = (a->loc.col > b->loc.col) - (a->loc.col < b->loc.col);
	if (!c && what & WITH_MESSAGE)
		c = strcmp(x->message, y->message);
	if (!c && what & WITH_WORDS)
		c = identity_compare_words(x->message, y->message);
	return c;
}

static int by_side(const void *a, const void *b, void *what)
{
	const struct side *x = *(struct side *const *)a, *y = *(struct side *const *)b;
	int c = compare_sides(x, y, *(int *)what);

	/* Both are of one array, which is sorted by place. */
	return c ? c : (x > y) - (x < y);
}

static void open_sides(struct sides *s, int what)
{
	s->n_open = 0;
	for (size_t i = 0; i < s->n; i++)
		if (!s->items[i].partner)
			s->open[s->n_open++] = &s->items[i];
	if (s->n_open)
		qsort_r(s->open, s->n_open, sizeof *s->open, by_side, &what);
}

static void pair(struct sides *old, struct sides *new, int round)
{
	size_t i = 0, k = 0;

	open_sides(old, rounds[round].what);
	open_sides(new, rounds[round].what);
	while (i < old->n_open && k < new->n_open) {
		int c = compare_sides(old->open[i], new->open[k], rounds[round].what);

		if (c < 0) {
			i++;
		} else if (c > 0) {
			k++;
		} else {
			old->open[i]->partner = new->open[k];
			new->open[k]->partner = old->open[i++];
			new->open[k++]->round = round;
		}
	}
}

/* ---- changes --------------------------------------------------------------------------------------------------------------- */

/* What programmers count on: that it is not done any more is a loss. */
static bool is_counted_on(const struct finding *f)
{
	static const char *const rules[] = { "loop-vectorize", "slp-vectorizer", "inline", "escape" };

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (f->kind == FINDING_PASSED && !strcmp(f->rule, rules[i]))
			return true;
	return false;
}

/* Names of our own rules have a severity; what the compiler says of its own accord is a note. */
static void add_new(struct changes *c, const struct finding *f, enum severity fail_level)
{
	struct change change = { CHANGE_NEW, NULL, f, NULL, false };

	if (f->kind == FINDING_PASSED)
		change.kind = CHANGE_WON;
	else
		change.is_worse = f->severity >= fail_level;
	VEC_PUSH(&c->list, change);
}

static void add_gone(struct changes *c, const struct finding *f)
{
	struct change change = { CHANGE_FIXED, f, NULL, NULL, false };

	if (f->kind == FINDING_PASSED) {
		change.kind = CHANGE_LOST;
		change.is_worse = is_counted_on(f);
	}
	VEC_PUSH(&c->list, change);
}

static void add_pair(struct changes *c, const struct side *new)
{
	const struct finding *f = new->finding, *old = new->partner->finding;

	if (!new->round) {
		c->n_same++;
		return;
	}
	VEC_PUSH(&c->list, ((struct change){ rounds[new->round].is_moved ? CHANGE_MOVED : CHANGE_REASON, old, f, NULL, false }));
}

/* The nearest line of the same function on which the pass says why not; behind a change, lines may have moved. */
static const struct finding *reason_for(const struct finding *lost, const struct finding *all, size_t n)
{
	const struct finding *best = NULL;
	uint32_t nearest = FARTHEST_REASON + 1;

	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &all[i];
		uint32_t distance = f->loc.line > lost->loc.line ? f->loc.line - lost->loc.line : lost->loc.line - f->loc.line;

		if (f->kind == FINDING_PASSED || strcmp(f->rule, lost->rule) || strcmp(f->function, lost->function))
			continue;
		if (compare_texts(f->loc.path, lost->loc.path))
			continue;
		/* That it was missed is known; the analysis beside it says why. */
		if (f->kind == FINDING_MISSED)
			distance += MISSED_IS_FARTHER;
		if (distance < nearest) {
			best = f;
			nearest = distance;
		}
	}
	return best;
}

static int by_place(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	int c = finding_compare(x->new ? x->new : x->old, y->new ? y->new : y->old);

	return c ? c : (x->kind > y->kind) - (x->kind < y->kind);
}

void changes_find(struct changes *c, const struct finding *old, size_t n_old, const struct finding *new, size_t n_new,
		  enum severity fail_level)
{
	struct sides a, b;

	*c = (struct changes){ .n_same = 0 };
	sides_fill(&a, old, n_old);
	sides_fill(&b, new, n_new);
	for (int round = 0; round < (int)(sizeof rounds / sizeof *rounds); round++)
		pair(&a, &b, round);
	for (size_t i = 0; i < b.n; i++) {
		if (b.items[i].partner)
			add_pair(c, &b.items[i]);
		else
			add_new(c, b.items[i].finding, fail_level);
	}
	for (size_t i = 0; i < a.n; i++)
		if (!a.items[i].partner)
			add_gone(c, a.items[i].finding);
	for (size_t i = 0; i < c->list.n; i++) {
		struct change *change = &c->list.items[i];

		if (change->kind == CHANGE_LOST && change->is_worse)
			change->why = reason_for(change->old, new, n_new);
		else if (change->kind == CHANGE_WON && is_counted_on(change->new))
			change->why = reason_for(change->new, old, n_old);
	}
	if (c->list.n)
		qsort(c->list.items, c->list.n, sizeof *c->list.items, by_place);
	sides_release(&a);
	sides_release(&b);
}

void changes_release(struct changes *c)
{
	VEC_RELEASE(&c->list);
}
