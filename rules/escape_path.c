#include "rules/escape_path.h"

#include <string.h>

enum { MOST_STATES = 1 << 17, MOST_STEPS = 30 };

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
			if (g->edges.items[e].reason != GRAPH_NONE)
				reach(p, st.object, g->edges.items[e].to, i, g->edges.items[e].reason);
		if (g->nodes.items[st.node].object != GRAPH_NONE && st.node != object)
			start_from(p, st.node, i);
	}
}

void escape_path_find(struct solver *s, uint32_t object, const struct path_goal *goal, struct escape_path *path)
{
	struct path_search p = { .s = s, .goal = goal };

	*path = (struct escape_path){ .end = PATH_NONE };
	index_roots(s);
	search(&p, object, path);
	VEC_RELEASE(&p.states);
	free(p.seen);
}

void escape_path_release(struct escape_path *path)
{
	VEC_RELEASE(&path->reasons);
}

/* ---- words ----------------------------------------------------------------------------------------------------------- */

void escape_call_text(const struct escape_program *ep, const struct fact_location *l, struct strbuf *out)
{
	if (!sid_is_none(l->detail))
		strbuf_adds(out, program_text(ep->program, l->detail));
	else
		strbuf_addf(out, "%s(...)", sid_is_none(l->name) ? "call" : program_text(ep->program, l->name));
}

static void add_location(const struct solver *s, const struct escape_body *b, uint32_t number, struct strbuf *out)
{
	const struct fact_location *l = &b->locations[number];

	switch ((enum location_kind)l->kind) {
	case LOCATION_KIND_CALL: escape_call_text(s->ep, l, out); return;
	case LOCATION_KIND_RESULT: strbuf_adds(out, "result"); return;
	case LOCATION_KIND_VARARGS: strbuf_adds(out, "variadic arguments"); return;
	case LOCATION_KIND_LITERAL: strbuf_adds(out, "compound literal"); return;
	default: strbuf_adds(out, sid_is_none(l->name) ? "(unnamed)" : program_text(s->ep->program, l->name));
	}
}

/* Dereferences as C writes them: 0 the address, 1 the location, 2 what it points to. */
static void add_place(const struct solver *s, const struct escape_body *b, uint32_t number, uint32_t deref, struct strbuf *out)
{
	if (!deref)
		strbuf_addc(out, '&');
	for (; deref > 1; deref--)
		strbuf_addc(out, '*');
	add_location(s, b, number, out);
}

static const char *callee_name(const struct solver *s, const struct escape_reason *r)
{
	if (r->callee != GRAPH_NONE)
		return s->ep->functions[r->callee].name;
	if (r->model)
		return r->model->name;
	return r->unknown ? r->unknown : "";
}

static void add_called(const struct solver *s, const struct escape_reason *r, struct strbuf *out)
{
	const struct escape_call *c = &s->f->calls[r->call];

	if (r->unknown && r->callee == GRAPH_NONE && c->is_indirect)
		strbuf_addf(out, "unknown function that %s points to", *r->unknown ? r->unknown : "a pointer");
	else if (r->unknown && r->callee == GRAPH_NONE && c->n_models)
		strbuf_addf(out, "unknown callback of %s", c->models[0]->name);
	else if (r->unknown)
		strbuf_addf(out, "unknown function %s", r->unknown);
	else
		strbuf_adds(out, callee_name(s, r));
}

static void add_keeps(const struct solver *s, const struct escape_reason *r, struct strbuf *out)
{
	if (r->unknown) {
		strbuf_addf(out, "passed to ");
		add_called(s, r, out);
	} else if (r->callee == GRAPH_NONE) {
		escape_call_text(s->ep, escape_location(s->f, &s->f->calls[r->call]), out);
	} else if (r->in == VISIBLE_OUTSIDE) {
		strbuf_addf(out, "%s keeps it", callee_name(s, r));
	} else if (r->in == VISIBLE_RESULT) {
		strbuf_addf(out, "%s returns it", callee_name(s, r));
	} else {
		strbuf_addf(out, "%s stores it", callee_name(s, r));
	}
}

static bool is_param(const struct escape_body *b, uint32_t location)
{
	return b->locations[location].kind == LOCATION_KIND_PARAM;
}

static void add_flow(const struct solver *s, const struct escape_reason *r, struct strbuf *out)
{
	const struct fact_flow *f = r->flow;
	const struct escape_body *b = r->body;

	switch ((enum flow_why)f->why) {
	case FLOW_WHY_RETURN:
		strbuf_adds(out, "return ");
		add_place(s, b, f->from, f->from_deref, out);
		return;
	case FLOW_WHY_ARGUMENT:
		add_place(s, b, f->from, f->from_deref, out);
		strbuf_addf(out, " is passed to %s", sid_is_none(b->locations[f->to].name) ? "a function pointer" :
			    program_text(s->ep->program, b->locations[f->to].name));
		return;
	default:
		add_place(s, b, f->to, f->to_deref + 1, out);
		strbuf_adds(out, " = ");
		add_place(s, b, f->from, f->from_deref, out);
		if (f->why == FLOW_WHY_INTEGER)
			strbuf_adds(out, " (converted to an integer)");
		else if (f->to_deref && is_param(b, f->to))
			strbuf_adds(out, " (store into parameter's content)");
	}
}

static struct srcloc place_of(const struct solver *s, const struct escape_reason *r)
{
	const struct program *p = s->ep->program;
	sid path = p->files[r->body->in->file].path;

	return program_srcloc(p, path, r->flow ? r->flow->at : escape_location(s->f, &s->f->calls[r->call])->at);
}

struct srcloc escape_path_place(const struct solver *s, const struct escape_path *path)
{
	if (!path->reasons.n)
		return (struct srcloc){ .path = NULL };
	return place_of(s, &s->reasons.items[*VEC_LAST(&path->reasons)]);
}

const char *escape_path_unknown(const struct solver *s, const struct escape_path *path)
{
	const struct escape_reason *r;

	if (path->end != PATH_OUTSIDE || !path->reasons.n)
		return NULL;
	r = &s->reasons.items[*VEC_LAST(&path->reasons)];
	if (r->flow || !r->unknown)
		return NULL;
	return r->unknown;
}

/* Where the callee keeps what it is given, if that is known; places stand beside words, not in them, so that lines may move. */
static struct srcloc kept_at(const struct solver *s, const struct escape_reason *r)
{
	const struct summary *sum;

	if (r->flow || r->callee == GRAPH_NONE || r->unknown || r->in != VISIBLE_OUTSIDE)
		return (struct srcloc){ .path = NULL };
	sum = &s->ep->functions[r->callee].summary;
	for (uint32_t i = 0; sum->places && i < sum->n_edges; i++)
		if (sum->places[i].in == r->what && sum->places[i].at.path)
			return sum->places[i].at;
	return (struct srcloc){ .path = NULL };
}

/* Keeps it in the library's own memory, and does not just put it where an argument points. */
static bool is_keeping(const struct model *m)
{
	for (size_t i = 0; i < m->n_effects; i++)
		if (m->effects[i].kind == MODEL_FLOWS && m->effects[i].to.kind == MODEL_GLOBAL)
			return true;
	return false;
}

static void add_outside(const struct solver *s, const struct escape_reason *r, struct strbuf *out)
{
	const struct fact_flow *f = r->flow;

	if (f && f->why == FLOW_WHY_INTEGER) {
		strbuf_adds(out, "converted to an integer that is kept");
	} else if (f) {
		const struct fact_location *l = &r->body->locations[f->to];

		if (l->kind == LOCATION_KIND_GLOBAL)
			strbuf_addf(out, "stored in %s %s", l->flags & LOCATION_FLAG_STATIC ? "static" : "global",
				    program_text(s->ep->program, l->name));
		else if (l->kind == LOCATION_KIND_UNKNOWN)
			strbuf_addf(out, "given to %s", program_text(s->ep->program, l->name));
		else {
			strbuf_adds(out, "stored in what ");
			add_place(s, r->body, f->to, 1, out);
			strbuf_adds(out, " points to, which is known outside");
		}
	} else if (r->unknown) {
		strbuf_adds(out, "passed to ");
		add_called(s, r, out);
	} else if (r->callee != GRAPH_NONE && r->in == VISIBLE_OUTSIDE) {
		strbuf_addf(out, "passed to %s, which keeps it", callee_name(s, r));
	} else if (r->callee != GRAPH_NONE) {
		strbuf_addf(out, "passed to %s, which stores it in what is known outside", callee_name(s, r));
	} else if (r->model) {
		strbuf_addf(out, is_keeping(r->model) ? "passed to %s, which keeps it" : "put by %s into what is known outside",
			    r->model->name);
	} else {
		strbuf_adds(out, "known outside");
	}
}

void escape_path_words(const struct solver *s, const struct escape_path *path, struct strbuf *out)
{
	const struct escape_reason *r = path->reasons.n ? &s->reasons.items[*VEC_LAST(&path->reasons)] : NULL;
	const struct escape_body *b = &s->f->bodies[0];

	switch (path->end) {
	case PATH_RESULT:
		strbuf_adds(out, "returned");
		return;
	case PATH_PARAM:
		strbuf_adds(out, "stored through parameter ");
		if (path->param < b->fact->locations.n && b->locations[path->param].kind == LOCATION_KIND_VARARGS)
			strbuf_adds(out, "...");
		else
			add_location(s, b, path->param, out);
		return;
	case PATH_OUTSIDE:
		if (r)
			add_outside(s, r, out);
		else
			strbuf_adds(out, "known outside");
		return;
	default:
		strbuf_adds(out, "kept in a way that could not be traced");
	}
}

void escape_path_emit(const struct solver *s, const struct escape_path *path, struct emitter *e)
{
	struct strbuf words = STRBUF_INIT;

	for (size_t i = 0; i < path->reasons.n; i++) {
		const struct escape_reason *r = &s->reasons.items[path->reasons.items[i]];

		if (i == MOST_STEPS) {
			emit_step(e, "Flow", "(the chain is longer and cut here)", (struct srcloc){ .path = NULL });
			break;
		}
		strbuf_clear(&words);
		if (r->flow)
			add_flow(s, r, &words);
		else
			add_keeps(s, r, &words);
		emit_step(e, "Flow", words.text, place_of(s, r));
		if (i + 1 == path->reasons.n && kept_at(s, r).path) {
			strbuf_clear(&words);
			strbuf_addf(&words, "kept in %s", callee_name(s, r));
			emit_step(e, "Flow", words.text, kept_at(s, r));
		}
	}
	strbuf_release(&words);
}
