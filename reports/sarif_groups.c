/*
 * Which findings become one result, and which results there are if not all may be. Findings of one rule on one line would be taken
 * for one alert anyway, the later ones lost.
 */
#include "reports/place.h"
#include "reports/sarif_private.h"

#include <stdlib.h>
#include <string.h>

static bool is_same_alert(const struct finding *a, const struct finding *b)
{
	return a->loc.path && b->loc.path && !strcmp(a->loc.path, b->loc.path) && a->loc.line == b->loc.line &&
	       !strcmp(a->rule, b->rule) && !strcmp(a->name, b->name);
}

static void add_to_groups(struct sarif_groups *g, const struct finding *f, const struct report_silent *silent)
{
	struct sarif_group *last = g->list.n ? VEC_LAST(&g->list) : NULL;

	g->findings[g->n] = f;
	if (last && is_same_alert(last->findings[0], f) && !last->silent == !silent &&
	    (!silent || last->silent->state == silent->state))
		last->n++;
	else
		VEC_PUSH(&g->list, ((struct sarif_group){ &g->findings[g->n], 1, silent, g->list.n }));
	g->n++;
}

static int by_alert(const void *a, const void *b)
{
	const struct finding *x = *(const struct finding *const *)a, *y = *(const struct finding *const *)b;
	int c = (x->loc.path == NULL) - (y->loc.path == NULL);

	if (!c && x->loc.path)
		c = strcmp(x->loc.path, y->loc.path);
	c = c ? c : (x->loc.line > y->loc.line) - (x->loc.line < y->loc.line);
	c = c ? c : strcmp(x->rule, y->rule);
	c = c ? c : strcmp(x->name, y->name);
	/* Both are of one array, in the order of their columns. */
	return c ? c : (x > y) - (x < y);
}

/* What is left when there are too many: the worst, then the hottest, then the first. */
static int by_weight(const void *a, const void *b)
{
	const struct sarif_group *x = a, *y = b;
	const struct finding *f = x->findings[0], *g = y->findings[0];

	if (!x->silent != !y->silent)
		return x->silent ? 1 : -1;
	if (f->severity != g->severity)
		return f->severity > g->severity ? -1 : 1;
	if (f->hotness != g->hotness)
		return f->hotness > g->hotness ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int by_order(const void *a, const void *b)
{
	size_t x = ((const struct sarif_group *)a)->order, y = ((const struct sarif_group *)b)->order;

	return (x > y) - (x < y);
}

static void make_groups(const struct report *r, struct sarif_groups *g)
{
	size_t n = r->n_findings + r->n_silent;
	const struct finding **sorted = xmalloc(n * sizeof *sorted);
	struct strbuf path = STRBUF_INIT;

	g->findings = xmalloc(n * sizeof *g->findings);
	for (size_t i = 0; i < r->n_findings; i++)
		sorted[i] = &r->findings[i];
	qsort(sorted, r->n_findings, sizeof *sorted, by_alert);
	for (size_t i = 0; i < r->n_findings; i++)
		if (report_path(r, sorted[i]->loc.path, &path))
			add_to_groups(g, sorted[i], NULL);
	for (size_t i = 0; i < r->n_silent; i++)
		if (report_path(r, r->silent[i].finding.loc.path, &path))
			add_to_groups(g, &r->silent[i].finding, &r->silent[i]);
	free(sorted);
	strbuf_release(&path);
}

size_t sarif_groups_make(struct sarif_groups *g, const struct report *r, size_t most)
{
	size_t n_kept;

	make_groups(r, g);
	n_kept = g->list.n;
	if (n_kept > most) {
		n_kept = most - 1;
		qsort(g->list.items, g->list.n, sizeof *g->list.items, by_weight);
		qsort(g->list.items, n_kept, sizeof *g->list.items, by_order);
	}
	return n_kept;
}

void sarif_groups_release(struct sarif_groups *g)
{
	VEC_RELEASE(&g->list);
	free(g->findings);
}
