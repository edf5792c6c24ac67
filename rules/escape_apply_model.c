/* Calls of functions outside the program that a model describes, and what these call back. */
#include "rules/escape_apply.h"

/* A call that a library function makes: its arguments come by the model's flows. */
struct callbacks {
	const struct escape_callback *of;
	struct solved_call calls[ESCAPE_MOST_CALLBACKS];
	uint32_t n;
};

static void begin_callbacks(struct solver *s, const struct escape_call *c, struct callbacks *all)
{
	all->of = c->callbacks;
	all->n = c->n_callbacks;
	for (uint32_t i = 0; i < c->n_callbacks; i++) {
		const struct escape_called *called = &c->callbacks[i].called;
		uint32_t n_args = MODEL_MOST_PARAMS;

		for (uint32_t k = 0; k < called->n_callees; k++)
			if (s->ep->functions[called->callees[k]].n_params > n_args)
				n_args = s->ep->functions[called->callees[k]].n_params;
		all->calls[i] = (struct solved_call){ .fresh = GRAPH_NONE, .inner = GRAPH_NONE, .result = graph_node(&s->graph), .n_args = n_args };
		all->calls[i].args = solver_nones(s, n_args);
		all->calls[i].levels = solver_nones(s, n_args * GRAPH_DEPTH);
	}
}

static struct solved_call *find_callback(struct callbacks *all, uint32_t param)
{
	for (uint32_t i = 0; i < all->n; i++)
		if (all->of[i].param == param)
			return &all->calls[i];
	return NULL; /* what it is passed is kept then */
}

/* The node whose pointers the model's place stands for as a source. */
static uint32_t model_source(struct solver *s, struct solved_call *sc, struct callbacks *callbacks, const struct model_place *from,
			     uint32_t argument, uint32_t reason)
{
	const struct solved_call *cb;

	switch (from->kind) {
	case MODEL_PARAM:
		return apply_content(s, sc, argument, from->depth < GRAPH_DEPTH ? from->depth : GRAPH_DEPTH - 1, reason);
	case MODEL_RESULT: return sc->result == GRAPH_NONE ? GRAPH_NONE : solver_loaded(s, sc->result, from->depth, reason);
	case MODEL_GLOBAL: return GRAPH_OUTSIDE;
	case MODEL_NEW: return apply_address(s, apply_object(s, &sc->fresh), reason);
	case MODEL_HANDLE: return apply_address(s, apply_object(s, &sc->inner), reason);
	case MODEL_CALLBACK_RESULT:
		cb = find_callback(callbacks, from->param);
		return cb ? cb->result : GRAPH_OUTSIDE;
	default: return GRAPH_OUTSIDE;
	}
}

static void put_model(struct solver *s, struct solved_call *sc, struct callbacks *callbacks, const struct model_place *to,
		      uint32_t argument, uint32_t value, uint32_t reason)
{
	uint32_t depth = to->depth < GRAPH_DEPTH ? to->depth : GRAPH_DEPTH;
	struct solved_call *cb;

	if (value == GRAPH_NONE)
		return;
	switch (to->kind) {
	case MODEL_PARAM:
		if (depth)
			apply_put(s, apply_content(s, sc, argument, depth - 1, reason), true, value, reason);
		return;
	case MODEL_RESULT:
		if (sc->result != GRAPH_NONE)
			apply_put(s, depth ? solver_loaded(s, sc->result, depth - 1, reason) : sc->result, depth > 0, value, reason);
		return;
	case MODEL_CALLBACK_PARAM:
		cb = find_callback(callbacks, to->param);
		if (cb && to->slot < cb->n_args) {
			if (cb->args[to->slot] == GRAPH_NONE)
				cb->args[to->slot] = graph_node(&s->graph);
			apply_put(s, cb->args[to->slot], false, value, reason);
			return;
		}
		apply_put(s, GRAPH_OUTSIDE, false, value, reason);
		return;
	default:
		apply_put(s, GRAPH_OUTSIDE, false, value, reason);
	}
}

static struct span model_arguments(const struct solved_call *sc, const struct model *m, const struct model_place *p)
{
	if (p->kind != MODEL_PARAM)
		return (struct span){ 0, 1 };
	return apply_arguments(sc, p->param, m->variadic && p->param == m->n_params);
}

/* What is known of the pointer that is passed: a location's address is none, and no flow at all is a null pointer. */
enum nullness { NULL_SURELY, NULL_NEVER, NULL_MAYBE };

static enum nullness nullness_of(const struct solver *s, const struct escape_call *c, uint32_t number)
{
	const struct escape_body *b = &s->f->bodies[c->body];
	enum nullness n = NULL_SURELY;

	for (uint32_t i = b->first_into[c->location]; i < b->first_into[c->location + 1]; i++) {
		const struct fact_flow *flow = &b->flows[b->flows_into[i]];

		if (flow->why != FLOW_WHY_ARGUMENT || flow->to_deref != number)
			continue;
		if (flow->from_deref)
			return NULL_MAYBE;
		n = NULL_NEVER;
	}
	return n;
}

static void apply_effects(struct solver *s, struct solved_call *sc, uint32_t call, const struct model *m, struct callbacks *callbacks)
{
	const struct escape_call *c = &s->f->calls[call];
	struct escape_reason r = { .body = &s->f->bodies[c->body], .call = call, .callee = GRAPH_NONE, .model = m };
	uint32_t reason = solver_reason(s, r);

	for (size_t i = 0; i < m->n_effects; i++) {
		const struct model_effect *e = &m->effects[i];
		struct span from = model_arguments(sc, m, &e->from), to = model_arguments(sc, m, &e->to);

		if (e->kind != MODEL_FLOWS || (e->only_if_null && nullness_of(s, c, e->null_param) == NULL_NEVER))
			continue;
		for (uint32_t a = from.first; a < from.end; a++)
			for (uint32_t b = to.first; b < to.end; b++)
				put_model(s, sc, callbacks, &e->to, b, model_source(s, sc, callbacks, &e->from, a, reason), reason);
	}
	for (size_t i = 0; i < m->n_effects; i++)
		if (m->effects[i].kind == MODEL_FREES && m->effects[i].from.kind == MODEL_PARAM)
			apply_freeing(s, sc, (struct freeing){ call, GRAPH_NONE, GRAPH_NONE, !model_allocation(m) }, model_arguments(sc, m, &m->effects[i].from),
				      m->effects[i].from.depth);
}

static void apply_callback(struct solver *s, const struct escape_called *called, struct solved_call *sc, uint32_t call)
{
	struct callbacks none = { .n = 0 };

	for (uint32_t i = 0; i < called->n_callees; i++)
		apply_summary(s, sc, call, called->callees[i]);
	/* What a library function that is called back calls back itself is taken to keep what it gets. */
	for (uint32_t i = 0; i < called->n_models; i++)
		apply_effects(s, sc, call, called->models[i], &none);
	if (called->unknown)
		apply_unknown(s, sc, call, called->unknown, GRAPH_NONE);
}

void apply_model(struct solver *s, struct solved_call *sc, uint32_t call, const struct model *m)
{
	const struct escape_call *c = &s->f->calls[call];
	struct callbacks callbacks = { .n = 0 };

	begin_callbacks(s, c, &callbacks);
	apply_effects(s, sc, call, m, &callbacks);
	for (uint32_t i = 0; i < callbacks.n; i++)
		apply_callback(s, &callbacks.of[i].called, &callbacks.calls[i], call);
}

bool apply_is_allocation(const struct solver *s, const struct escape_call *c, const struct model *m)
{
	const struct model_effect *e = model_allocation(m);

	return e && (!e->only_if_null || nullness_of(s, c, e->null_param) == NULL_SURELY);
}
