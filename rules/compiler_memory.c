/*
 * Memory stories: what a loop reads again because something in it may have changed the value, grouped by what that is.
 *
 * gvn/LoadClobbered is a third of all remarks. Nobody can act on most of them: without an earlier access the read had to be made
 * anyway. What counts is a read in a loop of which the compiler knows an earlier access (OtherAccess), or whose address does not
 * change in the loop (licm says so at the same place), with the store or call that may have changed it (ClobberedBy) in the
 * same loop, or in the text of a function that is inlined into it. licm names no culprit: its reads that gvn says nothing of are told
 * together, once a loop.
 */
#include "rules/compiler_judge.h"

#include <string.h>

/* One remark about one read in one loop. */
struct reload {
	const struct fact_loop *loop;
	sid file;                  /* of loop and read */
	sid clobber_file;          /* none: not known */
	struct place loop_at, clobber_at, at;
	uint32_t depth;
	bool is_invariant;         /* licm says that the address does not change */
	bool is_home;              /* about the code of the function whose text it is */
	uint32_t remark;
	const struct fact_remark_arg *clobber, *other; /* NULL: not said */
};

struct memory {
	struct judge *j;
	sid other_access;
	VEC(uint32_t) invariants;  /* licm's remarks, in the program's order, so by place */
	VEC(struct reload) reloads;
};

/* ---- reads -------------------------------------------------------------------------------------------------------------------- */

/* Whether the loop's text calls the function whose text holds the place. */
static bool calls_what_holds(const struct judge *j, const struct program_function *f, const struct fact_loop *loop, sid file,
			     struct place at)
{
	const struct program_function *callee = program_function_at(j->program, program_find_file(j->program, file), at);

	for (uint32_t i = 0; callee && callee != f && i < f->fact->calls.n; i++) {
		const struct fact_call *call = &f->in->facts.calls.items[f->fact->calls.first + i];

		if (sid_equal(call->callee, callee->fact->name) && is_surely_in(loop, call->at))
			return true;
	}
	return false;
}

/* The innermost loop around the read that holds the culprit, too. */
static bool find_loop(const struct judge *j, struct reload *r)
{
	const struct program_function *f = program_function_at(j->program, program_find_file(j->program, r->file), r->at);

	for (uint32_t i = 0; f && i < f->fact->loops.n; i++) {
		const struct fact_loop *loop = &f->in->facts.loops.items[f->fact->loops.first + i];

		if (!is_surely_in(loop, r->at))
			continue;
		if (sid_equal(r->clobber_file, r->file) && is_surely_in(loop, r->clobber_at))
			r->loop = loop;
		else if (!r->clobber || calls_what_holds(j, f, loop, r->clobber_file, r->clobber_at))
			r->loop = loop;
		if (r->loop == loop)
			r->depth++;
	}
	r->is_home = f && sid_equal(f->fact->name, remark_fact(j, r->remark)->function);
	if (r->loop)
		r->loop_at = r->loop->at;
	return r->loop != NULL;
}

static int place_of_remark_compare(const struct judge *j, uint32_t a, uint32_t b)
{
	const struct fact_remark *x = remark_fact(j, a), *y = remark_fact(j, b);
	int c = sid_equal(x->file, y->file) ? 0 : strcmp(program_text(j->program, x->file), program_text(j->program, y->file));

	return c ? c : place_compare(x->at, y->at);
}

/* Whether licm says of the same place in the same function's code that its address does not change. */
static bool is_invariant(const struct memory *m, uint32_t remark)
{
	size_t low = 0, high = m->invariants.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (place_of_remark_compare(m->j, m->invariants.items[middle], remark) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < m->invariants.n && !place_of_remark_compare(m->j, m->invariants.items[low], remark); low++)
		if (sid_equal(remark_fact(m->j, m->invariants.items[low])->function, remark_fact(m->j, remark)->function))
			return true;
	return false;
}

static void add_clobbered(struct memory *m, uint32_t remark)
{
	struct judge *j = m->j;
	const struct fact_remark *r = remark_fact(j, remark);
	struct reload reload = { .file = r->file, .at = r->at, .remark = remark };

	reload.clobber = judge_arg(j, remark, j->words.clobbered_by);
	reload.other = judge_arg(j, remark, m->other_access);
	reload.is_invariant = is_invariant(m, remark);
	if (!reload.clobber || !reload.clobber->at.line || (!reload.other && !reload.is_invariant))
		return;
	reload.clobber_file = reload.clobber->file;
	reload.clobber_at = reload.clobber->at;
	if (find_loop(j, &reload))
		VEC_PUSH(&m->reloads, reload);
}

static int reload_place_compare(const struct judge *j, const struct reload *a, const struct reload *b)
{
	int c = sid_equal(a->file, b->file) ? 0 : strcmp(program_text(j->program, a->file), program_text(j->program, b->file));

	return c ? c : place_compare(a->at, b->at);
}

/* Of one group, if equal. */
static int group_compare(const struct judge *j, const struct reload *a, const struct reload *b)
{
	int c = sid_equal(a->file, b->file) ? 0 : strcmp(program_text(j->program, a->file), program_text(j->program, b->file));

	c = c ? c : place_compare(a->loop_at, b->loop_at);
	c = c || sid_equal(a->clobber_file, b->clobber_file) ? c : strcmp(program_text(j->program, a->clobber_file), program_text(j->program, b->clobber_file));
	return c ? c : place_compare(a->clobber_at, b->clobber_at);
}

static int reload_compare(const void *va, const void *vb, void *context)
{
	const struct reload *a = va, *b = vb;
	const struct judge *j = context;
	int c = group_compare(j, a, b);

	c = c ? c : reload_place_compare(j, a, b);
	if (!c && a->is_home != b->is_home)
		return a->is_home ? -1 : 1;
	return c ? c : (a->remark > b->remark) - (a->remark < b->remark);
}

/* ---- groups ------------------------------------------------------------------------------------------------------------------- */

static const struct fact_call *clobbering_call(const struct judge *j, const struct reload *r)
{
	return judge_call_at(j, r->clobber_file, r->clobber_at, (sid){ 0 });
}

static void tell_call_clobber(struct judge *j, size_t lead, const struct reload *r)
{
	const struct fact_call *call = clobbering_call(j, r);
	struct srcloc at = program_srcloc(j->program, r->clobber_file, r->clobber_at);
	const char *callee = call ? program_text(j->program, call->callee) : "";
	const struct program_function *definition;

	if (!call || !*callee || call->flags & CALL_FLAG_INDIRECT) {
		judge_step(j, lead, "Clobber", at, "this call%s may write to what is read",
			   call && call->flags & CALL_FLAG_INDIRECT ? ", through a pointer," : "");
		return;
	}
	if (judge_is_library(j, call)) {
		judge_step(j, lead, "Clobber", at, "'%s', a library's function, may write to what is read", callee);
		return;
	}
	definition = program_definition(j->program, call->callee, program_find_file(j->program, r->clobber_file));
	if (definition)
		judge_step(j, lead, "Clobber", at, "the call of '%s' may write to what is read; it is defined at %s:%u", callee,
			   program_text(j->program, j->program->files[definition->in->file].path), definition->fact->at.line);
	else
		judge_step(j, lead, "Clobber", at, "the call of '%s' may write to what is read; its body is not %s", callee,
			   j->program->complete ? "known" : "in the units analysed");
}

/* "call", or "call " and the name of one of LLVM's own functions: llvm.memcpy.p0.p0.i64 is memcpy. */
static bool is_call(const char *what, int *len, const char **name)
{
	if (strncmp(what, "call", 4))
		return false;
	*name = what + 4 + strspn(what + 4, " ");
	if (!strncmp(*name, "llvm.", 5))
		*name += 5;
	*len = (int)strcspn(*name, ".");
	return true;
}

static void tell_clobber(struct judge *j, size_t lead, const struct reload *r)
{
	const char *what = r->clobber ? program_text(j->program, r->clobber->value) : "", *name;
	int len;

	if (is_call(what, &len, &name) && len)
		judge_step(j, lead, "Clobber", program_srcloc(j->program, r->clobber_file, r->clobber_at),
			   "%.*s here may change what is read", len, name);
	else if (is_call(what, &len, &name))
		tell_call_clobber(j, lead, r);
	else if (r->clobber)
		judge_step(j, lead, "Clobber", program_srcloc(j->program, r->clobber_file, r->clobber_at),
			   "this %s may change what is read", what);
}

/* True if it stores: into a global, or through a parameter. Of stores only those of pointers are known. */
static bool writes_memory(const struct program_function *f)
{
	const struct file_facts *facts = &f->in->facts;

	for (uint32_t i = 0; i < f->fact->flows.n; i++) {
		const struct fact_flow *flow = &facts->flows.items[f->fact->flows.first + i];
		enum location_kind to = facts->locations.items[f->fact->locations.first + flow->to].kind;

		if (flow->why == FLOW_WHY_ASSIGN && (to == LOCATION_KIND_GLOBAL || (to == LOCATION_KIND_PARAM && flow->to_deref)))
			return true;
	}
	return false;
}

/* Pure is what returns something and writes nothing; of a body that is not known it may be true. */
static bool may_be_pure(const struct judge *j, const struct reload *r, const struct fact_call *call)
{
	const struct program_function *f;

	if (call->flags & CALL_FLAG_INDIRECT || judge_is_library(j, call))
		return false;
	f = program_definition(j->program, call->callee, program_find_file(j->program, r->clobber_file));
	return !f || (strcmp(program_text(j->program, f->fact->result), "void") && !writes_memory(f));
}

static void tell_hint(struct judge *j, size_t lead, const struct reload *r)
{
	const char *what = r->clobber ? program_text(j->program, r->clobber->value) : "";
	const struct fact_call *call = !strcmp(what, "call") ? clobbering_call(j, r) : NULL;

	if (call && may_be_pure(j, r, call))
		judge_step(j, lead, "Try", nowhere(), "if the call does not change it: read it into a local first, or declare the callee "
			   "pure or const, if it is");
	else if (!strncmp(what, "call", 4))
		judge_step(j, lead, "Try", nowhere(), "if the call does not change it: read it into a local first");
	else if (!strcmp(what, "store"))
		judge_step(j, lead, "Try", nowhere(), "if the store never meets it: read it into a local first, or restrict");
	else
		judge_step(j, lead, "Try", nowhere(), "if nothing in the loop changes it: read it into a local in front of the loop");
}

static void tell_reload(struct memory *m, size_t lead, const struct reload *r)
{
	struct judge *j = m->j;
	const struct fact_remark_arg *type = judge_arg(j, r->remark, j->words.type);
	struct srcloc at = program_srcloc(j->program, r->file, r->at);
	struct strbuf text = STRBUF_INIT;

	if (type)
		strbuf_addf(&text, "%s", program_text(j->program, type->value));
	if (r->is_invariant)
		strbuf_addf(&text, "%sthe same address each time", text.len ? ", " : "");
	if (r->other && r->other->at.line) {
		strbuf_addf(&text, "%s%s before at ", text.len ? ", " : "",
			    strcmp(program_text(j->program, r->other->value), "store") ? "read" : "written");
		if (!sid_equal(r->other->file, r->file))
			strbuf_addf(&text, "%s:", program_text(j->program, r->other->file));
		strbuf_addf(&text, "%u:%u", r->other->at.line, r->other->at.col);
	}
	judge_step(j, lead, "Reload", at, "%s", text.len ? text.text : "read again");
	strbuf_release(&text);
}

/* The reads from `first` to `end` have one loop and one culprit. */
static void tell_group(struct memory *m, size_t first, size_t end)
{
	struct judge *j = m->j;
	const struct reload *all = m->reloads.items, *lead = &all[first];
	uint32_t n_places = 0;

	for (size_t i = first; i < end; i++) {
		n_places += i == first || reload_place_compare(j, &all[i - 1], &all[i]);
		if (all[i].is_home && !lead->is_home)
			lead = &all[i];
	}
	judge_say(j, lead->remark, "String", nowhere(), lead->depth > 1 ? " (in %u nested loops" : " (in a loop", lead->depth);
	if (n_places > 1)
		judge_say(j, lead->remark, "String", nowhere(), ", with %u more read%s", n_places - 1, plural(n_places - 1));
	judge_say(j, lead->remark, "String", nowhere(), ")");
	judge_step(j, lead->remark, "Loop", program_srcloc(j->program, lead->file, lead->loop_at), "the loop around");
	tell_clobber(j, lead->remark, lead);
	for (size_t i = first; i < end; i++) {
		if (i == first || reload_place_compare(j, &all[i - 1], &all[i]))
			tell_reload(m, lead->remark, &all[i]);
		if (&all[i] != lead)
			judge_told(j, all[i].remark);
	}
	tell_hint(j, lead->remark, lead);
	j->remarks[lead->remark].level = LEVEL_REASON;
	j->remarks[lead->remark].is_told = false;
}

static void tell_groups(struct memory *m)
{
	struct judge *j = m->j;

	if (m->reloads.n)
		qsort_r(m->reloads.items, m->reloads.n, sizeof *m->reloads.items, reload_compare, j);
	for (size_t first = 0, end; first < m->reloads.n; first = end) {
		for (end = first + 1; end < m->reloads.n; end++)
			if (group_compare(j, &m->reloads.items[first], &m->reloads.items[end]))
				break;
		tell_group(m, first, end);
	}
}

/* ---- what licm alone says ------------------------------------------------------------------------------------------------------ */

/*
 * A read that was moved out of the innermost loop and is then stopped by the next one has both remarks at its place: then only the
 * outer loops read it again, and which of them is not known.
 */
static bool is_hoisted(const struct judge *j, uint32_t remark)
{
	size_t first = remark;

	while (first && !place_of_remark_compare(j, (uint32_t)first - 1, remark))
		first--;
	for (size_t i = first, end = judge_place_end(j, first); i < end; i++)
		if (is_remark(remark_fact(j, i), j->words.hoister, j->words.hoisted) &&
		    sid_equal(remark_fact(j, i)->function, remark_fact(j, remark)->function))
			return true;
	return false;
}

/* In place of what was told: the reads that only licm says something of, each in its innermost loop. */
static void collect_rest(struct memory *m)
{
	struct judge *j = m->j;

	VEC_CLEAR(&m->reloads);
	for (size_t i = 0; i < m->invariants.n; i++) {
		uint32_t remark = m->invariants.items[i];
		const struct fact_remark *r = remark_fact(j, remark);
		struct reload reload = { .file = r->file, .at = r->at, .remark = remark, .is_invariant = true };

		if (!j->remarks[remark].is_told && !is_hoisted(j, remark) && find_loop(j, &reload))
			VEC_PUSH(&m->reloads, reload);
	}
}

/* What a group of gvn's tells of a place, licm need not say again. */
static void tell_invariants(struct memory *m)
{
	struct judge *j = m->j;

	for (size_t i = 0; i < m->invariants.n; i++) {
		uint32_t invariant = m->invariants.items[i];
		size_t first = invariant;

		while (first && !place_of_remark_compare(j, (uint32_t)first - 1, invariant))
			first--;
		for (size_t k = first, end = judge_place_end(j, first); k < end; k++) {
			const struct judgement *other = &j->remarks[k];

			if (is_remark(remark_fact(j, k), j->words.reuse, j->words.clobbered) && (other->is_told || other->first))
				judge_told(j, invariant);
		}
	}
}

void tell_memory(struct judge *j)
{
	const struct program *p = j->program;
	struct memory m = { .j = j, .other_access = judge_word(p, "OtherAccess") };

	for (uint32_t i = 0; i < p->n_remarks; i++)
		if (is_remark(remark_fact(j, i), j->words.hoister, j->words.invalidated) && j->remarks[i].level < LEVEL_EVERYTHING)
			VEC_PUSH(&m.invariants, i);
	for (uint32_t i = 0; i < p->n_remarks; i++) {
		const struct fact_remark *r = remark_fact(j, i);

		if (j->remarks[i].level == LEVEL_EVERYTHING)
			continue;
		if (is_remark(r, j->words.reuse, j->words.clobbered)) {
			j->remarks[i].level = LEVEL_EVERYTHING;
			add_clobbered(&m, i);
		}
	}
	for (size_t i = 0; i < m.invariants.n; i++)
		j->remarks[m.invariants.items[i]].level = LEVEL_EVERYTHING;
	tell_groups(&m);
	tell_invariants(&m);
	collect_rest(&m);
	tell_groups(&m);
	VEC_RELEASE(&m.invariants);
	VEC_RELEASE(&m.reloads);
}
