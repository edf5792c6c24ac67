/* What a solved graph says to callers: who holds whose address, in terms that they can see. */
#include "rules/escape_solve.h"

#include <string.h>

struct edges {
	VEC(struct summary_edge) items;
};

static bool is_alloca(const struct solver *s, uint32_t call)
{
	const char *name = program_text(s->ep->program, escape_location(s->f, &s->f->calls[call])->name);

	return strstr(name, "alloca") && !s->f->calls[call].called.n_callees && !s->f->calls[call].called.n_models;
}

/* Names all objects that callers can come to see. What the frame takes with it has no name. */
static void name_objects(struct solver *s)
{
	const struct graph *g = &s->graph;

	s->visible = ARENA_ARRAY(&s->memory, uint32_t, g->nodes.n);
	memset(s->visible, 0xff, g->nodes.n * sizeof *s->visible);
	s->visible[GRAPH_OUTSIDE] = VISIBLE_OUTSIDE;
	for (uint32_t i = 0; i < s->f->n_params * GRAPH_DEPTH; i++)
		if (s->contents[i] != GRAPH_NONE)
			s->visible[s->contents[i]] = VISIBLE_PARAMS + i;
	for (uint32_t i = 0; i < s->f->n_calls; i++) {
		if (s->calls[i].fresh != GRAPH_NONE)
			s->visible[s->calls[i].fresh] = graph_points(g, s->result, s->calls[i].fresh) ? VISIBLE_FRESH : VISIBLE_INNER;
		if (s->calls[i].inner != GRAPH_NONE && !is_alloca(s, i))
			s->visible[s->calls[i].inner] = graph_points(g, s->result, s->calls[i].inner) ? VISIBLE_FRESH : VISIBLE_INNER;
	}
	for (size_t o = 0; o < g->objects.n; o++)
		if (solver_is_escaped(s, g->objects.items[o]) && s->visible[g->objects.items[o]] != GRAPH_NONE)
			s->visible[g->objects.items[o]] = VISIBLE_OUTSIDE;
}

static void add_edge(struct edges *e, uint32_t in, uint32_t what)
{
	struct summary_edge edge = { in, what };

	VEC_PUSH(&e->items, edge);
}

/* All that the node holds; `skip` is an object that is there from the start. */
static void add_content(struct solver *s, uint32_t node, uint32_t in, uint32_t skip, struct edges *e)
{
	uint32_t at = 0, object;

	while ((object = graph_next_object(&s->graph, node, &at)) != GRAPH_NONE)
		if (object != skip && s->visible[object] != GRAPH_NONE && !(in == VISIBLE_OUTSIDE && object == GRAPH_OUTSIDE))
			add_edge(e, in, s->visible[object]);
}

static void add_params(struct solver *s, struct edges *e)
{
	for (uint32_t i = 0; i < s->f->n_params * GRAPH_DEPTH; i++) {
		uint32_t level = i % GRAPH_DEPTH, node = s->contents[i];

		if (node == GRAPH_NONE)
			continue;
		if (solver_is_escaped(s, node))
			add_edge(e, VISIBLE_OUTSIDE, VISIBLE_PARAMS + i);
		else
			add_content(s, node, VISIBLE_PARAMS + i, s->contents[level + 1 < GRAPH_DEPTH ? i + 1 : i], e);
	}
}

/* Fresh objects that somebody outside can reach, and what they hold. */
static void add_fresh(struct solver *s, struct edges *e)
{
	uint64_t *seen = ARENA_ARRAY(&s->memory, uint64_t, s->graph.n_words);

	graph_reach(&s->graph, s->result, seen);
	for (uint32_t i = 0; i < s->f->n_params * GRAPH_DEPTH; i++)
		if (s->contents[i] != GRAPH_NONE)
			graph_reach(&s->graph, s->contents[i], seen);
	for (uint32_t i = 0; i < s->f->n_calls; i++) {
		uint32_t nodes[2] = { s->calls[i].fresh, s->calls[i].inner };

		for (unsigned k = 0; k < 2; k++) {
			uint32_t o;

			if (nodes[k] == GRAPH_NONE)
				continue;
			o = s->graph.nodes.items[nodes[k]].object;
			if ((seen[o / 64] >> o % 64 & 1) && (s->visible[nodes[k]] == VISIBLE_FRESH || s->visible[nodes[k]] == VISIBLE_INNER))
				add_content(s, nodes[k], s->visible[nodes[k]], GRAPH_NONE, e);
		}
	}
}

static int edge_order(const void *va, const void *vb)
{
	const struct summary_edge *a = va, *b = vb;

	if (a->in != b->in)
		return a->in < b->in ? -1 : 1;
	return (a->what > b->what) - (a->what < b->what);
}

static void sort_edges(struct edges *e)
{
	size_t n = 0;

	if (e->items.n)
		qsort(e->items.items, e->items.n, sizeof *e->items.items, edge_order);
	for (size_t i = 0; i < e->items.n; i++)
		if (!n || edge_order(&e->items.items[n - 1], &e->items.items[i]))
			e->items.items[n++] = e->items.items[i];
	e->items.n = n;
}

/* The call whose result's or inner object it is, if that is allocated memory; else GRAPH_NONE. */
static uint32_t allocating_call(const struct solver *s, uint32_t object)
{
	for (uint32_t i = 0; i < s->f->n_calls; i++) {
		if (s->calls[i].fresh == object)
			return s->calls[i].is_allocation ? i : GRAPH_NONE;
		if (s->calls[i].inner == object)
			return s->calls[i].inner_is_allocation ? i : GRAPH_NONE;
	}
	return GRAPH_NONE;
}

/* All that is fresh, can be seen from outside, and is not the result. */
static bool is_fresh_inside(const struct solver *s)
{
	for (uint32_t i = 0; i < s->f->n_calls; i++) {
		uint32_t nodes[2] = { s->calls[i].fresh, s->calls[i].inner };

		for (unsigned k = 0; k < 2; k++)
			if (nodes[k] != GRAPH_NONE && s->visible[nodes[k]] == VISIBLE_INNER && allocating_call(s, nodes[k]) == GRAPH_NONE)
				return false;
	}
	return true;
}

/* The result is fresh memory of an allocation, nothing else, and no one keeps it. */
static bool is_fresh_result(struct solver *s, struct fresh_size *size)
{
	uint64_t *kept = ARENA_ARRAY(&s->memory, uint64_t, s->graph.n_words);
	uint32_t at = 0, object;
	bool any = false;

	for (uint32_t i = 0; i < s->f->n_params * GRAPH_DEPTH; i++)
		if (s->contents[i] != GRAPH_NONE)
			graph_reach(&s->graph, s->contents[i], kept);
	while ((object = graph_next_object(&s->graph, s->result, &at)) != GRAPH_NONE) {
		uint32_t o = s->graph.nodes.items[object].object, i = allocating_call(s, object);
		struct fresh_size other = { .is_known = false };

		if (i == GRAPH_NONE || s->visible[object] != VISIBLE_FRESH || (kept[o / 64] >> o % 64 & 1))
			return false;
		if (s->calls[i].fresh == object)
			other = escape_size(s->ep, s->f, &s->f->calls[i]);
		if (!any)
			*size = other;
		else if (memcmp(size, &other, sizeof other) != 0)
			*size = (struct fresh_size){ .is_known = false };
		any = true;
	}
	return any;
}

static uint64_t freed_contents(const struct solver *s)
{
	uint64_t freed = 0;

	for (size_t i = 0; i < s->freeings.n; i++)
		for (uint32_t p = 0; p < s->f->n_params * GRAPH_DEPTH && p < 64; p++)
			if (s->contents[p] != GRAPH_NONE && graph_points(&s->graph, s->freeings.items[i].node, s->contents[p]))
				freed |= (uint64_t)1 << p;
	return freed;
}

/* True if the function may be over before the step, other than where the parameter is null from the start. */
static bool is_over_before(const struct escape_body *b, uint32_t param, uint32_t step)
{
	bool is_changed = false;

	for (uint32_t i = 0; i < b->fact->flows.n; i++)
		is_changed |= (b->flows[i].to == param && b->flows[i].to_deref == 0 && b->flows[i].why != FLOW_WHY_ARGUMENT) ||
			      (b->flows[i].from == param && b->flows[i].from_deref == 0);
	for (uint32_t i = 0; i < b->fact->spans.n; i++)
		if (b->spans[i].kind == SPAN_KIND_EXIT && b->spans[i].first <= step && (is_changed || b->spans[i].middle != param + 1))
			return true;
	return false;
}

/* Of the freed contents, those of parameters themselves that a call in the function's outermost block frees for certain. */
static uint64_t always_freed_contents(const struct solver *s)
{
	const struct escape_body *b = &s->f->bodies[0];
	uint64_t freed = 0;

	for (size_t i = 0; i < s->freeings.n && s->f->n_bodies == 1; i++) {
		const struct freeing *f = &s->freeings.items[i];
		const struct fact_location *at = escape_location(s->f, &s->f->calls[f->call]);
		uint32_t next = 0, object = graph_next_object(&s->graph, f->node, &next);

		if (!f->always || at->block != 1 || !at->step || graph_next_object(&s->graph, f->node, &next) != GRAPH_NONE)
			continue;
		for (uint32_t p = 0; p < s->f->n_params && p * GRAPH_DEPTH < 64; p++)
			if (s->contents[p * GRAPH_DEPTH] == object && object != GRAPH_NONE && !is_over_before(b, p, at->step))
				freed |= (uint64_t)1 << p * GRAPH_DEPTH;
	}
	return freed;
}

static uint64_t aligned_contents(const struct solver *s)
{
	uint64_t aligned = 0;

	for (size_t i = 0; i < s->aligned.n; i++)
		for (uint32_t p = 0; p < s->f->n_params * GRAPH_DEPTH && p < 64; p++)
			if (s->contents[p] != GRAPH_NONE && graph_points(&s->graph, s->aligned.items[i], s->contents[p]))
				aligned |= (uint64_t)1 << p;
	return aligned;
}

/* What was said before stays said: names of fresh objects can change from round to round, and with them edges come and go for ever. */
static void join(const struct summary *old, struct summary *new, struct edges *e)
{
	for (uint32_t i = 0; i < old->n_edges; i++)
		add_edge(e, old->edges[i].in, old->edges[i].what);
	sort_edges(e);
	new->freed |= old->freed;
	new->aligned |= old->aligned;
	new->always_freed &= old->always_freed;
	new->inner_is_fresh &= old->inner_is_fresh;
	new->is_fresh &= old->is_fresh;
	if (memcmp(&new->size, &old->size, sizeof new->size) != 0)
		new->size = (struct fresh_size){ .is_known = false };
}

bool solver_summarise(struct solver *s, bool is_joined)
{
	struct summary *old = &s->f->summary, new = { .is_solved = true };
	struct edges e = { { 0 } };
	bool is_same;

	name_objects(s);
	add_content(s, s->result, VISIBLE_RESULT, GRAPH_NONE, &e);
	add_params(s, &e);
	add_fresh(s, &e);
	sort_edges(&e);
	new.is_fresh = is_fresh_result(s, &new.size);
	new.inner_is_fresh = is_fresh_inside(s);
	new.freed = freed_contents(s);
	new.always_freed = always_freed_contents(s);
	new.aligned = aligned_contents(s);
	if (is_joined && old->is_solved)
		join(old, &new, &e);
	new.n_edges = (uint32_t)e.items.n;
	is_same = old->is_solved && new.n_edges == old->n_edges && new.is_fresh == old->is_fresh && new.inner_is_fresh == old->inner_is_fresh && new.freed == old->freed && new.aligned == old->aligned && new.always_freed == old->always_freed &&
		  !memcmp(&new.size, &old->size, sizeof new.size) &&
		  (!new.n_edges || !memcmp(e.items.items, old->edges, new.n_edges * sizeof *new.edges));
	if (!is_same) {
		new.edges = arena_memdup(&s->ep->memory, e.items.items, new.n_edges * sizeof *new.edges);
		*old = new;
	}
	VEC_RELEASE(&e.items);
	return !is_same;
}
