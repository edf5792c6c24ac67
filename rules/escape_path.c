#include "rules/escape_path.h"

#include <string.h>

enum { MOST_STATES = 1 << 17 };

struct state {
	uint32_t object, node;  /* the carried object, and who holds it */
	uint32_t before;        /* the state that it was reached from, or GRAPH_NONE */
	uint32_t reason;
};

struct path_search {
	const struct solver *s;
	const struct path_goal *goal;
	VEC(struct state) states;
	uint64_t *seen;             /* object and node, hashed */
	uint32_t n_slots;
	uint32_t n_edges;           /* only that many of the graph's edges, which came first */
	bool known;
};

static uint64_t *seen_slot(const struct path_search *p, uint64_t key)
{
	uint32_t i = (uint32_t)(key * 0x9fb21c651e98df25u >> 32) & (p->n_slots - 1);

	while (p->seen[i] && p->seen[i] != key)
		i = (i + 1) & (p->n_slots - 1);
	return &p->seen[i];
}

static bool is_new(struct path_search *p, uint32_t object, uint32_t node)
{
	uint64_t key = ((uint64_t)object << 32 | node) + 1, *old = p->seen, *slot;
	uint32_t n = p->n_slots;

	if (p->states.n * 2 >= n) {
		p->n_slots = n ? n * 4 : 64;
		p->seen = xmalloc(p->n_slots * sizeof *p->seen);
		memset(p->seen, 0, p->n_slots * sizeof *p->seen);
		for (uint32_t i = 0; i < n; i++)
			if (old[i])
				*seen_slot(p, old[i]) = old[i];
		free(old);
	}
	slot = seen_slot(p, key);
	if (*slot)
		return false;
	*slot = key;
	return true;
}

static void reach(struct path_search *p, uint32_t object, uint32_t node, uint32_t before, uint32_t reason)
{
	struct state st = { object, node, before, reason };

	if (p->states.n < MOST_STATES && is_new(p, object, node))
		VEC_PUSH(&p->states, st);
}

static enum path_end end_of(const struct path_search *p, uint32_t node, uint32_t *param)
{
	const struct solver *s = p->s;

	if (node == GRAPH_OUTSIDE)
		return p->goal->outside ? PATH_OUTSIDE : PATH_NONE;
	if (node == s->result)
		return p->goal->result ? PATH_RESULT : PATH_NONE;
	if (!p->goal->params || node == p->goal->own)
		return PATH_NONE;
	for (uint32_t i = 0; i < s->f->n_params * GRAPH_DEPTH; i++)
		if (s->contents[i] == node) {
			*param = i / GRAPH_DEPTH;
			return PATH_PARAM;
		}
	return PATH_NONE;
}

static void start_from(struct path_search *p, uint32_t object, uint32_t before)
{
	const struct graph *g = &p->s->graph;

	for (uint32_t i = p->s->first_root[object]; i < p->s->first_root[object + 1]; i++) {
		const struct graph_edge *root = &g->roots.items[p->s->roots[i]];

		reach(p, object, root->to, before, root->reason);
	}
}

static void index_roots(struct solver *s)
{
	const struct graph *g = &s->graph;
	uint32_t n = (uint32_t)g->nodes.n;

	if (s->first_root)
		return;
	s->first_root = ARENA_ARRAY(&s->memory, uint32_t, n + 2);
	s->roots = ARENA_ARRAY(&s->memory, uint32_t, g->roots.n);
	for (size_t i = 0; i < g->roots.n; i++)
		s->first_root[g->roots.items[i].from + 2]++;
	for (uint32_t i = 1; i <= n; i++)
		s->first_root[i + 1] += s->first_root[i];
	for (uint32_t i = 0; i < g->roots.n; i++)
		s->roots[s->first_root[g->roots.items[i].from + 1]++] = i;
}

static void trace_back(const struct path_search *p, uint32_t state, struct escape_path *path)
{
	for (uint32_t i = state; i != GRAPH_NONE; i = p->states.items[i].before) {
		uint32_t reason = p->states.items[i].reason;

		if (reason != GRAPH_NONE && (!path->reasons.n || *VEC_LAST(&path->reasons) != reason))
			VEC_PUSH(&path->reasons, reason);
	}
	for (size_t i = 0; i < path->reasons.n / 2; i++) {
		uint32_t other = path->reasons.items[path->reasons.n - 1 - i];

		path->reasons.items[path->reasons.n - 1 - i] = path->reasons.items[i];
		path->reasons.items[i] = other;
	}
}

static bool is_usable(const struct path_search *p, uint32_t edge)
{
	const struct graph_edge *e = &p->s->graph.edges.items[edge];
	const struct escape_reason *r;

	if (e->reason == GRAPH_NONE || edge >= p->n_edges)
		return false;
	if (!p->known || e->to != GRAPH_OUTSIDE)
		return true;
	if (edge >= p->s->graph.n_given && p->n_edges == p->s->graph.edges.n)
		return false; /* it may be there because the object is outside */
	r = &p->s->reasons.items[e->reason];
	return r->flow || r->callee == GRAPH_NONE || r->unknown || r->in != VISIBLE_OUTSIDE || escape_kept_by(p->s, r);
}

static void search(struct path_search *p, uint32_t object, struct escape_path *path)
{
	const struct graph *g = &p->s->graph;

	start_from(p, object, GRAPH_NONE);
	for (uint32_t i = 0; i < p->states.n; i++) {
		struct state st = p->states.items[i];
		enum path_end end = end_of(p, st.node, &path->param);

		/* A parameter's content holds its own from the start. */
		if (end != PATH_NONE && (st.before != GRAPH_NONE || st.reason != GRAPH_NONE)) {
			path->end = end;
			trace_back(p, i, path);
			return;
		}
		if (st.node == GRAPH_OUTSIDE)
			continue;
		for (uint32_t e = g->nodes.items[st.node].first_edge; e != GRAPH_NONE; e = g->edges.items[e].next)
			if (is_usable(p, e))
				reach(p, st.object, g->edges.items[e].to, i, g->edges.items[e].reason);
		if (g->nodes.items[st.node].object != GRAPH_NONE && st.node != object)
			start_from(p, st.node, i);
	}
}

static void find(struct solver *s, uint32_t object, const struct path_goal *goal, uint32_t n_edges, bool known, struct escape_path *path)
{
	struct path_search p = { .s = s, .goal = goal, .n_edges = n_edges, .known = known };

	search(&p, object, path);
	VEC_RELEASE(&p.states);
	free(p.seen);
}

void escape_path_find(struct solver *s, uint32_t object, const struct path_goal *goal, struct escape_path *path)
{
	uint32_t all = (uint32_t)s->graph.edges.n, first = s->graph.born[s->graph.nodes.items[object].object];

	*path = (struct escape_path){ .end = PATH_NONE };
	index_roots(s);
	if (goal->outside && solver_is_escaped(s, object)) {
		find(s, object, goal, first, true, path);
		if (path->end == PATH_NONE)
			find(s, object, goal, all, true, path);
		if (path->end == PATH_NONE && !goal->known)
			find(s, object, goal, first, false, path);
	}
	if (path->end == PATH_NONE && !goal->known)
		find(s, object, goal, all, false, path);
}

void escape_path_release(struct escape_path *path)
{
	VEC_RELEASE(&path->reasons);
}
