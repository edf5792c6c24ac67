/*
 * Call stories: why a call was not inlined, or at what cost it was, with what the linked program knows of the callee: where it is
 * defined, how large it is, and what would show its body to the caller.
 */
#include "rules/compiler_judge.h"

#include <string.h>

struct call_story {
	struct judge *j;
	size_t which;
	const char *callee;
	const struct fact_call *call;              /* NULL: not found in the source, it is made by a macro's text or by the compiler */
	const struct program_function *definition; /* NULL: in no unit, or in several programs of the database */
	struct source_loop source;
};

static struct srcloc place_of(const struct call_story *s, const struct program_function *f)
{
	const struct program *p = s->j->program;

	return program_srcloc(p, p->files[f->in->file].path, f->fact->at);
}

static void tell_definition(const struct call_story *s, const char *advice)
{
	uint32_t n = s->definition->fact->n_statements;

	judge_step(s->j, s->which, "Definition", place_of(s, s->definition), "'%s' has %u statement%s%s", s->callee, n, plural(n), advice);
}

/* No body in the unit: in another one, or in none. */
static void tell_no_definition(const struct call_story *s)
{
	struct judge *j = s->j;

	if (s->definition) {
		tell_definition(s, s->definition->fact->flags & FUNCTION_FLAG_VARIADIC ?
					   "; to show them to the caller would not help, if it uses va_start" :
					   "; 'static inline' in a header, or -flto, would show them to the caller");
		return;
	}
	j->remarks[s->which].level = LEVEL_EVERYTHING;
	if (s->call && judge_is_library(j, s->call))
		judge_step(j, s->which, "Definition", nowhere(), "'%s' is a library's function", s->callee);
	else
		judge_step(j, s->which, "Definition", nowhere(), "%s",
			   j->program->complete ? "no unit of the program defines it, or more than one does" :
						  "not found in the units analysed, which are not the whole program");
}

/* What each reason of LLVM's inliner for 'never' means in C. */
static const char *meaning_of(const char *reason)
{
	static const struct {
		const char *reason, *meaning;
	} meanings[] = {
		{ "recursive", "it calls itself; a loop could be inlined, and so could a function that does its first step" },
		{ "noinline function attribute", "its declaration says noinline; remove that if it is no longer meant" },
		{ "noinline call site attribute", "this call says noinline" },
		{ "varargs", "it reads its variable arguments with va_start; only a wrapper with fixed arguments can be inlined" },
		{ "exposes returns twice", "it calls setjmp, vfork or the like, which return a second time into its own frame" },
		{ "dynamic alloca", "it calls alloca or has an array of variable length, whose memory would last until the caller returns" },
		{ "contains indirect branches", "it has a computed goto, which does not survive being copied" },
		{ "uses block address", "it takes the address of a label" },
		{ "conflicting attributes", "caller and callee are compiled for different targets or under different checks" },
		{ "disallowed inlining of @llvm.icall.branch.funnel", "it is a table of jumps that the linker made" },
	};

	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (!strcmp(meanings[i].reason, reason))
			return meanings[i].meaning;
	return NULL;
}

static void tell_never(const struct call_story *s)
{
	const struct fact_remark_arg *reason = judge_arg(s->j, s->which, s->j->words.reason);
	const char *meaning = reason ? meaning_of(program_text(s->j->program, reason->value)) : NULL;

	if (meaning)
		judge_step(s->j, s->which, "Reason", nowhere(), "%s", meaning);
}

static bool number_of(const struct call_story *s, sid key, long *number)
{
	const struct fact_remark_arg *arg = judge_arg(s->j, s->which, key);
	char *end;

	if (!arg)
		return false;
	*number = strtol(program_text(s->j->program, arg->value), &end, 10);
	return !*end;
}

static void tell_cost(const struct call_story *s)
{
	long cost, threshold;

	if (!number_of(s, s->j->words.cost, &cost) || !number_of(s, s->j->words.threshold, &threshold) || cost < threshold)
		return;
	if (cost == threshold)
		judge_step(s->j, s->which, "Cost", nowhere(), "reaches the threshold, where counting may stop: it can be more");
	else
		judge_step(s->j, s->which, "Cost", nowhere(), "at least %ld above the threshold of %ld", cost - threshold, threshold);
}

static void tell_call(const struct call_story *s)
{
	struct judge *j = s->j;
	const struct fact_remark *r = remark_fact(j, s->which);

	if (is_remark(r, j->words.inliner, j->words.no_definition)) {
		tell_no_definition(s);
	} else if (r->kind == REMARK_KIND_MISSED) {
		if (is_remark(r, j->words.inliner, j->words.never_inline))
			tell_never(s);
		tell_cost(s);
		if (s->definition)
			tell_definition(s, "");
	}
	if (j->remarks[s->which].level == LEVEL_EVERYTHING || !s->source.loop)
		return;
	judge_say(j, s->which, "String", nowhere(), s->source.depth > 1 ? " (in %u nested loops)" : " (in a loop)", s->source.depth);
	judge_step(j, s->which, "Loop", program_srcloc(j->program, r->file, s->source.loop->at), "the loop around");
}

/* Only what a person may see below level 3 is worth the look into the program. */
void tell_calls(struct judge *j)
{
	const struct program *p = j->program;

	for (size_t i = 0; i < p->n_remarks; i++) {
		const struct fact_remark *r = remark_fact(j, i);
		const struct fact_remark_arg *callee;
		struct call_story s = { .j = j, .which = i };

		if (!sid_equal(r->pass, j->words.inliner) || j->remarks[i].level == LEVEL_EVERYTHING)
			continue;
		callee = judge_arg(j, i, j->words.callee);
		if (!callee)
			continue;
		s.callee = program_text(p, callee->value);
		s.call = judge_call_at(j, r->file, r->at, callee->value);
		s.definition = program_definition(p, callee->value, program_find_file(p, r->file));
		s.source = judge_loop_at(j, r->file, r->at, false);
		tell_call(&s);
	}
}
