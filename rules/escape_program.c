#include "rules/escape_program.h"

#include <string.h>

/* ---- functions ------------------------------------------------------------------------------------------------------- */

struct text_of {
	const struct fact_function *fact;
	const struct program_variant *in;
};

struct texts {
	VEC(struct text_of) items;
};

/* Texts that compare equal are one function's. */
static int same_compare(const struct text_of *a, const struct text_of *b, const struct intern *text)
{
	int c = 0;

	if (!sid_equal(a->fact->name, b->fact->name))
		c = strcmp(intern_text(text, a->fact->name), intern_text(text, b->fact->name));
	if (!c)
		c = (a->in->file > b->in->file) - (a->in->file < b->in->file);
	return c ? c : place_compare(a->fact->at, b->fact->at);
}

static int text_order(const void *va, const void *vb, void *text)
{
	const struct text_of *a = va, *b = vb;
	int c = same_compare(a, b, text);

	return c ? c : (a->in > b->in) - (a->in < b->in);
}

static bool same_flows(const struct text_of *a, const struct text_of *b)
{
	const struct fact_location *la = a->in->facts.locations.items + a->fact->locations.first;
	const struct fact_location *lb = b->in->facts.locations.items + b->fact->locations.first;

	if (a->fact->locations.n != b->fact->locations.n || a->fact->flows.n != b->fact->flows.n ||
	    a->fact->flags != b->fact->flags)
		return false;
	for (uint32_t i = 0; i < a->fact->locations.n; i++)
		if (la[i].kind != lb[i].kind || !sid_equal(la[i].name, lb[i].name) || !sid_equal(la[i].detail, lb[i].detail) ||
		    la[i].loop != lb[i].loop || la[i].bytes != lb[i].bytes || la[i].step != lb[i].step || la[i].flags != lb[i].flags)
			return false;
	if (a->fact->spans.n != b->fact->spans.n ||
	    (a->fact->spans.n && memcmp(a->in->facts.spans.items + a->fact->spans.first, b->in->facts.spans.items + b->fact->spans.first,
					a->fact->spans.n * sizeof(struct fact_span)) != 0))
		return false;
	return !a->fact->flows.n ||
	       !memcmp(a->in->facts.flows.items + a->fact->flows.first, b->in->facts.flows.items + b->fact->flows.first,
		       a->fact->flows.n * sizeof(struct fact_flow));
}

static void index_flows(struct escape_program *ep, struct escape_body *b)
{
	uint32_t n = b->fact->locations.n;

	b->first_into = ARENA_ARRAY(&ep->memory, uint32_t, n + 2);
	b->flows_into = ARENA_ARRAY(&ep->memory, uint32_t, b->fact->flows.n);
	for (uint32_t i = 0; i < b->fact->flows.n; i++)
		b->first_into[b->flows[i].to + 2]++;
	for (uint32_t i = 1; i <= n; i++)
		b->first_into[i + 1] += b->first_into[i];
	for (uint32_t i = 0; i < b->fact->flows.n; i++)
		b->flows_into[b->first_into[b->flows[i].to + 1]++] = i;
}

/* Facts may come from anywhere: what does not fit together is as good as unknown. */
static bool is_sound(const struct escape_body *b)
{
	for (uint32_t i = 0; i < b->fact->flows.n; i++)
		if (b->flows[i].to >= b->fact->locations.n || b->flows[i].from >= b->fact->locations.n)
			return false;
	return true;
}

static void add_body(struct escape_program *ep, struct escape_function *f, struct escape_body *b, const struct text_of *t)
{
	uint32_t n_params = 0;

	b->fact = t->fact;
	b->in = t->in;
	b->locations = t->in->facts.locations.items + t->fact->locations.first;
	b->flows = t->in->facts.flows.items + t->fact->flows.first;
	b->spans = t->in->facts.spans.items + t->fact->spans.first;
	b->function = (uint32_t)(f - ep->functions);
	b->first_location = ep->n_locations;
	ep->n_locations += t->fact->locations.n;
	f->is_opaque |= (t->fact->flags & FUNCTION_FLAG_OPAQUE) || !is_sound(b);
	f->is_variadic |= (t->fact->flags & FUNCTION_FLAG_VARIADIC) != 0;
	f->is_external |= !(t->fact->flags & FUNCTION_FLAG_STATIC);
	for (uint32_t i = 0; i < t->fact->locations.n; i++) {
		n_params += b->locations[i].kind == LOCATION_KIND_PARAM || b->locations[i].kind == LOCATION_KIND_VARARGS;
		f->is_variadic |= b->locations[i].kind == LOCATION_KIND_VARARGS;
	}
	if (n_params > f->n_params)
		f->n_params = n_params;
	if (f->is_opaque)
		b->first_into = ARENA_ARRAY(&ep->memory, uint32_t, t->fact->locations.n + 2);
	else
		index_flows(ep, b);
}

static void group_texts(struct escape_program *ep, const struct texts *texts)
{
	const struct program *p = ep->program;
	struct escape_body *bodies = ARENA_ARRAY(&ep->memory, struct escape_body, texts->items.n);

	ep->functions = ARENA_ARRAY(&ep->memory, struct escape_function, texts->items.n);
	for (size_t i = 0, next; i < texts->items.n; i = next) {
		const struct text_of *t = &texts->items.items[i];
		struct escape_function *f = &ep->functions[ep->n_functions++];

		f->name = program_text(p, t->fact->name);
		f->file = t->in->file;
		f->bodies = bodies;
		for (next = i; next < texts->items.n && !same_compare(t, &texts->items.items[next], p->text); next++) {
			bool is_known = false;

			for (size_t k = i; k < next && !is_known; k++)
				is_known = same_flows(&texts->items.items[k], &texts->items.items[next]);
			if (!is_known)
				add_body(ep, f, &bodies[f->n_bodies++], &texts->items.items[next]);
		}
		bodies += f->n_bodies;
		if (!ep->first_of_name[t->fact->name.v])
			ep->first_of_name[t->fact->name.v] = ep->n_functions;
		if (!strcmp(f->name, "main") && f->is_external)
			ep->is_closed = p->complete;
	}
}

static void collect_functions(struct escape_program *ep)
{
	const struct program *p = ep->program;
	struct texts texts = { { 0 } };

	for (size_t i = 0; i < p->n_variants; i++)
		for (size_t k = 0; k < p->variants[i].facts.functions.n; k++) {
			struct text_of t = { &p->variants[i].facts.functions.items[k], &p->variants[i] };

			VEC_PUSH(&texts.items, t);
		}
	if (texts.items.n)
		qsort_r(texts.items.items, texts.items.n, sizeof *texts.items.items, text_order, p->text);
	group_texts(ep, &texts);
	VEC_RELEASE(&texts.items);
}

/*
 * A static function of another file can only be meant if that file is read together with this one. A unit's main file is read
 * with others in one unit; that is all that is looked at.
 */
static bool can_be_meant(const struct escape_program *ep, const struct escape_function *f, uint32_t from)
{
	const struct program_file *files = ep->program->files;

	if (f->is_external || !(files[f->file].flags & FILE_FLAG_MAIN))
		return true;
	return !(files[from].flags & FILE_FLAG_MAIN) || files[f->file].n_units > 1;
}

bool escape_program_find(const struct escape_program *ep, sid name, uint32_t file, struct escape_list *out)
{
	uint32_t first = ep->first_of_name[name.v];
	const char *text = program_text(ep->program, name);
	size_t before = out->items.n;

	if (!first || sid_is_none(name))
		return false;
	for (uint32_t i = first - 1; i < ep->n_functions && !strcmp(ep->functions[i].name, text); i++)
		if (ep->functions[i].file == file)
			VEC_PUSH(&out->items, i);
	if (out->items.n > before)
		return true;
	for (uint32_t i = first - 1; i < ep->n_functions && !strcmp(ep->functions[i].name, text); i++)
		if (can_be_meant(ep, &ep->functions[i], file))
			VEC_PUSH(&out->items, i);
	return out->items.n > before;
}

/* ---- calls ----------------------------------------------------------------------------------------------------------- */

static const uint32_t *keep_list(struct escape_program *ep, const struct escape_list *list)
{
	return list->items.n ? arena_memdup(&ep->memory, list->items.items, list->items.n * sizeof *list->items.items) : NULL;
}

static bool is_setjmp(const char *name)
{
	return !strcmp(name, "setjmp") || !strcmp(name, "_setjmp") || !strcmp(name, "sigsetjmp") || !strcmp(name, "__sigsetjmp");
}

/* The parameters of a library function that it calls back. */
static void add_callbacks(struct escape_program *ep, struct escape_call *c, const struct model *m)
{
	c->callbacks = ARENA_ARRAY(&ep->memory, struct escape_callback, ESCAPE_MOST_CALLBACKS);
	for (size_t i = 0; i < m->n_effects; i++) {
		bool is_new = m->effects[i].kind == MODEL_CALLS && c->n_callbacks < ESCAPE_MOST_CALLBACKS;

		for (uint32_t k = 0; k < c->n_callbacks; k++)
			is_new &= c->callbacks[k].param != m->effects[i].from.param;
		if (is_new)
			c->callbacks[c->n_callbacks++].param = m->effects[i].from.param;
	}
}

static void add_call(struct escape_program *ep, struct escape_function *f, uint32_t body, uint32_t location,
		     struct escape_list *list)
{
	const struct fact_location *l = &f->bodies[body].locations[location];
	struct escape_call *c = &f->calls[f->n_calls++];
	const struct model *m;

	*c = (struct escape_call){ .body = body, .location = location, .is_indirect = l->flags & LOCATION_FLAG_INDIRECT };
	if (c->is_indirect)
		return;
	VEC_CLEAR(&list->items);
	f->calls_setjmp |= is_setjmp(program_text(ep->program, l->name));
	if (escape_program_find(ep, l->name, f->file, list)) {
		c->called.callees = keep_list(ep, list);
		c->called.n_callees = (uint32_t)list->items.n;
		return;
	}
	m = models_find(ep->models, program_text(ep->program, l->name));
	if (m) {
		c->called.models = arena_memdup(&ep->memory, &m, sizeof m);
		c->called.n_models = 1;
		add_callbacks(ep, c, m);
	} else {
		c->called.unknown = program_text(ep->program, l->name);
	}
}

static void collect_calls(struct escape_program *ep)
{
	struct escape_list list = { { 0 } };

	for (uint32_t i = 0; i < ep->n_functions; i++) {
		struct escape_function *f = &ep->functions[i];
		uint32_t n = 0;

		if (f->is_opaque)
			continue;
		for (uint32_t b = 0; b < f->n_bodies; b++)
			for (uint32_t k = 0; k < f->bodies[b].fact->locations.n; k++)
				n += f->bodies[b].locations[k].kind == LOCATION_KIND_CALL;
		f->calls = ARENA_ARRAY(&ep->memory, struct escape_call, n);
		for (uint32_t b = 0; b < f->n_bodies; b++)
			for (uint32_t k = 0; k < f->bodies[b].fact->locations.n; k++)
				if (f->bodies[b].locations[k].kind == LOCATION_KIND_CALL)
					add_call(ep, f, b, k, &list);
	}
	VEC_RELEASE(&list.items);
}

static void mark_taken(struct escape_program *ep, sid name, uint32_t file, struct escape_list *list)
{
	VEC_CLEAR(&list->items);
	escape_program_find(ep, name, file, list);
	for (size_t i = 0; i < list->items.n; i++)
		ep->functions[list->items.items[i]].is_address_taken = true;
}

static void collect_taken(struct escape_program *ep)
{
	const struct program *p = ep->program;
	struct escape_list list = { { 0 } };

	for (uint32_t i = 0; i < p->n_variants; i++)
		for (size_t k = 0; k < p->variants[i].facts.slots.n; k++)
			mark_taken(ep, p->variants[i].facts.slots.items[k].function, p->variants[i].file, &list);
	for (uint32_t i = 0; i < ep->n_functions; i++)
		for (uint32_t b = 0; b < ep->functions[i].n_bodies; b++) {
			const struct escape_body *body = &ep->functions[i].bodies[b];

			for (uint32_t k = 0; k < body->fact->locations.n; k++)
				if (body->locations[k].kind == LOCATION_KIND_FUNCTION)
					mark_taken(ep, body->locations[k].name, ep->functions[i].file, &list);
		}
	VEC_RELEASE(&list.items);
}

void escape_program_init(struct escape_program *ep, const struct program *p, const struct models *models)
{
	*ep = (struct escape_program){ .program = p, .models = models };
	ep->first_of_name = ARENA_ARRAY(&ep->memory, uint32_t, p->text->n);
	collect_functions(ep);
	collect_calls(ep);
	collect_taken(ep);
	escape_targets_resolve(ep);
	escape_order(ep);
}

void escape_program_release(struct escape_program *ep)
{
	arena_release(&ep->memory);
}
