/* Allocations: which outlive their function and through what, and what could be done about those that do not. */
#include "rules/escape_judge.h"

#include <string.h>

/* ---- what the machine code says ---------------------------------------------------------------------------------------- */

/* Whether the compiler left the call away: the function is there in the machine code, but no call is left on the line. */
static bool is_removed(const struct judging *j, const struct escape_body *b, struct place at)
{
	const struct program *p = j->s->ep->program;
	sid path = p->files[b->in->file].path;
	bool has_code = false;

	for (size_t u = 0; u < p->n_units; u++) {
		const struct unit_facts *unit = &p->units[u].facts;

		if (!unit->codegens.n || (unit->codegens.items[0].status != CODEGEN_STATUS_OK &&
					  unit->codegens.items[0].status != CODEGEN_STATUS_WITHOUT_REMARKS))
			continue;
		for (size_t i = 0; i < unit->code_lines.n; i++) {
			const struct fact_code_line *l = &unit->code_lines.items[i];

			if (!sid_equal(l->file, path))
				continue;
			if (l->at.line == at.line && l->n_calls)
				return false;
			has_code |= l->at.line >= b->fact->at.line && l->at.line <= b->fact->end.line &&
				    !strcmp(program_text(p, l->function), j->s->f->name);
		}
	}
	return has_code;
}

/* ---- loops ------------------------------------------------------------------------------------------------------------- */

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
static bool is_filled_once(const struct escape_body *b, uint32_t variable, uint32_t call)
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

enum turn { TURN_NO_LOOP, TURN_LOCAL, TURN_REUSABLE, TURN_ACROSS };

static enum turn turn_of(const struct judging *j, uint32_t call, uint32_t object)
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
	if (n_holders == 1 && is_filled_once(b, holder, c->location) && is_freed_in_block(j, call, object))
		return TURN_REUSABLE;
	return TURN_ACROSS;
}

/* ---- verdicts ---------------------------------------------------------------------------------------------------------- */

/* How the object is freed. */
struct release {
	bool is_freed, is_resized;
	const char *by;             /* a function that frees more than the object; NULL: none does */
};

static struct release release_of(const struct judging *j, uint32_t object)
{
	const struct solver *s = j->s;
	struct release r = { .by = NULL };

	for (size_t i = 0; i < s->freeings.n; i++) {
		const struct freeing *f = &s->freeings.items[i];
		const struct escape_function *g = f->callee == GRAPH_NONE ? NULL : &s->ep->functions[f->callee];

		if (!graph_points(&s->graph, f->node, object))
			continue;
		r.is_freed = true;
		r.is_resized |= s->calls[f->call].fresh != GRAPH_NONE;
		if (g && (g->summary.freed & (g->summary.freed - 1)))
			r.by = g->name;
	}
	return r;
}

static void begin(struct judging *j, uint32_t name, const struct escape_call *c)
{
	const struct fact_location *l = escape_location(j->s->f, c);
	struct srcloc at = judging_place(j, &j->s->f->bodies[c->body], l->at);
	struct strbuf text = STRBUF_INIT;

	escape_call_text(j->s->ep, l, &text);
	emit_begin(j->e, name, j->s->f->name, at);
	emit_arg(j->e, "Alloc", text.text, at);
	strbuf_release(&text);
}

static void emit_escapes(struct judging *j, const struct escape_call *c, uint32_t object)
{
	struct path_goal goal = { .outside = true, .result = true, .params = true, .own = GRAPH_NONE };
	struct escape_path path;
	struct strbuf words = STRBUF_INIT;

	escape_path_find(j->s, object, &goal, &path);
	escape_path_words(j->s, &path, &words);
	begin(j, ESCAPES, c);
	emit_textf(j->e, " escapes %s: ", j->s->f->name);
	emit_arg(j->e, "Sink", words.text, escape_path_place(j->s, &path));
	escape_path_emit(j->s, &path, j->e);
	emit_end(j->e);
	judging_count(j, &path);
	escape_path_release(&path);
	strbuf_release(&words);
}

/* What keeps an allocation that does not escape from being a local. */
static void emit_obstacle(struct judging *j, const struct fresh_size *size, const struct release *r, enum turn turn, uint64_t limit,
			  bool is_incomplete)
{
	const struct escape_function *f = j->s->f;
	struct srcloc nowhere = { .path = NULL };

	/* An object with others in it that its own function takes down: the lifetime is local, but the change would be a large one. */
	if (r->by) {
		emit_textf(j->e, "; %s frees it together with what it holds", r->by);
	} else if (r->is_resized) {
		emit_text(j->e, "; it is resized");
	} else if (!size->is_known || size->n_params || !size->plus) {
		emit_text(j->e, "; its size is not bounded");
	} else if (size->plus > limit) {
		emit_text(j->e, "; its ");
		emit_argf(j->e, "Bytes", nowhere, "%llu", (unsigned long long)size->plus);
		emit_text(j->e, " bytes are more than --stack-limit");
	} else if (is_incomplete) {
		emit_text(j->e, "; its type is not complete here");
	} else if (turn == TURN_ACROSS) {
		emit_text(j->e, "; it may live on from one turn of a loop to the next");
	} else {
		emit_text(j->e, f->is_recursive ? "; the function is recursive" : "; the function calls setjmp");
	}
}

static void emit_local(struct judging *j, const struct escape_call *c, uint64_t bytes, const struct release *r)
{
	begin(j, HEAP_COULD_BE_STACK, c);
	emit_textf(j->e, " does not escape %s%s: could be a local of ", j->s->f->name, r->is_freed ? "" : ", where it leaks");
	emit_argf(j->e, "Bytes", (struct srcloc){ .path = NULL }, "%llu", (unsigned long long)bytes);
	emit_text(j->e, bytes == 1 ? " byte" : " bytes");
	emit_end(j->e);
}

static void emit_stays(struct judging *j, uint32_t call, uint32_t object)
{
	const struct escape_function *f = j->s->f;
	const struct escape_call *c = &f->calls[call];
	struct fresh_size size = escape_size(j->s->ep, f, c);
	uint64_t limit = j->settings->stack_limit ? j->settings->stack_limit : DEFAULT_STACK_LIMIT;
	enum turn turn = turn_of(j, call, object);
	struct release r = release_of(j, object);
	bool is_incomplete = escape_location(f, c)->flags & LOCATION_FLAG_INCOMPLETE;

	if (size.is_known && !size.n_params && size.plus && size.plus <= limit && !f->is_recursive && !f->calls_setjmp &&
	    !r.is_resized && !r.by && !is_incomplete && turn != TURN_ACROSS) {
		emit_local(j, c, size.plus, &r);
		return;
	}
	/* Who asks for a size can reuse the memory; what a function makes as it likes, its callers cannot. */
	if ((turn == TURN_LOCAL || turn == TURN_REUSABLE) && r.is_freed && !r.is_resized && !r.by && size.is_known && !is_incomplete) {
		begin(j, ALLOCATION_IN_LOOP, c);
		emit_text(j->e, " is allocated anew in each turn of the loop and does not outlive it: could be allocated once and reused");
		emit_end(j->e);
		return;
	}
	begin(j, DOES_NOT_ESCAPE, c);
	emit_textf(j->e, " does not escape %s%s", f->name, r.is_freed ? "" : ", where it leaks");
	emit_obstacle(j, &size, &r, turn, limit, is_incomplete);
	emit_end(j->e);
}

void judge_allocations(struct judging *j)
{
	const struct escape_function *f = j->s->f;

	for (uint32_t i = 0; i < f->n_calls; i++) {
		const struct escape_call *c = &f->calls[i];
		uint32_t object = j->s->calls[i].fresh;

		if (!j->s->calls[i].is_allocation)
			continue;
		if (judging_outlives(j, object)) {
			emit_escapes(j, c, object);
			continue;
		}
		if (c->n_models && !c->n_callees && is_removed(j, &f->bodies[c->body], escape_location(f, c)->at)) {
			begin(j, REMOVED_BY_COMPILER, c);
			emit_text(j->e, " does not escape and was removed by the compiler: no call is left in the machine code of its line");
			emit_end(j->e);
			continue;
		}
		emit_stays(j, i, object);
	}
}
