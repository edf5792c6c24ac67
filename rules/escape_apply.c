/* What calls do, put into the caller's graph: summaries of functions, models of library functions, the unknown. */
#include "rules/escape_solve.h"

#include <string.h>

/* ---- calls ----------------------------------------------------------------------------------------------------------- */

static struct solved_call *collect_args(struct solver *s, uint32_t call)
{
	const struct escape_call *c = &s->f->calls[call];
	const struct escape_body *b = &s->f->bodies[c->body];
	struct solved_call *sc = &s->calls[call];

	*sc = (struct solved_call){ .fresh = GRAPH_NONE, .inner = GRAPH_NONE,
				    .result = s->node_of[solver_location(s, b, c->location)] };
	for (uint32_t i = b->first_into[c->location]; i < b->first_into[c->location + 1]; i++) {
		const struct fact_flow *flow = &b->flows[b->flows_into[i]];

		if (flow->why == FLOW_WHY_ARGUMENT && flow->to_deref >= sc->n_args && flow->to_deref < 1024)
			sc->n_args = flow->to_deref + 1;
	}
	sc->args = solver_nones(s, sc->n_args);
	sc->levels = solver_nones(s, sc->n_args * GRAPH_DEPTH);
	for (uint32_t i = b->first_into[c->location]; i < b->first_into[c->location + 1]; i++) {
		const struct fact_flow *flow = &b->flows[b->flows_into[i]];
		uint32_t reason, from;

		if (flow->why != FLOW_WHY_ARGUMENT || flow->to_deref >= sc->n_args)
			continue;
		reason = solver_reason(s, (struct escape_reason){ .body = b, .flow = flow, .call = call, .callee = GRAPH_NONE });
		from = solver_value(s, b, flow->from, flow->from_deref, reason);
		if (from == GRAPH_NONE)
			continue;
		if (sc->args[flow->to_deref] == GRAPH_NONE)
			sc->args[flow->to_deref] = graph_node(&s->graph);
		graph_copy(&s->graph, sc->args[flow->to_deref], from, reason);
	}
	return sc;
}

/* A node that holds the address of the content of argument `number` at the level: for level 0 the argument. */
static uint32_t content_of(struct solver *s, struct solved_call *sc, uint32_t number, uint32_t level, uint32_t reason)
{
	uint32_t *levels;

	if (number >= sc->n_args || sc->args[number] == GRAPH_NONE)
		return GRAPH_NONE;
	levels = &sc->levels[number * GRAPH_DEPTH];
	levels[0] = sc->args[number];
	for (uint32_t d = 1; d <= level; d++) {
		if (levels[d] != GRAPH_NONE)
			continue;
		levels[d] = graph_node(&s->graph);
		graph_load(&s->graph, levels[d], levels[d - 1], reason);
		if (d == GRAPH_DEPTH - 1)
			graph_load(&s->graph, levels[d], levels[d], reason);
	}
	return levels[level];
}

static uint32_t object_node(struct solver *s, uint32_t *node)
{
	if (*node == GRAPH_NONE) {
		*node = graph_node(&s->graph);
		graph_make_object(&s->graph, *node);
	}
	return *node;
}

static uint32_t address_node(struct solver *s, uint32_t object, uint32_t reason)
{
	uint32_t node = graph_node(&s->graph);

	graph_address(&s->graph, node, object, reason);
	return node;
}

/* Several arguments may be one parameter of the callee, the variadic one; then all of them are looked at. */
struct span { uint32_t first, end; };

static struct span arguments_of(const struct solved_call *sc, uint32_t param, bool is_last_of_variadic)
{
	return (struct span){ param, is_last_of_variadic && sc->n_args > param ? sc->n_args : param + 1 };
}

/* *(pointer) = value, or the copy into the node. */
static void put(struct solver *s, uint32_t node, bool through, uint32_t value, uint32_t reason)
{
	if (node == GRAPH_NONE || value == GRAPH_NONE)
		return;
	if (through && node != GRAPH_OUTSIDE)
		graph_store(&s->graph, node, value, reason);
	else
		graph_copy(&s->graph, node, value, reason);
}

static void put_visible(struct solver *s, struct solved_call *sc, const struct escape_function *g, uint32_t in, uint32_t value,
			uint32_t reason)
{
	uint32_t param, level;
	struct span args;

	switch (in) {
	case VISIBLE_OUTSIDE: put(s, GRAPH_OUTSIDE, false, value, reason); return;
	case VISIBLE_RESULT: put(s, sc->result, false, value, reason); return;
	case VISIBLE_FRESH: put(s, object_node(s, &sc->fresh), false, value, reason); return;
	case VISIBLE_INNER: put(s, object_node(s, &sc->inner), false, value, reason); return;
	default: break;
	}
	param = (in - VISIBLE_PARAMS) / GRAPH_DEPTH;
	level = (in - VISIBLE_PARAMS) % GRAPH_DEPTH;
	args = arguments_of(sc, param, g->is_variadic && param + 1 == g->n_params);
	for (uint32_t i = args.first; i < args.end; i++)
		put(s, content_of(s, sc, i, level, reason), true, value, reason);
}

static void apply_edge(struct solver *s, struct solved_call *sc, const struct escape_function *g, struct summary_edge e,
		       uint32_t reason)
{
	uint32_t param, level;
	struct span args;

	switch (e.what) {
	case VISIBLE_OUTSIDE:
		put_visible(s, sc, g, e.in, GRAPH_OUTSIDE, reason);
		return;
	case VISIBLE_FRESH:
		put_visible(s, sc, g, e.in, address_node(s, object_node(s, &sc->fresh), reason), reason);
		return;
	case VISIBLE_INNER:
		put_visible(s, sc, g, e.in, address_node(s, object_node(s, &sc->inner), reason), reason);
		return;
	default: break;
	}
	param = (e.what - VISIBLE_PARAMS) / GRAPH_DEPTH;
	level = (e.what - VISIBLE_PARAMS) % GRAPH_DEPTH;
	args = arguments_of(sc, param, g->is_variadic && param + 1 == g->n_params);
	for (uint32_t i = args.first; i < args.end; i++)
		put_visible(s, sc, g, e.in, content_of(s, sc, i, level, reason), reason);
}

static void apply_unknown(struct solver *s, struct solved_call *sc, uint32_t call, const char *name, uint32_t callee)
{
	uint32_t reason = solver_reason(s, (struct escape_reason){ .body = &s->f->bodies[s->f->calls[call].body], .call = call,
								.callee = callee, .unknown = name });

	for (uint32_t i = 0; i < sc->n_args; i++)
		put(s, GRAPH_OUTSIDE, false, sc->args[i], reason);
	put(s, sc->result, false, GRAPH_OUTSIDE, reason);
}

static void add_freeing(struct solver *s, struct solved_call *sc, uint32_t call, uint32_t callee, struct span args, uint32_t level)
{
	for (uint32_t i = args.first; i < args.end; i++) {
		struct freeing f = { call, content_of(s, sc, i, level < GRAPH_DEPTH ? level : GRAPH_DEPTH - 1, GRAPH_NONE), callee };

		if (f.node != GRAPH_NONE)
			VEC_PUSH(&s->freeings, f);
	}
}

static void apply_summary(struct solver *s, struct solved_call *sc, uint32_t call, uint32_t callee)
{
	const struct escape_function *g = &s->ep->functions[callee];

	for (uint32_t i = 0; i < 64 && i < g->n_params * GRAPH_DEPTH; i++)
		if (g->summary.freed >> i & 1)
			add_freeing(s, sc, call, callee, arguments_of(sc, i / GRAPH_DEPTH, g->is_variadic && i / GRAPH_DEPTH + 1 == g->n_params),
				    i % GRAPH_DEPTH);

	if (g->is_opaque) {
		apply_unknown(s, sc, call, g->name, callee);
		return;
	}
	for (uint32_t i = 0; i < g->summary.n_edges; i++) {
		struct summary_edge e = g->summary.edges[i];
		struct escape_reason r = { .body = &s->f->bodies[s->f->calls[call].body], .call = call, .callee = callee,
					   .in = e.in, .what = e.what };

		apply_edge(s, sc, g, e, solver_reason(s, r));
	}
}

/* ---- calls of functions outside the program --------------------------------------------------------------------------- */

/* The functions that argument `number` may be; false if it may be something unknown. */
static bool callbacks(struct solver *s, const struct escape_call *c, uint32_t number, struct escape_list *list)
{
	const struct escape_body *b = &s->f->bodies[c->body];
	bool any = false;

	for (uint32_t i = b->first_into[c->location]; i < b->first_into[c->location + 1]; i++) {
		const struct fact_flow *flow = &b->flows[b->flows_into[i]];

		if (flow->why != FLOW_WHY_ARGUMENT || flow->to_deref != number)
			continue;
		any = true;
		if (b->locations[flow->from].kind != LOCATION_KIND_FUNCTION ||
		    !escape_program_find(s->ep, b->locations[flow->from].name, s->f->file, list))
			return false;
	}
	return any;
}

/* A call that a library function makes: its arguments come by the model's flows. */
struct callback {
	uint32_t param;             /* of the model; GRAPH_NONE: none is called */
	bool is_known;
	struct escape_list list;
	struct solved_call call;
};

static void begin_callback(struct solver *s, const struct escape_call *c, const struct model *m, struct callback *cb)
{
	uint32_t n_args = 0;

	*cb = (struct callback){ .param = GRAPH_NONE };
	for (size_t i = 0; i < m->n_effects; i++) {
		const struct model_effect *e = &m->effects[i];

		if (e->kind == MODEL_CALLS && cb->param == GRAPH_NONE)
			cb->param = e->from.param;
		else if (e->kind == MODEL_CALLS)
			cb->is_known = false;
	}
	if (cb->param == GRAPH_NONE)
		return;
	cb->is_known = callbacks(s, c, cb->param, &cb->list);
	for (size_t i = 0; i < cb->list.items.n; i++)
		if (s->ep->functions[cb->list.items.items[i]].n_params > n_args)
			n_args = s->ep->functions[cb->list.items.items[i]].n_params;
	n_args = n_args < MODEL_MOST_PARAMS ? MODEL_MOST_PARAMS : n_args;
	cb->call = (struct solved_call){ .fresh = GRAPH_NONE, .inner = GRAPH_NONE, .result = graph_node(&s->graph), .n_args = n_args };
	cb->call.args = solver_nones(s, n_args);
	cb->call.levels = solver_nones(s, n_args * GRAPH_DEPTH);
}

/* The node whose pointers the model's place stands for as a source. */
static uint32_t model_source(struct solver *s, struct solved_call *sc, const struct callback *cb, const struct model_place *from,
			     uint32_t argument, uint32_t reason)
{
	switch (from->kind) {
	case MODEL_PARAM:
		return content_of(s, sc, argument, from->depth < GRAPH_DEPTH ? from->depth : GRAPH_DEPTH - 1, reason);
	case MODEL_RESULT: return sc->result == GRAPH_NONE ? GRAPH_NONE : solver_loaded(s, sc->result, from->depth, reason);
	case MODEL_GLOBAL: return GRAPH_OUTSIDE;
	case MODEL_NEW: return address_node(s, object_node(s, &sc->fresh), reason);
	case MODEL_HANDLE: return address_node(s, object_node(s, &sc->inner), reason);
	case MODEL_CALLBACK_RESULT: return cb->param == from->param ? cb->call.result : GRAPH_OUTSIDE;
	default: return GRAPH_OUTSIDE;
	}
}

static void put_model(struct solver *s, struct solved_call *sc, struct callback *cb, const struct model_place *to,
		      uint32_t argument, uint32_t value, uint32_t reason)
{
	uint32_t depth = to->depth < GRAPH_DEPTH ? to->depth : GRAPH_DEPTH;

	if (value == GRAPH_NONE)
		return;
	switch (to->kind) {
	case MODEL_PARAM:
		if (depth)
			put(s, content_of(s, sc, argument, depth - 1, reason), true, value, reason);
		return;
	case MODEL_RESULT:
		if (sc->result != GRAPH_NONE)
			put(s, depth ? solver_loaded(s, sc->result, depth - 1, reason) : sc->result, depth > 0, value, reason);
		return;
	case MODEL_CALLBACK_PARAM:
		if (cb->param == to->param && to->slot < cb->call.n_args) {
			if (cb->call.args[to->slot] == GRAPH_NONE)
				cb->call.args[to->slot] = graph_node(&s->graph);
			put(s, cb->call.args[to->slot], false, value, reason);
			return;
		}
		put(s, GRAPH_OUTSIDE, false, value, reason);
		return;
	default:
		put(s, GRAPH_OUTSIDE, false, value, reason);
	}
}

static struct span model_arguments(const struct solved_call *sc, const struct model *m, const struct model_place *p)
{
	if (p->kind != MODEL_PARAM)
		return (struct span){ 0, 1 };
	return arguments_of(sc, p->param, m->variadic && p->param == m->n_params);
}

static void apply_model(struct solver *s, struct solved_call *sc, uint32_t call, const struct model *m)
{
	const struct escape_call *c = &s->f->calls[call];
	struct escape_reason r = { .body = &s->f->bodies[c->body], .call = call, .callee = GRAPH_NONE, .model = m };
	uint32_t reason = solver_reason(s, r);
	struct callback cb;

	begin_callback(s, c, m, &cb);
	for (size_t i = 0; i < m->n_effects; i++) {
		const struct model_effect *e = &m->effects[i];
		struct span from = model_arguments(sc, m, &e->from), to = model_arguments(sc, m, &e->to);

		if (e->kind == MODEL_FREES && e->from.kind == MODEL_PARAM)
			add_freeing(s, sc, call, GRAPH_NONE, from, e->from.depth);
		if (e->kind != MODEL_FLOWS)
			continue;
		for (uint32_t a = from.first; a < from.end; a++)
			for (uint32_t b = to.first; b < to.end; b++)
				put_model(s, sc, &cb, &e->to, b, model_source(s, sc, &cb, &e->from, a, reason), reason);
	}
	if (cb.param != GRAPH_NONE && cb.is_known)
		for (size_t i = 0; i < cb.list.items.n; i++)
			apply_summary(s, &cb.call, call, cb.list.items.items[i]);
	else if (cb.param != GRAPH_NONE)
		apply_unknown(s, &cb.call, call, "a callback", GRAPH_NONE);
	VEC_RELEASE(&cb.list.items);
}

static bool is_name(const char *name, const char *word)
{
	return name && (!strcmp(name, word) || (!strncmp(name, "__builtin_", 10) && !strcmp(name + 10, word)));
}

/* What no model can say: memory of the frame, and the variadic arguments of the function itself. */
static bool apply_builtin(struct solver *s, struct solved_call *sc, uint32_t call)
{
	const struct escape_call *c = &s->f->calls[call];
	const char *name = program_text(s->ep->program, escape_location(s->f, c)->name);
	struct escape_reason r = { .body = &s->f->bodies[c->body], .call = call, .callee = GRAPH_NONE };
	uint32_t varargs;

	if (is_name(name, "alloca") || is_name(name, "alloca_with_align")) {
		graph_address(&s->graph, sc->result, object_node(s, &sc->inner), solver_reason(s, r));
		return true;
	}
	if (is_name(name, "va_end"))
		return true;
	if (is_name(name, "va_copy")) {
		uint32_t reason = solver_reason(s, r);

		put(s, content_of(s, sc, 0, 0, reason), true, content_of(s, sc, 1, 1, reason), reason);
		return true;
	}
	if (!is_name(name, "va_start") && !is_name(name, "c23_va_start"))
		return false;
	varargs = s->f->is_variadic ? s->params[s->f->n_params - 1] : GRAPH_OUTSIDE;
	put(s, content_of(s, sc, 0, 0, GRAPH_NONE), true, varargs, solver_reason(s, r));
	return true;
}

static bool is_allocation(const struct solver *s, const struct escape_call *c)
{
	bool any = false;

	if (c->unknown)
		return false;
	for (uint32_t i = 0; i < c->n_models; i++) {
		if (!model_allocation(c->models[i]))
			return false;
		any = true;
	}
	for (uint32_t i = 0; i < c->n_callees; i++) {
		const struct summary *sum = &s->ep->functions[c->callees[i]].summary;

		/* Of functions that call each other the best is thought until it is refuted: each result was allocated by one of them. */
		if (s->ep->functions[c->callees[i]].is_opaque || (sum->is_solved && !sum->is_fresh))
			return false;
		any = true;
	}
	return any;
}

static bool is_inner_fresh(const struct escape_function *f)
{
	return !f->is_opaque && (!f->summary.is_solved || f->summary.inner_is_fresh);
}

void solver_add_calls(struct solver *s)
{
	s->calls = ARENA_ARRAY(&s->memory, struct solved_call, s->f->n_calls);
	for (uint32_t i = 0; i < s->f->n_calls; i++) {
		const struct escape_call *c = &s->f->calls[i];
		struct solved_call *sc = collect_args(s, i);

		if (!c->n_callees && !c->is_indirect && apply_builtin(s, sc, i))
			continue;
		for (uint32_t k = 0; k < c->n_callees; k++)
			apply_summary(s, sc, i, c->callees[k]);
		for (uint32_t k = 0; k < c->n_models; k++)
			apply_model(s, sc, i, c->models[k]);
		if (c->unknown)
			apply_unknown(s, sc, i, c->unknown, GRAPH_NONE);
		sc->is_allocation = is_allocation(s, c) && sc->fresh != GRAPH_NONE;
		sc->inner_is_allocation = !c->unknown && !c->n_models;
		for (uint32_t k = 0; k < c->n_callees; k++)
			sc->inner_is_allocation &= is_inner_fresh(&s->ep->functions[c->callees[k]]);
	}
}
