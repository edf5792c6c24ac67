/*
 * Addresses of locals. That one escapes is an error, so it is only said where it is certain: the address itself is returned, or
 * it is stored in memory that outlives the function, and nothing behind that place could take it out again. What is so on one
 * path is certain enough: who writes `return c ? buffer : p` means both.
 */
#include "rules/escape_judge.h"

#include <string.h>

static bool is_local(const struct fact_location *l)
{
	return l->kind == LOCATION_KIND_LOCAL || l->kind == LOCATION_KIND_LITERAL || l->kind == LOCATION_KIND_PARAM;
}

static bool is_behind(struct place a, struct place b)
{
	return a.line > b.line || (a.line == b.line && a.col >= b.col);
}

/*
 * The location whose address the flow brings, GRAPH_NONE if it is none: `&x`, or a variable that holds `&x` from its only
 * assignment on.
 */
static uint32_t local_behind(const struct escape_body *b, const struct fact_flow *flow)
{
	const struct fact_flow *only = NULL;

	if (!is_local(&b->locations[flow->from]))
		return GRAPH_NONE;
	if (flow->from_deref == 0)
		return flow->from;
	if (flow->from_deref != 1 || b->locations[flow->from].kind != LOCATION_KIND_LOCAL || b->locations[flow->from].bytes > sizeof(void *))
		return GRAPH_NONE;
	for (uint32_t i = 0; i < b->fact->flows.n; i++) {
		const struct fact_flow *f = &b->flows[i];

		if (f->from == flow->from && f->from_deref == 0)
			return GRAPH_NONE; /* others may write it */
		if (f->to != flow->from || f->to_deref != 0)
			continue;
		if (only)
			return GRAPH_NONE;
		only = f;
	}
	if (!only || only->why != FLOW_WHY_INIT || only->from_deref != 0 || !is_local(&b->locations[only->from]) || b->locations[only->from].kind == LOCATION_KIND_PARAM)
		return GRAPH_NONE;
	return only->from;
}

static bool is_in_loop(const struct escape_body *b, struct place at)
{
	for (uint32_t i = 0; i < b->fact->loops.n; i++) {
		const struct fact_loop *l = &b->in->facts.loops.items[b->fact->loops.first + i];

		if (is_behind(at, l->at) && is_behind(l->end, at))
			return true;
	}
	return false;
}

/* A library function that gets no pointer, returns and calls nobody back: it cannot reach what was stored. */
static bool is_harmless(const struct escape_function *f, const struct escape_body *b, uint32_t location)
{
	for (uint32_t i = b->first_into[location]; i < b->first_into[location + 1]; i++)
		if (b->flows[b->flows_into[i]].why == FLOW_WHY_ARGUMENT)
			return false;
	for (uint32_t i = 0; i < f->n_calls; i++) {
		const struct escape_call *c = &f->calls[i];

		if (&f->bodies[c->body] == b && c->location == location)
			return !c->is_indirect && c->called.n_models == 1 && !c->called.models[0]->noreturn && !c->n_callbacks;
	}
	return false;
}

/* A loop behind the store that may go on for ever: nothing that changes in it ends it. */
static bool may_be_endless(const struct escape_body *b, struct place store)
{
	for (uint32_t i = 0; i < b->fact->loops.n; i++) {
		const struct fact_loop *l = &b->in->facts.loops.items[b->fact->loops.first + i];
		bool ends = l->flags & LOOP_FLAG_ONCE;

		for (uint32_t k = 0; k < b->fact->conditions.n; k++) {
			const struct fact_condition *c = &b->in->facts.conditions.items[b->fact->conditions.first + k];

			ends |= c->loop == i + 1 && c->role == CONDITION_ROLE_EXIT && c->class != CONDITION_CLASS_INVARIANT;
		}
		if (!ends && is_behind(l->at, store))
			return true;
	}
	return false;
}

/* A loop is around the store, or a jump back. */
static bool may_run_again(const struct escape_body *b, const struct fact_flow *store)
{
	for (uint32_t i = 0; i < b->fact->spans.n; i++)
		if (b->spans[i].kind == SPAN_KIND_LOOP && b->spans[i].first <= store->step && store->step < b->spans[i].end)
			return true;
	return is_in_loop(b, store->at);
}

/* Nothing behind the store can change what it wrote: no call, no other store to that memory, no way back. */
static bool stays(const struct escape_function *function, const struct escape_body *b, const struct fact_flow *store)
{
	if (may_run_again(b, store) || may_be_endless(b, store->at))
		return false;
	for (uint32_t i = 0; i < b->fact->locations.n; i++) {
		const struct fact_location *l = &b->locations[i];

		/* One at no step of its own is a cleanup: it runs when the block is left. */
		if (l->kind == LOCATION_KIND_CALL && (!l->step || is_behind(l->at, store->at)) && !is_harmless(function, b, i))
			return false;
		if (b->locations[i].flags & LOCATION_FLAG_CYCLE)
			return false;
	}
	for (uint32_t i = 0; i < b->fact->flows.n; i++) {
		const struct fact_flow *f = &b->flows[i];

		if (f != store && is_behind(f->at, store->at) && (f->to_deref > 0 || b->locations[f->to].kind == LOCATION_KIND_GLOBAL) &&
		    f->why != FLOW_WHY_ARGUMENT && f->why != FLOW_WHY_FACTOR && f->why != FLOW_WHY_ADDEND)
			return false;
	}
	return true;
}

/* A parameter that still is what the caller passed. */
static bool is_unchanged(const struct escape_body *b, uint32_t param)
{
	for (uint32_t i = 0; i < b->fact->flows.n; i++)
		if ((b->flows[i].to == param && b->flows[i].to_deref == 0 && b->flows[i].why != FLOW_WHY_ARGUMENT) ||
		    (b->flows[i].from == param && b->flows[i].from_deref == 0))
			return false;
	return b->locations[param].kind == LOCATION_KIND_PARAM && b->locations[param].bytes <= sizeof(void *);
}

static void emit_escape(struct judging *j, const struct escape_body *b, uint32_t local, const struct fact_flow *flow, const char *sink)
{
	const struct fact_location *l = &b->locations[local];
	const char *name = l->kind == LOCATION_KIND_LITERAL ? "a compound literal" : program_text(j->s->ep->program, l->name);
	struct srcloc at = judging_place(j, b, flow->at);

	emit_begin(j->e, ADDRESS_ESCAPES, j->s->f->name, at);
	emit_textf(j->e, "address of %s", l->kind == LOCATION_KIND_LITERAL ? "" : l->kind == LOCATION_KIND_PARAM ? "parameter " : "local ");
	emit_arg(j->e, "Local", name, judging_place(j, b, l->at));
	emit_textf(j->e, " escapes %s: ", j->s->f->name);
	emit_arg(j->e, "Sink", sink, at);
	emit_end(j->e);
}

/* Of several things at one place only one may be returned; the arms of ?: have places of their own. */
static bool is_only_return(const struct escape_body *b, const struct fact_flow *flow)
{
	for (uint32_t i = 0; i < b->fact->flows.n; i++) {
		const struct fact_flow *f = &b->flows[i];

		if (f != flow && f->why == FLOW_WHY_RETURN && f->at.line == flow->at.line && f->at.col == flow->at.col)
			return false;
	}
	return true;
}

/* The parameter that the function gives back whatever happens; GRAPH_NONE: none. */
static uint32_t returned_param(const struct escape_function *f)
{
	const struct escape_body *b = &f->bodies[0];
	uint32_t n_exits = 0, n_values = 0, param = GRAPH_NONE;

	if (f->is_opaque || f->n_bodies != 1)
		return GRAPH_NONE;
	for (uint32_t i = 0; i < b->fact->spans.n; i++)
		n_exits += b->spans[i].kind == SPAN_KIND_EXIT;
	for (uint32_t i = 0; i < b->fact->flows.n; i++)
		if (b->flows[i].why == FLOW_WHY_RETURN) {
			param = b->flows[i].to_deref == 0 && b->flows[i].from_deref == 1 ? b->flows[i].from : GRAPH_NONE;
			n_values++;
		}
	return n_exits == 1 && n_values == 1 && param != GRAPH_NONE && is_unchanged(b, param) ? param : GRAPH_NONE;
}

/* `return f(x)`, where f gives back what it is given: the location whose address x is, or GRAPH_NONE. */
static uint32_t local_through_call(const struct judging *j, const struct escape_body *b, const struct fact_flow *ret)
{
	const struct escape_function *f = j->s->f;
	const struct fact_flow *only = NULL;
	uint32_t param = GRAPH_NONE;

	if (b->locations[ret->from].kind != LOCATION_KIND_CALL || ret->from_deref != 1)
		return GRAPH_NONE;
	for (uint32_t i = 0; i < f->n_calls; i++) {
		const struct escape_call *c = &f->calls[i];

		if (&f->bodies[c->body] == b && c->location == ret->from && !c->is_indirect && !c->called.unknown && !c->called.n_models && c->called.n_callees == 1)
			param = returned_param(&j->s->ep->functions[c->called.callees[0]]);
	}
	if (param == GRAPH_NONE)
		return GRAPH_NONE;
	for (uint32_t i = b->first_into[ret->from]; i < b->first_into[ret->from + 1]; i++) {
		const struct fact_flow *flow = &b->flows[b->flows_into[i]];

		if (flow->why != FLOW_WHY_ARGUMENT || flow->to_deref != param)
			continue;
		if (only)
			return GRAPH_NONE;
		only = flow;
	}
	return only ? local_behind(b, only) : GRAPH_NONE;
}

/* The variable is only written and read by name; nothing is written to it behind the store. */
static bool is_last_write(const struct escape_body *b, const struct fact_flow *store)
{
	for (uint32_t i = 0; i < b->fact->flows.n; i++) {
		const struct fact_flow *f = &b->flows[i];

		if (f->from == store->to && f->from_deref == 0)
			return false;
		if (f != store && f->to == store->to && f->to_deref == 0 && is_behind(f->at, store->at))
			return false;
	}
	return true;
}

/*
 * A variable that is returned as a whole by the only way on from the store: `if (c) p = a; return p`, or a struct of which a member
 * holds the address.
 */
static bool is_returned_whole(const struct escape_body *b, const struct fact_flow *store)
{
	const struct fact_location *variable = &b->locations[store->to];
	const struct fact_flow *ret = NULL;
	uint32_t n_exits = 0, way_out = 0;

	if (variable->kind != LOCATION_KIND_LOCAL || store->to_deref || store->from_deref || !is_last_write(b, store))
		return false;
	/* One that is initialised and never changed is followed from the return. */
	if (variable->bytes <= sizeof(void *) && store->why == FLOW_WHY_INIT)
		return false;
	for (uint32_t i = 0; i < b->fact->spans.n; i++)
		if (b->spans[i].kind == SPAN_KIND_EXIT && b->spans[i].first > store->step) {
			way_out = b->spans[i].first;
			n_exits++;
		}
	for (uint32_t i = 0; i < b->fact->flows.n && n_exits == 1; i++)
		if (b->flows[i].why == FLOW_WHY_RETURN && b->flows[i].step + 1 == way_out) {
			if (ret)
				return false;
			ret = &b->flows[i];
		}
	return ret && ret->from == store->to && ret->from_deref == 1 && ret->to_deref == 0 && b->locations[ret->to].bytes == variable->bytes &&
	       !may_run_again(b, store) && !may_be_endless(b, store->at);
}

/* Memory that a call gave, which nothing else comes to the variable from, and which is returned behind the store. */
static bool is_returned_memory(const struct escape_body *b, const struct fact_flow *store)
{
	uint32_t n = 0;
	bool is_returned = false;

	if (b->locations[store->to].kind != LOCATION_KIND_LOCAL || b->locations[store->to].bytes > sizeof(void *))
		return false;
	for (uint32_t i = 0; i < b->fact->flows.n; i++) {
		const struct fact_flow *f = &b->flows[i];

		if (f->from == store->to && f->from_deref == 0)
			return false;
		if (f->to == store->to && f->to_deref == 0) {
			if (f->from_deref != 1 || b->locations[f->from].kind != LOCATION_KIND_CALL)
				return false;
			n++;
		}
		is_returned |= f->why == FLOW_WHY_RETURN && f->from == store->to && f->from_deref == 1 && is_behind(f->at, store->at);
	}
	return n == 1 && is_returned;
}

static void add_sink(struct judging *j, const struct escape_body *b, const struct fact_flow *store, struct strbuf *sink)
{
	const struct fact_location *to = &b->locations[store->to];

	if (to->kind == LOCATION_KIND_GLOBAL && store->to_deref == 0 && strcmp(j->s->f->name, "main") != 0)
		strbuf_addf(sink, "stored in %s %s", to->flags & LOCATION_FLAG_STATIC ? "static" : "global", program_text(j->s->ep->program, to->name));
	else if (to->kind == LOCATION_KIND_PARAM && store->to_deref == 1 && is_unchanged(b, store->to))
		strbuf_addf(sink, "stored through parameter %s", program_text(j->s->ep->program, to->name));
	else if (store->to_deref == 1 && is_returned_memory(b, store))
		strbuf_addf(sink, "stored in what %s points to, which is returned", program_text(j->s->ep->program, to->name));
}

static void judge_flow(struct judging *j, const struct escape_body *b, const struct fact_flow *flow)
{
	struct strbuf sink = STRBUF_INIT;
	bool is_plain = flow->why == FLOW_WHY_RETURN || flow->why == FLOW_WHY_ASSIGN || flow->why == FLOW_WHY_INIT;
	uint32_t local = is_plain ? local_behind(b, flow) : GRAPH_NONE;

	if (local == GRAPH_NONE && flow->why == FLOW_WHY_RETURN)
		local = local_through_call(j, b, flow);
	if (local == GRAPH_NONE)
		return;
	if (is_returned_whole(b, flow)) {
		strbuf_addf(&sink, "stored in %s, which is returned", program_text(j->s->ep->program, b->locations[flow->to].name));
		emit_escape(j, b, local, flow, sink.text);
		strbuf_release(&sink);
		return;
	}
	if (flow->why == FLOW_WHY_INIT)
		return;
	if (flow->why == FLOW_WHY_RETURN) {
		if (flow->to_deref == 0 && is_only_return(b, flow))
			emit_escape(j, b, local, flow, "returned");
		return;
	}
	add_sink(j, b, flow, &sink);
	if (sink.len && stays(j->s->f, b, flow))
		emit_escape(j, b, local, flow, sink.text);
	strbuf_release(&sink);
}

static void judge_quiet(struct judging *j, const struct escape_body *b, uint32_t number)
{
	const struct fact_location *l = &b->locations[number];
	uint32_t node = j->s->node_of[solver_location(j->s, b, number)];
	struct srcloc at = judging_place(j, b, l->at);

	if (l->kind != LOCATION_KIND_LOCAL || node == GRAPH_NONE || j->s->graph.nodes.items[node].object == GRAPH_NONE ||
	    judging_outlives(j, node))
		return;
	emit_begin(j->e, ADDRESS_DOES_NOT_ESCAPE, j->s->f->name, at);
	emit_text(j->e, "address of ");
	emit_arg(j->e, "Local", program_text(j->s->ep->program, l->name), at);
	emit_text(j->e, " does not escape");
	emit_end(j->e);
}

void judge_locals(struct judging *j)
{
	for (uint32_t k = 0; k < j->s->f->n_bodies; k++) {
		const struct escape_body *b = &j->s->f->bodies[k];

		for (uint32_t i = 0; i < b->fact->flows.n; i++)
			judge_flow(j, b, &b->flows[i]);
		for (uint32_t i = 0; i < b->fact->locations.n; i++)
			judge_quiet(j, b, i);
	}
}
