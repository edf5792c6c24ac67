/* Paths in words: where one ends, what happens on its way, and what is said of functions outside the program. */
#include "rules/escape_path.h"


enum { MOST_STEPS = 30 };

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

static const char *why_opaque(const struct escape_function *f)
{
	return f->why_opaque ? f->why_opaque : "is not followed"; /* C++, or a construct that nobody may count on */
}

static void add_called(const struct solver *s, const struct escape_reason *r, struct strbuf *out)
{
	const struct escape_call *c = &s->f->calls[r->call];

	if (r->unknown && r->callee == GRAPH_NONE && c->is_indirect)
		strbuf_addf(out, "unknown function that %s points to", *r->unknown ? r->unknown : "a pointer");
	else if (r->unknown && r->callee == GRAPH_NONE && c->called.n_models)
		strbuf_addf(out, "unknown callback of %s", c->called.models[0]->name);
	else if (r->unknown && r->callee == GRAPH_NONE)
		strbuf_addf(out, "unknown function %s", r->unknown);
	else if (r->unknown)
		strbuf_addf(out, "%s, which %s", callee_name(s, r), why_opaque(&s->ep->functions[r->callee]));
	else
		strbuf_adds(out, callee_name(s, r));
}

/* What is known of how the callee keeps what it is given; NULL: nothing. Places stand beside words, not in them: lines may move. */
const struct kept_place *escape_kept_by(const struct solver *s, const struct escape_reason *r)
{
	const struct summary *sum;

	if (r->flow || r->callee == GRAPH_NONE || r->unknown || r->in != VISIBLE_OUTSIDE)
		return NULL;
	sum = &s->ep->functions[r->callee].summary;
	for (uint32_t i = 0; sum->places && i < sum->n_edges; i++)
		if (sum->edges[i].in == VISIBLE_OUTSIDE && sum->edges[i].what == r->what && sum->places[i].at.path)
			return &sum->places[i];
	return NULL;
}

static void add_keeps(const struct solver *s, const struct escape_reason *r, struct strbuf *out)
{
	if (r->unknown) {
		strbuf_addf(out, "passed to ");
		add_called(s, r, out);
	} else if (r->callee == GRAPH_NONE) {
		escape_call_text(s->ep, escape_location(s->f, &s->f->calls[r->call]), out);
	} else if (r->in == VISIBLE_OUTSIDE) {
		const struct kept_place *kept = escape_kept_by(s, r);

		strbuf_addf(out, "%s %s", callee_name(s, r), kept && kept->how ? kept->how : "may keep it");
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

static const struct escape_reason *last_reason(const struct solver *s, const struct escape_path *path)
{
	return path->reasons.n ? &s->reasons.items[*VEC_LAST(&path->reasons)] : NULL;
}

const char *escape_path_unknown(const struct solver *s, const struct escape_path *path)
{
	const struct escape_reason *r = last_reason(s, path);
	const struct kept_place *kept;

	if (path->end != PATH_OUTSIDE || !r || r->flow)
		return NULL;
	kept = escape_kept_by(s, r);
	if (kept)
		return kept->unknown;
	return r->callee == GRAPH_NONE ? r->unknown : NULL; /* one with a body needs no model */
}

/* Keeps it in the library's own memory, and does not just put it where an argument points. */
static bool is_keeping(const struct model *m)
{
	for (size_t i = 0; i < m->n_effects; i++)
		if (m->effects[i].kind == MODEL_FLOWS && m->effects[i].to.kind == MODEL_GLOBAL)
			return true;
	return false;
}

static void add_global(const struct solver *s, const struct escape_reason *r, struct strbuf *out)
{
	const struct fact_location *l = &r->body->locations[r->flow->to];

	strbuf_addf(out, "%s %s", l->flags & LOCATION_FLAG_STATIC ? "static" : "global", program_text(s->ep->program, l->name));
}

void escape_path_how(const struct solver *s, const struct escape_path *path, struct strbuf *out)
{
	const struct escape_reason *r = last_reason(s, path);
	const struct kept_place *kept = r ? escape_kept_by(s, r) : NULL;

	if (kept && kept->how) {
		strbuf_adds(out, kept->how);
	} else if (!r || (!r->flow && r->callee != GRAPH_NONE && !r->unknown && r->in == VISIBLE_OUTSIDE)) {
		strbuf_adds(out, "may keep it"); /* functions that call each other: not all is known yet */
	} else if (r->flow && r->flow->why == FLOW_WHY_INTEGER) {
		strbuf_adds(out, ESCAPE_HOW_INTEGER);
	} else if (r->flow && r->body->locations[r->flow->to].kind == LOCATION_KIND_UNKNOWN) {
		strbuf_adds(out, "gives it to ");
		strbuf_adds(out, program_text(s->ep->program, r->body->locations[r->flow->to].name));
	} else if (r->flow && r->body->locations[r->flow->to].kind == LOCATION_KIND_GLOBAL) {
		strbuf_adds(out, "stores it in ");
		add_global(s, r, out);
	} else if (!r->flow && r->unknown) {
		strbuf_adds(out, "passes it to ");
		add_called(s, r, out);
	} else if (!r->flow && r->model && is_keeping(r->model)) {
		strbuf_addf(out, "passes it to %s, which keeps it", r->model->name);
	} else {
		strbuf_adds(out, "stores it in memory that is known outside");
	}
}

static void add_outside(const struct solver *s, const struct escape_reason *r, struct strbuf *out)
{
	const struct fact_flow *f = r->flow;

	if (f && f->why == FLOW_WHY_INTEGER) {
		strbuf_adds(out, "converted to an integer that is kept");
	} else if (f) {
		const struct fact_location *l = &r->body->locations[f->to];

		if (l->kind == LOCATION_KIND_GLOBAL) {
			strbuf_adds(out, "stored in ");
			add_global(s, r, out);
		} else if (l->kind == LOCATION_KIND_UNKNOWN)
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
		const struct kept_place *kept = escape_kept_by(s, r);

		strbuf_addf(out, "passed to %s, which %s", callee_name(s, r), kept && kept->how ? kept->how : "may keep it");
	} else if (r->callee != GRAPH_NONE) {
		strbuf_addf(out, "passed to %s, which stores it in memory that is known outside", callee_name(s, r));
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
		if (i + 1 == path->reasons.n && escape_kept_by(s, r)) {
			strbuf_clear(&words);
			strbuf_addf(&words, "in %s", callee_name(s, r));
			emit_step(e, "Flow", words.text, escape_kept_by(s, r)->at);
		}
	}
	strbuf_release(&words);
}
