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

/* ---- verdicts ---------------------------------------------------------------------------------------------------------- */

/* A call with a size of 0 that frees is no allocation: realloc(p, 0), and what is made like it. */
static bool gives_back(const struct judging *j, uint32_t call)
{
	const struct solver *s = j->s;
	struct fresh_size size = escape_size(s->ep, s->f, &s->f->calls[call]);

	if (!size.is_known || size.n_params || size.plus)
		return false;
	for (size_t i = 0; i < s->freeings.n; i++)
		if (s->freeings.items[i].call == call)
			return true;
	return false;
}

/* How the object is freed. */
struct release {
	bool is_freed, is_resized;
	bool always;                /* on every path through the function */
	bool is_shared;             /* what frees it may free something else, or do something else: the call has to stay */
	const char *by;             /* a function that frees more than the object; NULL: none does */
};

/* True if the way from the allocation to the step is left in between, other than where the allocation has failed. */
static bool is_left(const struct escape_body *b, const struct escape_call *c, uint32_t step)
{
	uint32_t from = b->locations[c->location].step;

	for (uint32_t i = 0; i < b->fact->spans.n; i++) {
		const struct fact_span *x = &b->spans[i];

		if (x->kind != SPAN_KIND_EXIT || x->first <= from || x->first > step || x->end > from)
			continue;
		if (!x->middle || x->middle > b->fact->locations.n || !judging_is_filled_once(b, x->middle - 1, c->location))
			return true;
	}
	return false;
}

/* The call frees this object or nothing: without the object there would be no need for it. */
static bool frees_only(const struct solver *s, const struct freeing *f, uint32_t object)
{
	const struct escape_called *called = &s->f->calls[f->call].called;
	uint32_t next = 0;

	if (called->unknown || called->n_models + called->n_callees != 1)
		return false;
	return graph_next_object(&s->graph, f->node, &next) == object && graph_next_object(&s->graph, f->node, &next) == GRAPH_NONE;
}

/* The call frees this object and no other, and runs whenever the allocation has run: in the same block, with no way out between. */
static bool frees_always(const struct judging *j, uint32_t call, uint32_t object, const struct freeing *f)
{
	const struct solver *s = j->s;
	const struct escape_call *c = &s->f->calls[call], *by = &s->f->calls[f->call];
	const struct fact_location *at = escape_location(s->f, c), *l = escape_location(s->f, by);

	if (!f->always || !frees_only(s, f, object) || by->body != c->body || l->block != at->block || !at->step || l->step <= at->step || at->flags & LOCATION_FLAG_CYCLE)
		return false;
	return !is_left(&s->f->bodies[c->body], c, l->step);
}

static struct release release_of(const struct judging *j, uint32_t call, uint32_t object)
{
	const struct solver *s = j->s;
	struct release r = { .by = NULL };

	for (size_t i = 0; i < s->freeings.n; i++) {
		const struct freeing *f = &s->freeings.items[i];
		const struct escape_function *g = f->callee == GRAPH_NONE ? NULL : &s->ep->functions[f->callee];

		if (!graph_points(&s->graph, f->node, object))
			continue;
		r.is_freed = true;
		r.is_shared |= !frees_only(s, f, object);
		r.always |= frees_always(j, call, object, f);
		r.is_resized |= s->calls[f->call].fresh != GRAPH_NONE && !gives_back(j, f->call);
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

static void emit_escapes(struct judging *j, const struct escape_call *c, const struct escape_path *path)
{
	struct strbuf words = STRBUF_INIT;

	escape_path_words(j->s, path, &words);
	begin(j, ESCAPES, c);
	emit_textf(j->e, " escapes %s: ", j->s->f->name);
	emit_arg(j->e, "Sink", words.text, escape_path_place(j->s, path));
	escape_path_emit(j->s, path, j->e);
	emit_end(j->e);
	judging_count(j, path);
	strbuf_release(&words);
}

/* What is known of an allocation that stays. */
struct stay {
	enum turn turn;
	struct fresh_size size;
	struct release release;
	uint64_t limit;
	bool is_incomplete;
};

static struct stay stay_of(const struct judging *j, uint32_t call, uint32_t object)
{
	const struct escape_function *f = j->s->f;
	const struct escape_call *c = &f->calls[call];

	return (struct stay){
		.turn = judging_turn(j, call, object),
		.size = escape_size(j->s->ep, f, c),
		.release = release_of(j, call, object),
		.limit = j->settings->stack_limit ? j->settings->stack_limit : DEFAULT_STACK_LIMIT,
		.is_incomplete = escape_location(f, c)->flags & LOCATION_FLAG_INCOMPLETE,
	};
}

static bool is_bounded(const struct fresh_size *size)
{
	return size->is_known && !size->n_params && size->plus;
}

/* What keeps an allocation that does not escape from being a local; false: nothing does. */
static bool add_obstacle(const struct judging *j, const struct stay *st, struct emitter *e)
{
	const struct escape_function *f = j->s->f;

	/* An object with others in it that its own function takes down: the lifetime is local, but the change would be a large one. */
	if (st->release.by) {
		emit_textf(e, "%s frees it together with what it holds", st->release.by);
	} else if (st->release.is_resized) {
		emit_text(e, "it is resized");
	} else if (st->release.is_shared) {
		emit_text(e, "the call that frees it may get other memory, too, or do something else");
	} else if (!is_bounded(&st->size)) {
		emit_text(e, "its size is not bounded");
	} else if (st->size.plus > st->limit) {
		emit_text(e, "its ");
		emit_argf(e, "Bytes", (struct srcloc){ .path = NULL }, "%llu", (unsigned long long)st->size.plus);
		emit_text(e, " bytes are more than --stack-limit");
	} else if (st->is_incomplete) {
		emit_text(e, "its type is not complete here");
	} else if (st->turn == TURN_ACROSS) {
		emit_text(e, "it may live on from one turn of a loop to the next");
	} else if (f->is_recursive) {
		emit_text(e, "the function may be recursive");
	} else if (f->calls_setjmp) {
		emit_text(e, "the function calls setjmp");
	} else {
		return false;
	}
	return true;
}

static uint32_t name_of(const struct judging *j, const struct stay *st)
{
	const struct escape_function *f = j->s->f;
	bool is_plain = !st->release.is_resized && !st->release.is_shared && !st->release.by && !st->is_incomplete;

	if (is_bounded(&st->size) && st->size.plus <= st->limit && !f->is_recursive && !f->calls_setjmp && is_plain && st->turn != TURN_ACROSS)
		return HEAP_COULD_BE_STACK;
	/* Who asks for a size can reuse the memory; what a function makes as it likes, its callers cannot. */
	if ((st->turn == TURN_LOCAL || st->turn == TURN_REUSABLE) && st->release.is_freed && is_plain && st->size.is_known)
		return ALLOCATION_IN_LOOP;
	return DOES_NOT_ESCAPE;
}

/* Bytes that become something else would have to be aligned as malloc does it; so would what is asked for with an alignment. */
static bool is_aligned(const struct judging *j, uint32_t call, uint32_t object)
{
	const struct solver *s = j->s;
	const struct escape_call *c = &s->f->calls[call];

	for (uint32_t i = 0; i < c->called.n_models; i++)
		for (unsigned k = 0; k < c->called.models[i]->n_params; k++)
			if (!strcmp(c->called.models[i]->params[k], "alignment"))
				return true;
	if (escape_location(s->f, c)->flags & LOCATION_FLAG_POINTERS && !(escape_location(s->f, c)->flags & LOCATION_FLAG_BYTES))
		return false;
	for (size_t i = 0; i < s->aligned.n; i++)
		if (graph_points(&s->graph, s->aligned.items[i], object))
			return true;
	return false;
}

static void emit_stays(struct judging *j, uint32_t name, uint32_t call, uint32_t object)
{
	const struct escape_call *c = &j->s->f->calls[call];
	struct stay st = stay_of(j, call, object);
	const char *leak = !st.release.is_freed ? ", where it leaks" : st.release.always ? " and is freed on every path" : "";

	begin(j, name, c);
	switch (name) {
	case HEAP_COULD_BE_STACK:
		emit_textf(j->e, " does not escape %s%s: could be a local %sof ", j->s->f->name, leak,
			   st.size.plus > 1 && is_aligned(j, call, object) ? "with _Alignas " : "");
		emit_argf(j->e, "Bytes", (struct srcloc){ .path = NULL }, "%llu", (unsigned long long)st.size.plus);
		emit_text(j->e, st.size.plus == 1 ? " byte" : " bytes");
		break;
	case ALLOCATION_IN_LOOP:
		emit_text(j->e, " is allocated anew in each turn of the loop and does not outlive it: could be allocated once and reused (no local: ");
		add_obstacle(j, &st, j->e);
		emit_text(j->e, ")");
		break;
	default:
		emit_textf(j->e, " does not escape %s%s; ", j->s->f->name, leak);
		add_obstacle(j, &st, j->e);
	}
	emit_end(j->e);
}

static void emit_removed(struct judging *j, const struct escape_call *c)
{
	begin(j, REMOVED_BY_COMPILER, c);
	emit_text(j->e, " does not escape and was removed by the compiler: no call is left in the machine code of its line");
	emit_end(j->e);
}

/* ---- one verdict a place ----------------------------------------------------------------------------------------------- */

/* A macro, or a header in two configurations, can allocate at one place by several calls: what is worst for all is said once. */
struct verdict {
	struct place at;
	uint32_t rank, name, call;
	struct escape_path path;    /* of one that escapes */
};

static int verdict_order(const void *va, const void *vb)
{
	const struct verdict *a = va, *b = vb;

	if (a->at.line != b->at.line)
		return a->at.line < b->at.line ? -1 : 1;
	if (a->at.col != b->at.col)
		return a->at.col < b->at.col ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return (a->call > b->call) - (a->call < b->call);
}

static struct verdict verdict_of(const struct judging *j, uint32_t call)
{
	static const uint8_t ranks[] = { [ESCAPES] = 0, [DOES_NOT_ESCAPE] = 1, [ALLOCATION_IN_LOOP] = 2, [HEAP_COULD_BE_STACK] = 3, [REMOVED_BY_COMPILER] = 4 };
	const struct escape_function *f = j->s->f;
	const struct escape_call *c = &f->calls[call];
	struct path_goal goal = { .outside = true, .result = true, .params = true, .own = GRAPH_NONE };
	struct verdict v = { .at = escape_location(f, c)->at, .name = ESCAPES, .call = call };

	if (judging_outlives(j, j->s->calls[call].fresh))
		escape_path_find(j->s, j->s->calls[call].fresh, &goal, &v.path);
	if (!judging_outlives(j, j->s->calls[call].fresh) || v.path.is_refuted) {
		struct stay st = stay_of(j, call, j->s->calls[call].fresh);

		v.name = c->called.n_models && !c->called.n_callees && is_removed(j, &f->bodies[c->body], v.at) ? REMOVED_BY_COMPILER : name_of(j, &st);
	}
	v.rank = ranks[v.name];
	return v;
}

static void emit_verdict(struct judging *j, const struct verdict *v)
{
	const struct escape_call *c = &j->s->f->calls[v->call];
	uint32_t object = j->s->calls[v->call].fresh;

	if (v->name == ESCAPES)
		emit_escapes(j, c, &v->path);
	else if (v->name == REMOVED_BY_COMPILER)
		emit_removed(j, c);
	else
		emit_stays(j, v->name, v->call, object);
}

void judge_allocations(struct judging *j)
{
	VEC(struct verdict) verdicts = { 0 };

	for (uint32_t i = 0; i < j->s->f->n_calls; i++)
		if (j->s->calls[i].is_allocation && !gives_back(j, i))
			VEC_PUSH(&verdicts, verdict_of(j, i));
	if (verdicts.n)
		qsort(verdicts.items, verdicts.n, sizeof *verdicts.items, verdict_order);
	for (size_t i = 0; i < verdicts.n; i++)
		if (!i || verdicts.items[i].at.line != verdicts.items[i - 1].at.line || verdicts.items[i].at.col != verdicts.items[i - 1].at.col)
			emit_verdict(j, &verdicts.items[i]);
	for (size_t i = 0; i < verdicts.n; i++)
		escape_path_release(&verdicts.items[i].path);
	VEC_RELEASE(&verdicts);
}
