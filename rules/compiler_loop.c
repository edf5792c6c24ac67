/*
 * Loop stories: what the vectoriser decided about a loop leads, and tells why, what became of copies of the loop, what else was done to
 * it, and what is left of it in the machine code.
 *
 * Copies of a loop, inlined into other functions or unswitched
 * in the same one, can fare differently: one that was vectorised leads, since the loop can be, and the reasons of the others are told.
 */
#include "rules/allocators.h"
#include "rules/compiler_judge.h"
#include "rules/compiler_reason.h"

#include <string.h>

/* One thing that prevents, however often it is said. */
struct told_reason {
	uint32_t remark;           /* the first that says it, one of the leading copy's if there is one */
	bool is_leads;             /* the leading copy has it, too */
	uint32_t n_places;         /* in the leading copy */
	int rank;
	const char *text;
};

struct loop_story {
	struct judge *j;
	size_t first, end;         /* the remarks at the loop's place */
	size_t lead;
	const struct loop_reason *reasons;
	size_t n_reasons;
	struct source_loop source;
	VEC(struct told_reason) told;
};

/* ---- reasons ---------------------------------------------------------------------------------------------------------------- */

static bool is_of_lead(const struct loop_story *s, uint32_t remark)
{
	return sid_equal(remark_fact(s->j, remark)->function, remark_fact(s->j, s->lead)->function);
}

static void tell_reason(struct loop_story *s, uint32_t remark)
{
	struct told_reason new = { remark, is_of_lead(s, remark), is_of_lead(s, remark),
				   reason_rank(program_text(s->j->program, remark_fact(s->j, remark)->name)), reason_text(s->j, remark) };

	for (size_t i = 0; i < s->told.n; i++) {
		struct told_reason *t = &s->told.items[i];

		if (strcmp(t->text, new.text))
			continue;
		if (new.is_leads && !t->is_leads)
			*t = new;
		else
			t->n_places += new.is_leads;
		return;
	}
	VEC_PUSH(&s->told, new);
}

static int told_compare(const void *va, const void *vb)
{
	const struct told_reason *a = va, *b = vb;

	if (a->is_leads != b->is_leads)
		return a->is_leads ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return (a->remark > b->remark) - (a->remark < b->remark);
}

static struct srcloc place_of_reason(const struct loop_story *s, uint32_t remark)
{
	const struct fact_remark *r = remark_fact(s->j, remark), *lead = remark_fact(s->j, s->lead);

	if (!r->at.line || (sid_equal(r->file, lead->file) && !place_compare(r->at, lead->at)))
		return nowhere();
	return program_srcloc(s->j->program, r->file, r->at);
}

/* ---- the verdict ------------------------------------------------------------------------------------------------------------ */

/* 0 leads before 1, and so on; -1: no verdict. */
static int verdict_rank(const struct loop_story *s, size_t which)
{
	const struct fact_remark *r = remark_fact(s->j, which);
	bool is_home = s->source.function && sid_equal(r->function, s->source.function->fact->name);
	int rank;

	if (sid_equal(r->pass, s->j->words.request) &&
	    !strcmp(program_text(s->j->program, r->name), "FailedRequestedVectorization"))
		return is_home ? 0 : 1;
	if (!is_loop_verdict(s->j, r))
		return -1;
	if (r->kind == REMARK_KIND_PASSED)
		rank = sid_equal(r->name, s->j->words.vectorized) ? 2 : 4;
	else if (sid_equal(r->name, s->j->words.missed_details))
		rank = 6;
	else
		rank = sid_equal(r->name, s->j->words.not_beneficial) ? 8 : 10;
	return rank + !is_home;
}

static bool find_lead(struct loop_story *s)
{
	int best = -1;
	bool has_verdict = false;

	for (size_t i = s->first; i < s->end; i++) {
		int rank = verdict_rank(s, i);

		has_verdict |= rank > 1;
		if (rank < 0 || (best >= 0 && rank >= best))
			continue;
		best = rank;
		s->lead = i;
	}
	return has_verdict;
}

/* Its end depends on data, or it calls something (or does something else that vectors cannot): there is nothing to win. */
static bool is_hopeless(const struct loop_story *s)
{
	static const char *const names[] = { "CantComputeNumberOfIterations", "CantVectorizeInstruction", "CantVectorizeLibcall",
					     "TooManyUncountableEarlyExits", "UnknownLoopCountComplexCFG",
					     "UnsupportedUncountableLoop" };

	for (size_t i = 0; i < s->n_reasons; i++) {
		const char *name = program_text(s->j->program, remark_fact(s->j, s->reasons[i].remark)->name);

		for (size_t k = 0; is_of_lead(s, s->reasons[i].remark) && k < sizeof names / sizeof *names; k++)
			if (!strcmp(name, names[k]))
				return true;
	}
	return false;
}

static void say_reasons(struct loop_story *s)
{
	struct judge *j = s->j;
	size_t n_leads = 0, first = 0;
	bool is_missed = remark_fact(j, s->lead)->kind != REMARK_KIND_PASSED;

	while (n_leads < s->told.n && s->told.items[n_leads].is_leads)
		n_leads++;
	if (is_missed && n_leads && *s->told.items[0].text) {
		judge_say(j, s->lead, "String", nowhere(), ": ");
		judge_say(j, s->lead, "Reason", place_of_reason(s, s->told.items[0].remark), "%s", s->told.items[0].text);
		if (n_leads > 1)
			judge_say(j, s->lead, "String", nowhere(), " (and %zu more reason%s)", n_leads - 1, n_leads > 2 ? "s" : "");
		first = 1;
	}
	for (size_t i = first; i < s->told.n; i++) {
		const struct told_reason *t = &s->told.items[i];
		const char *function = program_text(j->program, remark_fact(j, t->remark)->function);
		struct srcloc at = place_of_reason(s, t->remark);

		if (!t->is_leads)
			judge_step(j, s->lead, "Reason", at, "in the copy of '%s': %s", function, t->text);
		else if (t->n_places > 1)
			judge_step(j, s->lead, "Reason", at, "%s (%u places)", t->text, t->n_places);
		else
			judge_step(j, s->lead, "Reason", at, "%s", t->text);
	}
}

/* The functions whose copy of the loop was not vectorised, and whether the leading one's is among them: it can have several. */
static void say_copies(struct loop_story *s)
{
	struct judge *j = s->j;
	const struct fact_remark *lead = remark_fact(j, s->lead);
	bool is_home = !s->source.function || sid_equal(lead->function, s->source.function->fact->name);
	const char *elsewhere = NULL;
	size_t n_elsewhere = 0;
	bool has_here = false;

	for (size_t i = s->first; i < s->end; i++) {
		const struct fact_remark *r = remark_fact(j, i);

		if (!is_loop_verdict(j, r) || r->kind != REMARK_KIND_MISSED || !sid_equal(r->name, j->words.missed_details))
			continue;
		if (sid_equal(r->function, lead->function)) {
			has_here = true;
		} else {
			elsewhere = elsewhere ? elsewhere : program_text(j->program, r->function);
			n_elsewhere++;
		}
	}
	if (!is_home)
		judge_say(j, s->lead, "String", nowhere(), " where it is inlined into '%s'", program_text(j->program, lead->function));
	if (has_here)
		judge_say(j, s->lead, "String", nowhere(), "; another copy of it there was not");
	if (n_elsewhere == 1)
		judge_say(j, s->lead, "String", nowhere(), "; the copy in '%s' was not", elsewhere);
	else if (n_elsewhere)
		judge_say(j, s->lead, "String", nowhere(), "; the copies in '%s' and %zu other%s were not", elsewhere, n_elsewhere - 1,
			  n_elsewhere > 2 ? "s" : "");
}

/* ---- what else is known ------------------------------------------------------------------------------------------------------- */

/* What the unroller, the target and the register allocator say of the loop is part of its story. */
static bool is_aside(const struct judge *j, const struct fact_remark *r)
{
	return sid_equal(r->pass, j->words.unroller) || sid_equal(r->pass, j->words.target) ||
	       is_remark(r, j->words.registers, j->words.loop_spills);
}

/* Whether a step of the leading remark says these words already, of whichever copy. */
static bool is_said(const struct loop_story *s, const char *key, const char *words)
{
	static const char of_copy[] = "in the copy of '";
	const struct judge *j = s->j;

	for (uint32_t i = j->remarks[s->lead].first; i; i = j->evidence.items[i - 1].next) {
		const struct evidence *e = &j->evidence.items[i - 1];
		const char *value = e->value, *behind;

		if (e->in_message || strcmp(e->key, key))
			continue;
		if (!strncmp(value, of_copy, sizeof of_copy - 1) && (behind = strstr(value, "': ")))
			value = behind + 3;
		if (!strcmp(value, words))
			return true;
	}
	return false;
}

static void tell_aside(struct loop_story *s, size_t which, struct strbuf *message)
{
	struct judge *j = s->j;
	const struct fact_remark *r = remark_fact(j, which);
	bool is_unroll = sid_equal(r->pass, j->words.unroller);
	const char *key = is_unroll ? "Unroll" : "Spill";

	judge_message(j, which, 0, message);
	if (!is_unroll && !(sid_equal(r->pass, j->words.registers) && spills_of(j, which, message)))
		return;
	if (sid_equal(r->function, remark_fact(j, s->lead)->function))
		judge_step(j, s->lead, key, nowhere(), "%s", message->text);
	else if (!is_said(s, key, message->text))
		judge_step(j, s->lead, key, nowhere(), "in the copy of '%s': %s", program_text(j->program, r->function), message->text);
}

/* Those of the leading copy first. */
static void tell_asides(struct loop_story *s)
{
	struct judge *j = s->j;
	struct strbuf message = STRBUF_INIT;

	for (int others = 0; others < 2; others++) {
		for (size_t i = s->first; i < s->end; i++) {
			const struct fact_remark *r = remark_fact(j, i);
			bool is_leads = sid_equal(r->function, remark_fact(j, s->lead)->function);

			if (!is_aside(j, r) || is_leads == (others == 1))
				continue;
			judge_told(j, i);
			tell_aside(s, i, &message);
		}
	}
	strbuf_release(&message);
}

/* Calls in the loop's text that its code still makes, or that are made through pointers. */
static void tell_calls_left(struct loop_story *s, sid function)
{
	struct judge *j = s->j;
	const struct program *p = j->program;
	const struct program_function *f = s->source.function;
	const struct fact_loop *loop = s->source.loop;
	sid file = remark_fact(j, s->lead)->file;

	for (uint32_t i = 0; i < f->fact->calls.n; i++) {
		const struct fact_call *call = &f->in->facts.calls.items[f->fact->calls.first + i];
		const char *callee = program_text(p, call->callee);

		if (place_compare(call->at, loop->at) < 0 || place_compare(call->at, loop->end) > 0)
			continue;
		if (call->flags & CALL_FLAG_INDIRECT)
			judge_step(j, s->lead, "Callee", program_srcloc(p, file, call->at), "%s, through a pointer",
				   *callee ? callee : "a call");
		else if (code_calls(&j->code, file, call->at.line, call->at.line, function, callee))
			judge_step(j, s->lead, allocator_in(callee) ? "Alloc" : "Callee", program_srcloc(p, file, call->at), "%s%s", callee,
				   allocator_in(callee) ? " allocates" : "");
	}
}

/* How many operands of conditions its body has, without those of loops in it. */
static uint32_t count_conditions(const struct source_loop *source)
{
	const struct program_function *f = source->function;
	uint32_t n = 0;

	for (uint32_t i = 0; i < f->fact->conditions.n; i++) {
		const struct fact_condition *c = &f->in->facts.conditions.items[f->fact->conditions.first + i];

		n += c->loop == source->index && c->role == CONDITION_ROLE_BODY;
	}
	return n;
}

/* A loop whose head comes out of a macro, or has no code left, is reported somewhere inside of it: where it begins is said then. */
static void say_head(struct loop_story *s)
{
	struct judge *j = s->j;
	const struct fact_remark *lead = remark_fact(j, s->lead);
	const struct fact_loop *loop = s->source.loop;

	if (!loop || !place_compare(loop->at, lead->at))
		return;
	judge_say(j, s->lead, "String", nowhere(), " (loop at ");
	judge_say(j, s->lead, "Loop", program_srcloc(j->program, lead->file, loop->at), "%u:%u", loop->at.line, loop->at.col);
	judge_say(j, s->lead, "String", nowhere(), ")");
}

static void tell_code(struct loop_story *s)
{
	struct judge *j = s->j;
	const struct fact_remark *lead = remark_fact(j, s->lead);
	const struct fact_loop *loop = s->source.loop;
	struct code_counts c;
	uint32_t n_conditions;

	if (!loop || place_compare(loop->at, lead->at))
		return;
	n_conditions = count_conditions(&s->source);
	if (s->source.depth > 1)
		judge_step(j, s->lead, "Loop", nowhere(), "inside %u other%s, with %u condition%s in its body", s->source.depth - 1,
			   plural(s->source.depth - 1), n_conditions, plural(n_conditions));
	else if (n_conditions)
		judge_step(j, s->lead, "Loop", nowhere(), "%u condition%s in its body", n_conditions, plural(n_conditions));
	if (!code_count(&j->code, lead->file, loop->at.line, loop->end.line, lead->function, &c))
		return;
	tell_calls_left(s, lead->function);
	judge_step(j, s->lead, "Code", nowhere(), "%u instruction%s on its lines: %u conditional jump%s, %u call%s, %u vector instruction%s",
		   c.n_instructions, plural(c.n_instructions), c.n_cond_jumps, plural(c.n_cond_jumps), c.n_calls, plural(c.n_calls),
		   c.n_vector, plural(c.n_vector));
}

/* ---- stories ------------------------------------------------------------------------------------------------------------------ */

static void tell_loop(struct loop_story *s, const struct loop_reasons *reasons)
{
	struct judge *j = s->j;

	if (!find_lead(s) || j->remarks[s->lead].level == LEVEL_EVERYTHING)
		return;
	s->n_reasons = loop_reasons_of(reasons, remark_fact(j, s->lead), &s->reasons);
	for (size_t i = 0; i < s->n_reasons; i++)
		tell_reason(s, s->reasons[i].remark);
	if (s->told.n)
		qsort(s->told.items, s->told.n, sizeof *s->told.items, told_compare);
	if (remark_fact(j, s->lead)->kind == REMARK_KIND_MISSED && is_hopeless(s))
		j->remarks[s->lead].level = LEVEL_REASON;
	if (remark_fact(j, s->lead)->kind == REMARK_KIND_PASSED)
		say_copies(s);
	say_reasons(s);
	say_head(s);
	tell_asides(s);
	tell_code(s);
	for (size_t i = s->first; i < s->end; i++)
		if (i != s->lead && is_loop_verdict(j, remark_fact(j, i)))
			judge_told(j, i);
	for (size_t i = 0; i < s->n_reasons; i++)
		judge_told(j, s->reasons[i].remark);
}

void tell_loops(struct judge *j)
{
	struct loop_reasons reasons = { { 0 } };
	struct loop_story s = { .j = j };

	loop_reasons_collect(j, &reasons);
	for (size_t first = 0, end; first < j->program->n_remarks; first = end) {
		const struct fact_remark *r = remark_fact(j, first);

		end = judge_place_end(j, first);
		if (!r->at.line || sid_is_none(r->file))
			continue;
		s.first = first;
		s.end = end;
		s.n_reasons = 0;
		VEC_CLEAR(&s.told);
		for (size_t i = first; i < end; i++) {
			if (!is_loop_verdict(j, remark_fact(j, i)))
				continue;
			s.source = judge_loop_at(j, r->file, r->at, true);
			tell_loop(&s, &reasons);
			break;
		}
	}
	VEC_RELEASE(&s.told);
	VEC_RELEASE(&reasons.list);
}
