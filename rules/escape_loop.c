/* Allocations in loops: does one live on from one turn to the next? */
#include "rules/escape_judge.h"

static bool is_within(const struct escape_body *b, uint32_t loop, uint32_t outer)
{
	const struct fact_loop *loops = b->in->facts.loops.items + b->fact->loops.first;

	for (uint32_t i = 0; loop && i <= b->fact->loops.n; i++) {
		if (loop == outer)
			return true;
		loop = loop <= b->fact->loops.n ? loops[loop - 1].parent : 0;
	}
	return false;
}

/* Everything that holds the object: only what lives within one turn of the loop? `holder`: the only other location, if it is one. */
static bool lives_in_turn(const struct judging *j, const struct escape_call *c, uint32_t object, uint32_t *holder, uint32_t *n_holders)
{
	const struct solver *s = j->s;
	const struct escape_body *b = &s->f->bodies[c->body];
	uint32_t loop = b->locations[c->location].loop;

	*n_holders = 0;
	for (uint32_t i = 0; i < b->fact->locations.n; i++) {
		const struct fact_location *l = &b->locations[i];
		uint32_t node = s->node_of[solver_location(s, b, i)];

		if (node == GRAPH_NONE || node == GRAPH_OUTSIDE || !graph_points(&s->graph, node, object))
			continue;
		if (l->kind == LOCATION_KIND_CALL)
			continue; /* a result that nobody keeps is gone with its statement */
		if ((l->kind == LOCATION_KIND_LOCAL || l->kind == LOCATION_KIND_LITERAL) && is_within(b, l->loop, loop))
			continue;
		*holder = i;
		++*n_holders;
	}
	/* Objects of calls that hold it live as long as whoever holds them. */
	for (uint32_t i = 0; i < s->f->n_calls; i++) {
		if (s->calls[i].fresh != GRAPH_NONE && s->calls[i].fresh != object && graph_points(&s->graph, s->calls[i].fresh, object))
			*n_holders += 2;
		if (s->calls[i].inner != GRAPH_NONE && graph_points(&s->graph, s->calls[i].inner, object))
			*n_holders += 2;
	}
	return *n_holders == 0;
}

static bool is_before(struct place a, struct place b)
{
	return a.line < b.line || (a.line == b.line && a.col < b.col);
}

/* True if a call behind this one in the same block frees the object. */
static bool is_freed_in_block(const struct judging *j, uint32_t call, uint32_t object)
{
	const struct solver *s = j->s;
	const struct escape_call *c = &s->f->calls[call];
	const struct fact_location *at = escape_location(s->f, c);

	for (size_t i = 0; i < s->freeings.n; i++) {
		const struct escape_call *other = &s->f->calls[s->freeings.items[i].call];
		const struct fact_location *l = escape_location(s->f, other);

		if (other->body == c->body && l->block == at->block && is_before(at->at, l->at) &&
		    graph_points(&s->graph, s->freeings.items[i].node, object))
			return true;
	}
	return false;
}

/* The variable outside the loop is only ever filled by this allocation, so each turn starts with a new one. */
bool judging_is_filled_once(const struct escape_body *b, uint32_t variable, uint32_t call)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->fact->flows.n; i++) {
		const struct fact_flow *f = &b->flows[i];

		if (f->from == variable && f->from_deref == 0)
			return false;
		if (f->to != variable || f->to_deref != 0)
			continue;
		if (b->locations[f->from].kind == LOCATION_KIND_CONSTANT)
			continue;
		if (f->from != call || f->from_deref != 1)
			return false;
		n++;
	}
	return n == 1 && (b->locations[variable].kind == LOCATION_KIND_LOCAL);
}

enum turn judging_turn(const struct judging *j, uint32_t call, uint32_t object)
{
	const struct escape_call *c = &j->s->f->calls[call];
	const struct escape_body *b = &j->s->f->bodies[c->body];
	const struct fact_location *l = escape_location(j->s->f, c);
	uint32_t holder = 0, n_holders;

	if (l->flags & LOCATION_FLAG_CYCLE)
		return TURN_ACROSS;
	if (!l->loop)
		return TURN_NO_LOOP;
	if (lives_in_turn(j, c, object, &holder, &n_holders))
		return TURN_LOCAL;
	if (n_holders == 1 && judging_is_filled_once(b, holder, c->location) && is_freed_in_block(j, call, object))
		return TURN_REUSABLE;
	return TURN_ACROSS;
}
