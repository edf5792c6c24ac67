/* What calls do, put into the caller's graph: summaries of functions, the unknown, what is the language's own. */
#include "rules/escape_apply.h"

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

uint32_t apply_content(struct solver *s, struct solved_call *sc, uint32_t number, uint32_t level, uint32_t reason)
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

uint32_t apply_object(struct solver *s, uint32_t *node)
{
	if (*node == GRAPH_NONE) {
		*node = graph_node(&s->graph);
		graph_make_object(&s->graph, *node);
	}
	return *node;
}

uint32_t apply_address(struct solver *s, uint32_t object, uint32_t reason)
{
	uint32_t node = graph_node(&s->graph);

	graph_address(&s->graph, node, object, reason);
	return node;
}

struct span apply_arguments(const struct solved_call *sc, uint32_t param, bool is_last_of_variadic)
{
	return (struct span){ param, is_last_of_variadic && sc->n_args > param ? sc->n_args : param + 1 };
}

void apply_put(struct solver *s, uint32_t node, bool through, uint32_t value, uint32_t reason)
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
	case VISIBLE_OUTSIDE: apply_put(s, GRAPH_OUTSIDE, false, value, reason); return;
	case VISIBLE_RESULT: apply_put(s, sc->result, false, value, reason); return;
	case VISIBLE_FRESH: apply_put(s, apply_object(s, &sc->fresh), false, value, reason); return;
	case VISIBLE_INNER: apply_put(s, apply_object(s, &sc->inner), false, value, reason); return;
	default: break;
	}
	param = (in - VISIBLE_PARAMS) / GRAPH_DEPTH;
	level = (in - VISIBLE_PARAMS) % GRAPH_DEPTH;
	args = apply_arguments(sc, param, g->is_variadic && param + 1 == g->n_params);
	for (uint32_t i = args.first; i < args.end; i++)
		apply_put(s, apply_content(s, sc, i, level, reason), true, value, reason);
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
		put_visible(s, sc, g, e.in, apply_address(s, apply_object(s, &sc->fresh), reason), reason);
		return;
	case VISIBLE_INNER:
		put_visible(s, sc, g, e.in, apply_address(s, apply_object(s, &sc->inner), reason), reason);
		return;
	default: break;
	}
	param = (e.what - VISIBLE_PARAMS) / GRAPH_DEPTH;
	level = (e.what - VISIBLE_PARAMS) % GRAPH_DEPTH;
	args = apply_arguments(sc, param, g->is_variadic && param + 1 == g->n_params);
	for (uint32_t i = args.first; i < args.end; i++)
		put_visible(s, sc, g, e.in, apply_content(s, sc, i, level, reason), reason);
}

/* A function that is declared noescape, const or pure for the argument keeps at most what it points to. */
static void apply_lent(struct solver *s, struct solved_call *sc, const struct fact_location *l, uint32_t number, uint32_t reason)
{
	uint32_t content;

	if (l->flags & (LOCATION_FLAG_CONST | LOCATION_FLAG_PURE)) {
		/* It can give back what it was given, and a pure one what that points to. */
		apply_put(s, sc->result, false, apply_content(s, sc, number, 0, reason), reason);
		if (l->flags & LOCATION_FLAG_PURE)
			apply_put(s, sc->result, false, apply_content(s, sc, number, GRAPH_DEPTH - 1, reason), reason);
		if (l->flags & LOCATION_FLAG_PURE)
			apply_put(s, sc->result, false, apply_content(s, sc, number, 1, reason), reason);
		return;
	}
	content = apply_content(s, sc, number, 1, reason);
	apply_put(s, GRAPH_OUTSIDE, false, content, reason);
	apply_put(s, apply_content(s, sc, number, 0, reason), true, GRAPH_OUTSIDE, reason);
}

static bool is_lent(const struct fact_location *l, uint32_t number)
{
	return (l->flags & (LOCATION_FLAG_CONST | LOCATION_FLAG_PURE)) || (number < 32 && l->bytes >> number & 1);
}

void apply_unknown(struct solver *s, struct solved_call *sc, uint32_t call, const char *name, uint32_t callee)
{
	uint32_t reason = solver_reason(s, (struct escape_reason){ .body = &s->f->bodies[s->f->calls[call].body], .call = call,
								.callee = callee, .unknown = name });
	const struct fact_location *l = escape_location(s->f, &s->f->calls[call]);

	for (uint32_t i = 0; i < sc->n_args; i++) {
		/* What a library function calls back has no declaration here. */
		if (sc == &s->calls[call] && is_lent(l, i))
			apply_lent(s, sc, l, i, reason);
		else
			apply_put(s, GRAPH_OUTSIDE, false, sc->args[i], reason);
	}
	if (sc == &s->calls[call] && l->flags & LOCATION_FLAG_FRESH)
		apply_put(s, sc->result, false, apply_address(s, apply_object(s, escape_has_size(l) ? &sc->fresh : &sc->inner), reason), reason);
	else if (sc != &s->calls[call] || !(l->flags & LOCATION_FLAG_CONST))
		apply_put(s, sc->result, false, GRAPH_OUTSIDE, reason);
}

void apply_freeing(struct solver *s, struct solved_call *sc, struct freeing f, struct span args, uint32_t level)
{
	struct escape_reason r = { .body = &s->f->bodies[s->f->calls[f.call].body], .call = f.call, .callee = f.callee, .in = VISIBLE_RESULT };
	uint32_t reason = solver_reason(s, r);

	for (uint32_t i = args.first; i < args.end; i++) {
		f.node = apply_content(s, sc, i, level < GRAPH_DEPTH ? level : GRAPH_DEPTH - 1, reason);
		if (f.node != GRAPH_NONE)
			VEC_PUSH(&s->freeings, f);
	}
}

void apply_summary(struct solver *s, struct solved_call *sc, uint32_t call, uint32_t callee)
{
	const struct escape_function *g = &s->ep->functions[callee];

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
	for (uint32_t i = 0; i < 64 && i < g->n_params * GRAPH_DEPTH; i++)
		if (g->summary.freed >> i & 1)
			apply_freeing(s, sc, (struct freeing){ call, GRAPH_NONE, callee, s->f->calls[call].called.n_callees == 1 && g->summary.always_freed >> i & 1 },
				      apply_arguments(sc, i / GRAPH_DEPTH, g->is_variadic && i / GRAPH_DEPTH + 1 == g->n_params), i % GRAPH_DEPTH);
	for (uint32_t i = 0; i < 64 / GRAPH_DEPTH && i < g->n_params; i++)
		if (g->summary.aligned >> i * GRAPH_DEPTH & 1 && i < sc->n_args && sc->args[i] != GRAPH_NONE)
			VEC_PUSH(&s->aligned, sc->args[i]);
}

/* ---- the language's own, and the whole ----------------------------------------------------------------------------------- */

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
		graph_address(&s->graph, sc->result, apply_object(s, &sc->inner), solver_reason(s, r));
		return true;
	}
	if (is_name(name, "va_end"))
		return true;
	if (is_name(name, "va_copy")) {
		uint32_t reason = solver_reason(s, r);

		apply_put(s, apply_content(s, sc, 0, 0, reason), true, apply_content(s, sc, 1, 1, reason), reason);
		return true;
	}
	if (!is_name(name, "va_start") && !is_name(name, "c23_va_start"))
		return false;
	varargs = s->f->is_variadic ? s->params[s->f->n_params - 1] : GRAPH_OUTSIDE;
	apply_put(s, apply_content(s, sc, 0, 0, GRAPH_NONE), true, varargs, solver_reason(s, r));
	return true;
}

static bool is_allocation(const struct solver *s, const struct escape_call *c)
{
	const struct fact_location *l = escape_location(s->f, c);
	bool any = false;

	if (c->called.unknown && (c->called.n_models || c->called.n_callees || !(l->flags & LOCATION_FLAG_FRESH) || !escape_has_size(l)))
		return false;
	any = c->called.unknown;
	for (uint32_t i = 0; i < c->called.n_models; i++) {
		if (!apply_is_allocation(s, c, c->called.models[i]))
			return false;
		any = true;
	}
	for (uint32_t i = 0; i < c->called.n_callees; i++) {
		const struct summary *sum = &s->ep->functions[c->called.callees[i]].summary;

		/* Of functions that call each other the best is thought until it is refuted: each result was allocated by one of them. */
		if (s->ep->functions[c->called.callees[i]].is_opaque || (sum->is_solved && !sum->is_fresh))
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

		if (!c->called.n_callees && !c->is_indirect && apply_builtin(s, sc, i))
			continue;
		for (uint32_t k = 0; k < c->called.n_callees; k++)
			apply_summary(s, sc, i, c->called.callees[k]);
		for (uint32_t k = 0; k < c->called.n_models; k++)
			apply_model(s, sc, i, c->called.models[k]);
		if (c->called.unknown)
			apply_unknown(s, sc, i, c->called.unknown, GRAPH_NONE);
		sc->is_allocation = is_allocation(s, c) && sc->fresh != GRAPH_NONE;
		sc->inner_is_allocation = !c->called.unknown && !c->called.n_models;
		for (uint32_t k = 0; k < c->called.n_callees; k++)
			sc->inner_is_allocation &= is_inner_fresh(&s->ep->functions[c->called.callees[k]]);
	}
}
