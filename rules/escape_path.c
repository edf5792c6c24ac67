#include "rules/escape_path.h"

#include <string.h>

enum { MOST_STATES = 1 << 17 };

struct state {
	uint32_t object, node;  /* the carried object, and who holds it */
	uint32_t step;          /* when, as FACT_FLOW counts; 0: from the start */
	uint32_t before;        /* the state that it was reached from, or GRAPH_NONE */
	uint32_t reason;
	const struct escape_body *body; /* whose step */
};

/* What a search may use. */
struct limits {
	uint32_t n_edges;           /* only that many of the graph's edges, which came first */
	bool known;                 /* as path_goal's */
	bool no_text;               /* bytes that a parameter points to are no end */
	bool no_integer;            /* what becomes an integer is no end */
	bool ordered;               /* each step has to be able to follow the one before it */
};

struct path_search {
	const struct solver *s;
	const struct path_goal *goal;
	struct limits limits;
	VEC(struct state) states;
	uint32_t *seen;             /* 1 + state, hashed */
	uint32_t n_slots;
	bool is_cut;                /* not all states were looked at */
};

/* ---- states ---------------------------------------------------------------------------------------------------------- */

static bool is_same(const struct state *a, const struct state *b)
{
	return a->object == b->object && a->node == b->node && a->step == b->step && a->body == b->body;
}

static uint32_t *seen_slot(const struct path_search *p, const struct state *st)
{
	uint64_t key = ((uint64_t)st->object << 32 | st->node) * 0x9fb21c651e98df25u ^ st->step * 0xd6e8feb86659fd93u;
	uint32_t i = (uint32_t)(key * 0x9fb21c651e98df25u >> 32) & (p->n_slots - 1);

	while (p->seen[i] && !is_same(&p->states.items[p->seen[i] - 1], st))
		i = (i + 1) & (p->n_slots - 1);
	return &p->seen[i];
}

static void add_state(struct path_search *p, struct state st)
{
	uint32_t *slot;

	if (p->states.n == MOST_STATES) {
		p->is_cut = true;
		return;
	}
	if (p->states.n * 2 >= p->n_slots) {
		p->n_slots = p->n_slots ? p->n_slots * 4 : 64;
		free(p->seen);
		p->seen = xmalloc(p->n_slots * sizeof *p->seen);
		memset(p->seen, 0, p->n_slots * sizeof *p->seen);
		for (uint32_t i = 0; i < p->states.n; i++)
			*seen_slot(p, &p->states.items[i]) = i + 1;
	}
	slot = seen_slot(p, &st);
	if (*slot)
		return;
	VEC_PUSH(&p->states, st);
	*slot = (uint32_t)p->states.n;
}

static uint32_t step_of(const struct solver *s, const struct escape_reason *r)
{
	return r->flow ? r->flow->step : escape_location(s->f, &s->f->calls[r->call])->step;
}

/* A root's place says when an object comes into being only if a call makes it: a variable is there all the time. */
static void reach_root(struct path_search *p, uint32_t object, uint32_t node, uint32_t before, uint32_t reason)
{
	struct state st = { object, node, 0, before, reason, NULL };

	if (reason != GRAPH_NONE) {
		const struct escape_reason *r = &p->s->reasons.items[reason];

		st.body = r->body;
		if (!r->flow && p->limits.ordered)
			st.step = step_of(p->s, r);
	}
	add_state(p, st);
}

static bool is_known(const struct path_search *p, uint32_t edge, const struct escape_reason *r)
{
	if (!p->limits.known || p->s->graph.edges.items[edge].to != GRAPH_OUTSIDE)
		return true;
	if (edge >= p->s->graph.n_given && p->limits.n_edges == p->s->graph.edges.n)
		return false; /* it may be there because the object is outside */
	return r->flow || r->callee == GRAPH_NONE || r->unknown || r->in != VISIBLE_OUTSIDE || escape_kept_by(p->s, r);
}

/* The pointer becomes an integer, here or in the callee. */
static bool is_integer(const struct solver *s, const struct escape_reason *r)
{
	const struct kept_place *kept = escape_kept_by(s, r);

	if (r->flow)
		return r->flow->why == FLOW_WHY_INTEGER;
	return kept && kept->how && !strcmp(kept->how, ESCAPE_HOW_INTEGER);
}

static void reach(struct path_search *p, uint32_t before, uint32_t edge, uint32_t reason)
{
	const struct state *from = &p->states.items[before];
	struct state st = { from->object, p->s->graph.edges.items[edge].to, from->step, before, reason, from->body };
	const struct escape_reason *r;
	uint32_t step;

	if (reason == GRAPH_NONE)
		return;
	r = &p->s->reasons.items[reason];
	if (!is_known(p, edge, r) || (p->limits.no_integer && is_integer(p->s, r)))
		return;
	step = p->limits.ordered ? step_of(p->s, r) : 0;
	if (step && from->body == r->body && !escape_steps_follow(&p->s->steps[r->body - p->s->f->bodies], from->step, step))
		return;
	if (step) {
		st.step = step;
		st.body = r->body;
	}
	add_state(p, st);
}

/* ---- the search ------------------------------------------------------------------------------------------------------ */

bool escape_is_text(const struct solver *s, uint32_t param)
{
	const struct escape_body *b = &s->f->bodies[0];
	const char *type;

	if (param >= b->fact->params.n)
		return false;
	type = program_text(s->ep->program, b->in->facts.params.items[b->fact->params.first + param].type);
	for (;;) {
		static const char *const words[] = { "const ", "volatile ", "unsigned ", "signed " };
		size_t i = 0;

		while (i < sizeof words / sizeof *words && strncmp(type, words[i], strlen(words[i])) != 0)
			i++;
		if (i == sizeof words / sizeof *words)
			break;
		type += strlen(words[i]);
	}
	return !strcmp(type, "char *") || (!strncmp(type, "char[", 5) && !strchr(type + 5, '['));
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
		if (s->contents[i] == node && !(p->limits.no_text && escape_is_text(s, i / GRAPH_DEPTH))) {
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

		reach_root(p, object, root->to, before, root->reason);
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

static void index_steps(struct solver *s)
{
	if (s->steps)
		return;
	s->steps = ARENA_ARRAY(&s->memory, struct escape_steps, s->f->n_bodies);
	for (uint32_t b = 0; b < s->f->n_bodies; b++) {
		const struct escape_body *body = &s->f->bodies[b];
		uint32_t n = 0;

		for (uint32_t i = 0; i < body->fact->flows.n; i++)
			n = body->flows[i].step > n ? body->flows[i].step : n;
		for (uint32_t i = 0; i < body->fact->locations.n; i++)
			n = body->locations[i].step > n ? body->locations[i].step : n;
		/* longjmp() leads back to wherever setjmp() was called. */
		escape_steps_init(&s->steps[b], &s->memory, body->spans, body->fact->spans.n, s->f->calls_setjmp ? 0 : n);
	}
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
		for (uint32_t e = g->nodes.items[st.node].first_edge; e != GRAPH_NONE; e = g->edges.items[e].next) {
			if (e >= p->limits.n_edges)
				continue;
			reach(p, i, e, g->edges.items[e].reason);
			for (uint32_t m = g->edges.items[e].more; m != GRAPH_NONE; m = g->more.items[m].next)
				reach(p, i, e, g->more.items[m].reason);
		}
		if (g->nodes.items[st.node].object != GRAPH_NONE && st.node != object)
			start_from(p, st.node, i);
	}
}

/* False: there is none. True with an end of PATH_NONE: there are too many ways to tell. */
static bool find(struct solver *s, uint32_t object, const struct path_goal *goal, struct limits limits, struct escape_path *path)
{
	struct path_search p = { .s = s, .goal = goal, .limits = limits };

	search(&p, object, path);
	VEC_RELEASE(&p.states);
	free(p.seen);
	return path->end != PATH_NONE || p.is_cut;
}

static void find_first(struct solver *s, uint32_t object, const struct path_goal *goal, struct escape_path *path)
{
	uint32_t all = (uint32_t)s->graph.edges.n, first = s->graph.born[s->graph.nodes.items[object].object];
	bool may_be;

	*path = (struct escape_path){ .end = PATH_NONE };
	index_roots(s);
	index_steps(s);
	if (goal->outside && solver_is_escaped(s, object)) {
		find(s, object, goal, (struct limits){ first, true, true, false, true }, path);
		if (path->end == PATH_NONE)
			find(s, object, goal, (struct limits){ all, true, true, false, true }, path);
		if (path->end == PATH_NONE && !goal->known)
			find(s, object, goal, (struct limits){ first, false, true, false, true }, path);
	}
	if (path->end != PATH_NONE || goal->known)
		return;
	find(s, object, goal, (struct limits){ all, false, true, false, true }, path);
	if (path->end != PATH_NONE)
		return;
	may_be = find(s, object, goal, (struct limits){ all, false, false, false, true }, path);
	if (path->end != PATH_NONE)
		return;
	/* Without order there may be one: then it was refuted. If there is none either, it is not known how it comes about. */
	find(s, object, goal, (struct limits){ all, false, false, false, false }, path);
	if (path->end != PATH_NONE && !may_be) {
		VEC_RELEASE(&path->reasons);
		*path = (struct escape_path){ .end = PATH_NONE, .is_refuted = true };
	}
}

void escape_path_find(struct solver *s, uint32_t object, const struct path_goal *goal, struct escape_path *path)
{
	struct limits limits = { (uint32_t)s->graph.edges.n, .known = goal->known, .no_text = true, .no_integer = true, .ordered = true };
	struct escape_path other = { .end = PATH_NONE };

	find_first(s, object, goal, path);
	/* That an integer is kept is the weakest of reasons: a variable or a function that keeps the pointer says more. */
	if (path->end != PATH_OUTSIDE || !path->reasons.n || !is_integer(s, &s->reasons.items[*VEC_LAST(&path->reasons)]))
		return;
	find(s, object, goal, limits, &other);
	if (other.end == PATH_NONE)
		return;
	VEC_RELEASE(&path->reasons);
	*path = other;
}

void escape_path_release(struct escape_path *path)
{
	VEC_RELEASE(&path->reasons);
}
