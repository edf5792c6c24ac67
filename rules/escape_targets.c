/*
 * Which functions an indirect call may call. Backwards from the called pointers, only what they can come from is looked at;
 * then sets of functions are passed on forwards until nothing changes. Inclusion-based, without regard to order or context;
 * members are one for all objects of their record.
 *
 * over 400 lines because the search, its indices and what it fills share one state that nobody else shall see.
 */
#include "rules/escape_program.h"

#include <string.h>

/* Something that may hold function pointers: a location of a body, or a slot (a member or variable, by USR). */
struct holder {
	uint32_t id;
	bool is_unknown;
	VEC(uint32_t) targets;           /* 2 * function, or 2 * name + 1 of a function outside the program */
	VEC(uint32_t) to;                /* holders that get what this one has */
	bool is_queued;
};

struct targets {
	struct escape_program *ep;
	uint32_t n_ids;                  /* locations, then slots by sid */
	uint32_t *holder_of;             /* 1 + holder by id */
	VEC(struct holder) holders;
	const struct escape_body **body_of; /* by location */
	uint32_t *first_caller, *callers; /* by function: locations of direct calls */
	uint32_t *first_place, *places;  /* by sid: locations of the slot */
	uint32_t *first_slot;            /* by sid: the slots that initialisers fill */
	struct slot_fill { uint32_t file; sid function; } *fills;
	VEC(uint32_t) queue;
	struct escape_list found;
};

/* ---- indices --------------------------------------------------------------------------------------------------------- */

static bool is_slot(const struct fact_location *l)
{
	return l->kind == LOCATION_KIND_MEMBER || (l->kind == LOCATION_KIND_GLOBAL && !sid_is_none(l->detail));
}

#define EACH_BODY(ep, f, b) \
	for (uint32_t f = 0; f < (ep)->n_functions; f++) \
		for (const struct escape_body *b = (ep)->functions[f].bodies; b < (ep)->functions[f].bodies + (ep)->functions[f].n_bodies; b++)

static void sum_up(uint32_t *first, uint32_t n)
{
	for (uint32_t i = 1; i <= n; i++)
		first[i] += first[i - 1];
}

static void index_places(struct targets *t, struct arena *a)
{
	struct escape_program *ep = t->ep;
	uint32_t n_texts = ep->program->text->n;

	t->body_of = ARENA_ARRAY(a, const struct escape_body *, ep->n_locations);
	t->first_place = ARENA_ARRAY(a, uint32_t, n_texts + 2);
	t->places = ARENA_ARRAY(a, uint32_t, ep->n_locations);
	EACH_BODY(ep, f, b)
		for (uint32_t i = 0; i < b->fact->locations.n; i++) {
			t->body_of[b->first_location + i] = b;
			if (is_slot(&b->locations[i]))
				t->first_place[b->locations[i].detail.v + 2]++;
		}
	sum_up(t->first_place, n_texts + 1);
	EACH_BODY(ep, f, b)
		for (uint32_t i = 0; i < b->fact->locations.n; i++)
			if (is_slot(&b->locations[i]))
				t->places[t->first_place[b->locations[i].detail.v + 1]++] = b->first_location + i;
}

static void index_fills(struct targets *t, struct arena *a)
{
	const struct program *p = t->ep->program;
	uint32_t n = 0;

	t->first_slot = ARENA_ARRAY(a, uint32_t, p->text->n + 2);
	for (uint32_t i = 0; i < p->n_variants; i++)
		for (size_t k = 0; k < p->variants[i].facts.slots.n; k++, n++)
			t->first_slot[p->variants[i].facts.slots.items[k].usr.v + 2]++;
	sum_up(t->first_slot, p->text->n + 1);
	t->fills = ARENA_ARRAY(a, struct slot_fill, n);
	for (uint32_t i = 0; i < p->n_variants; i++)
		for (size_t k = 0; k < p->variants[i].facts.slots.n; k++) {
			const struct fact_slot *s = &p->variants[i].facts.slots.items[k];

			t->fills[t->first_slot[s->usr.v + 1]++] = (struct slot_fill){ p->variants[i].file, s->function };
		}
}

static void index_callers(struct targets *t, struct arena *a)
{
	struct escape_program *ep = t->ep;
	uint32_t n = 0;

	t->first_caller = ARENA_ARRAY(a, uint32_t, ep->n_functions + 2);
	for (uint32_t i = 0; i < ep->n_functions; i++)
		for (uint32_t c = 0; c < ep->functions[i].n_calls; c++)
			for (uint32_t k = 0; k < ep->functions[i].calls[c].called.n_callees; k++, n++)
				t->first_caller[ep->functions[i].calls[c].called.callees[k] + 2]++;
	sum_up(t->first_caller, ep->n_functions + 1);
	t->callers = ARENA_ARRAY(a, uint32_t, n);
	for (uint32_t i = 0; i < ep->n_functions; i++)
		for (uint32_t c = 0; c < ep->functions[i].n_calls; c++) {
			const struct escape_call *call = &ep->functions[i].calls[c];
			uint32_t id = ep->functions[i].bodies[call->body].first_location + call->location;

			for (uint32_t k = 0; k < call->called.n_callees; k++)
				t->callers[t->first_caller[call->called.callees[k] + 1]++] = id;
		}
}

/* ---- backwards: what holders there are -------------------------------------------------------------------------------- */

static uint32_t holder_at(struct targets *t, uint32_t id)
{
	struct holder h = { .id = id };

	if (!t->holder_of[id]) {
		VEC_PUSH(&t->holders, h);
		t->holder_of[id] = (uint32_t)t->holders.n;
	}
	return t->holder_of[id] - 1;
}

static void connect(struct targets *t, uint32_t from_id, uint32_t to)
{
	uint32_t from = holder_at(t, from_id);

	VEC_PUSH(&t->holders.items[from].to, to);
}

static void set_unknown(struct targets *t, uint32_t holder)
{
	t->holders.items[holder].is_unknown = true;
}

static void add_target(struct holder *h, uint32_t target)
{
	for (size_t i = 0; i < h->targets.n; i++)
		if (h->targets.items[i] == target)
			return;
	VEC_PUSH(&h->targets, target);
}

/* A function by name: of the program, or of outside. */
static void add_function(struct targets *t, uint32_t holder, sid name, uint32_t file)
{
	struct holder *h = &t->holders.items[holder];

	VEC_CLEAR(&t->found.items);
	if (!escape_program_find(t->ep, name, file, &t->found)) {
		add_target(h, name.v * 2 + 1);
		return;
	}
	for (size_t i = 0; i < t->found.items.n; i++)
		add_target(h, t->found.items.items[i] * 2);
}

/* The value that a flow brings. */
static void take_source(struct targets *t, uint32_t holder, const struct escape_body *b, const struct fact_flow *flow)
{
	const struct fact_location *from = &b->locations[flow->from];

	if (from->kind == LOCATION_KIND_FUNCTION)
		add_function(t, holder, from->name, t->ep->functions[b->function].file);
	else if (flow->from_deref != 1)
		set_unknown(t, holder);
	else
		connect(t, b->first_location + flow->from, holder);
}

static bool is_address_taken(const struct escape_body *b, uint32_t location)
{
	for (uint32_t i = 0; i < b->fact->flows.n; i++)
		if (b->flows[i].from == location && b->flows[i].from_deref == 0)
			return true;
	return false;
}

static bool is_size(const struct fact_flow *flow)
{
	return flow->why == FLOW_WHY_FACTOR || flow->why == FLOW_WHY_ADDEND;
}

/* All that is assigned to the location itself. */
static void take_assigned(struct targets *t, uint32_t holder, const struct escape_body *b, uint32_t location)
{
	for (uint32_t i = b->first_into[location]; i < b->first_into[location + 1]; i++) {
		const struct fact_flow *flow = &b->flows[b->flows_into[i]];

		if (flow->to_deref == 0 && flow->why != FLOW_WHY_ARGUMENT && flow->why != FLOW_WHY_CALLEE && !is_size(flow))
			take_source(t, holder, b, flow);
	}
}

static void take_param(struct targets *t, uint32_t holder, const struct escape_body *b, uint32_t param)
{
	const struct escape_function *f = &t->ep->functions[b->function];

	if (f->is_address_taken || (f->is_external && !t->ep->is_closed)) {
		set_unknown(t, holder);
		return;
	}
	for (uint32_t i = t->first_caller[b->function]; i < t->first_caller[b->function + 1]; i++) {
		const struct escape_body *caller = t->body_of[t->callers[i]];
		uint32_t call = t->callers[i] - caller->first_location;

		for (uint32_t k = caller->first_into[call]; k < caller->first_into[call + 1]; k++) {
			const struct fact_flow *flow = &caller->flows[caller->flows_into[k]];

			if (flow->why == FLOW_WHY_ARGUMENT && flow->to_deref == param)
				take_source(t, holder, caller, flow);
		}
	}
}

static void take_result(struct targets *t, uint32_t holder, const struct escape_body *b, uint32_t location)
{
	struct escape_program *ep = t->ep;
	const struct escape_function *f = &ep->functions[b->function];
	const struct escape_call *c = NULL;

	for (uint32_t i = 0; i < f->n_calls && !c; i++)
		if (&f->bodies[f->calls[i].body] == b && f->calls[i].location == location)
			c = &f->calls[i];
	if (!c || !c->called.n_callees || c->called.unknown || c->called.n_models) {
		set_unknown(t, holder);
		return;
	}
	for (uint32_t k = 0; k < c->called.n_callees; k++) {
		const struct escape_function *g = &ep->functions[c->called.callees[k]];

		if (g->is_opaque)
			set_unknown(t, holder);
		for (uint32_t m = 0; m < g->n_bodies; m++)
			for (uint32_t i = 0; i < g->bodies[m].fact->locations.n; i++)
				if (g->bodies[m].locations[i].kind == LOCATION_KIND_RESULT)
					connect(t, g->bodies[m].first_location + i, holder);
	}
}

/* USRs of what other units can name start without a file's name. */
static bool is_external_usr(const char *usr)
{
	return !strncmp(usr, "c:@", 3);
}

static void take_slot(struct targets *t, uint32_t holder, uint32_t usr)
{
	const struct escape_program *ep = t->ep;

	if (!ep->is_closed && is_external_usr(program_text(ep->program, (sid){ usr })))
		set_unknown(t, holder);
	for (uint32_t i = t->first_slot[usr]; i < t->first_slot[usr + 1]; i++)
		add_function(t, holder, t->fills[i].function, t->fills[i].file);
	for (uint32_t i = t->first_place[usr]; i < t->first_place[usr + 1]; i++) {
		const struct escape_body *b = t->body_of[t->places[i]];
		uint32_t location = t->places[i] - b->first_location;

		if (is_address_taken(b, location) || ep->functions[b->function].is_opaque)
			set_unknown(t, holder);
		take_assigned(t, holder, b, location);
	}
}

static void take_location(struct targets *t, uint32_t holder, uint32_t id)
{
	const struct escape_body *b = t->body_of[id];
	uint32_t location = id - b->first_location;
	const struct fact_location *l = &b->locations[location];

	switch ((enum location_kind)l->kind) {
	case LOCATION_KIND_PARAM:
		take_param(t, holder, b, location);
		take_assigned(t, holder, b, location);
		if (is_address_taken(b, location))
			set_unknown(t, holder);
		return;
	case LOCATION_KIND_LOCAL:
	case LOCATION_KIND_LITERAL:
	case LOCATION_KIND_RESULT:
		take_assigned(t, holder, b, location);
		if (is_address_taken(b, location))
			set_unknown(t, holder);
		return;
	case LOCATION_KIND_CALL:
		take_result(t, holder, b, location);
		return;
	case LOCATION_KIND_GLOBAL:
	case LOCATION_KIND_MEMBER:
		if (!is_slot(l)) {
			set_unknown(t, holder);
			return;
		}
		connect(t, t->ep->n_locations + l->detail.v, holder);
		if (l->kind == LOCATION_KIND_MEMBER && !sid_is_none(l->detail))
			connect(t, t->ep->n_locations, holder); /* what initialisers put somewhere */
		return;
	case LOCATION_KIND_CONSTANT:
		return;
	default:
		set_unknown(t, holder);
	}
}

/* ---- forwards -------------------------------------------------------------------------------------------------------- */

static void queue_holder(struct targets *t, uint32_t holder)
{
	if (t->holders.items[holder].is_queued)
		return;
	t->holders.items[holder].is_queued = true;
	VEC_PUSH(&t->queue, holder);
}

static void pass_on(struct targets *t, uint32_t from)
{
	for (size_t i = 0; i < t->holders.items[from].to.n; i++) {
		struct holder *h = &t->holders.items[from], *to = &t->holders.items[h->to.items[i]];
		size_t before = to->targets.n;
		bool was_unknown = to->is_unknown;

		if (to == h)
			continue;
		to->is_unknown |= h->is_unknown;
		for (size_t k = 0; k < h->targets.n; k++)
			add_target(to, h->targets.items[k]);
		if (to->targets.n != before || to->is_unknown != was_unknown)
			queue_holder(t, h->to.items[i]);
	}
}

static void propagate(struct targets *t)
{
	for (uint32_t i = 0; i < t->holders.n; i++)
		queue_holder(t, i);
	while (t->queue.n) {
		uint32_t holder = t->queue.items[--t->queue.n];

		t->holders.items[holder].is_queued = false;
		pass_on(t, holder);
	}
}

/* ---- calls ----------------------------------------------------------------------------------------------------------- */

/* What a message calls the pointer. */
static const char *pointer_name(const struct escape_program *ep, const struct escape_body *b, uint32_t location)
{
	for (uint32_t i = b->first_into[location]; i < b->first_into[location + 1]; i++) {
		const struct fact_flow *flow = &b->flows[b->flows_into[i]];

		if (flow->why == FLOW_WHY_CALLEE && !sid_is_none(b->locations[flow->from].name))
			return program_text(ep->program, b->locations[flow->from].name);
	}
	return "";
}

static int number_order(const void *va, const void *vb)
{
	uint32_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;

	return (a > b) - (a < b);
}

static int name_order(const void *va, const void *vb)
{
	return strcmp((*(const struct model *const *)va)->name, (*(const struct model *const *)vb)->name);
}

static void set_targets(struct targets *t, struct escape_called *c, const char *name, const struct holder *h)
{
	struct escape_program *ep = t->ep;
	uint32_t *callees = ARENA_ARRAY(&ep->memory, uint32_t, h->targets.n);

	c->models = ARENA_ARRAY(&ep->memory, const struct model *, h->targets.n);
	c->unknown = NULL;
	if (h->is_unknown || !h->targets.n)
		c->unknown = name;
	for (size_t i = 0; i < h->targets.n; i++) {
		uint32_t target = h->targets.items[i];
		const struct model *m;

		if (!(target & 1)) {
			callees[c->n_callees++] = target / 2;
			continue;
		}
		m = models_find(ep->models, program_text(ep->program, (sid){ target / 2 }));
		if (m)
			c->models[c->n_models++] = m;
		else
			c->unknown = program_text(ep->program, (sid){ target / 2 });
	}
	qsort(callees, c->n_callees, sizeof *callees, number_order);
	if (c->n_models)
		qsort(c->models, c->n_models, sizeof *c->models, name_order);
	c->callees = callees;
}

/* The holder of what the call calls, or of one of the functions that it gives to what it calls. */
static uint32_t called_holder(struct targets *t, const struct escape_body *b, const struct escape_call *c, uint32_t number)
{
	return holder_at(t, t->n_ids - (ESCAPE_MOST_CALLBACKS - number) * t->ep->n_locations + b->first_location + c->location);
}

/* Takes what comes to the call: `why` CALLEE, or ARGUMENT number `param`. False: nothing does. */
static bool take_called(struct targets *t, uint32_t holder, const struct escape_body *b, const struct escape_call *c, uint32_t why, uint32_t param)
{
	bool any = false;

	for (uint32_t n = b->first_into[c->location]; n < b->first_into[c->location + 1]; n++) {
		const struct fact_flow *flow = &b->flows[b->flows_into[n]];

		if (flow->why != why || (why == FLOW_WHY_ARGUMENT && flow->to_deref != param))
			continue;
		any = true;
		take_source(t, holder, b, flow);
	}
	return any;
}

static void each_call(struct targets *t, bool is_resolved, struct escape_function *f, struct escape_call *c)
{
	const struct escape_body *b = &f->bodies[c->body];

	if (c->is_indirect && is_resolved)
		set_targets(t, &c->called, pointer_name(t->ep, b, c->location), &t->holders.items[called_holder(t, b, c, 0)]);
	else if (c->is_indirect)
		take_called(t, called_holder(t, b, c, 0), b, c, FLOW_WHY_CALLEE, 0);
	for (uint32_t i = 0; i < c->n_callbacks; i++) {
		struct escape_callback *back = &c->callbacks[i];
		uint32_t holder = called_holder(t, b, c, i);

		if (is_resolved && back->called.unknown)
			set_targets(t, &back->called, back->called.unknown, &t->holders.items[holder]);
		else if (!is_resolved && take_called(t, holder, b, c, FLOW_WHY_ARGUMENT, back->param))
			back->called.unknown = "a callback"; /* until it is resolved; a null pointer is nothing */
	}
}

static void each_indirect(struct targets *t, bool is_resolved)
{
	struct escape_program *ep = t->ep;

	for (uint32_t i = 0; i < ep->n_functions; i++)
		for (uint32_t k = 0; k < ep->functions[i].n_calls; k++)
			each_call(t, is_resolved, &ep->functions[i], &ep->functions[i].calls[k]);
}

void escape_targets_resolve(struct escape_program *ep)
{
	struct arena memory = { 0 };
	struct targets t = { .ep = ep };
	uint32_t n_texts = ep->program->text->n;

	/* Ids: locations, slots, and more times the locations, of calls, for what they call and what that calls back. */
	t.n_ids = ep->n_locations * (1 + ESCAPE_MOST_CALLBACKS) + n_texts;
	t.holder_of = ARENA_ARRAY(&memory, uint32_t, t.n_ids);
	index_places(&t, &memory);
	index_fills(&t, &memory);
	index_callers(&t, &memory);
	each_indirect(&t, false);
	for (uint32_t i = 0; i < t.holders.n; i++) {
		uint32_t id = t.holders.items[i].id;

		if (id < ep->n_locations)
			take_location(&t, i, id);
		else if (id < ep->n_locations + n_texts)
			take_slot(&t, i, id - ep->n_locations);
	}
	propagate(&t);
	each_indirect(&t, true);
	for (size_t i = 0; i < t.holders.n; i++) {
		VEC_RELEASE(&t.holders.items[i].targets);
		VEC_RELEASE(&t.holders.items[i].to);
	}
	VEC_RELEASE(&t.holders);
	VEC_RELEASE(&t.queue);
	VEC_RELEASE(&t.found.items);
	arena_release(&memory);
}
