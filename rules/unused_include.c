/*
 * Candidates come from facts, certainty from proofs: ask() has every candidate removed, in memory, in every unit that reads
 * its file, and check() reports those for which nothing changed anywhere. Both see the same plan (include_plan.h), made anew from
 * what is known by then.
 *
 * What people keep on purpose is left out first (include_candidates.c), then what is used (include_study.c).
 */
#include "rules/include_plan.h"
#include "rules/rule.h"

#include "analyzer/base/strbuf.h"


enum { UNUSED_INCLUDE, INDIRECT_INCLUDE, PROVIDED_NAMES, MORE_PROVIDED_NAMES };

enum { MOST_NAMES_SHOWN = 5 };

static const struct rule_name names[] = {
	[UNUSED_INCLUDE] = { "UnusedInclude", FINDING_MISSED, SEVERITY_WARNING, 1, "an include without which nothing changes" },
	[INDIRECT_INCLUDE] = { "IndirectInclude", FINDING_ANALYSIS, SEVERITY_NOTE, 2,
			       "an include of which only what it includes itself is used, and what to include instead" },
	[PROVIDED_NAMES] = { "ProvidedNames", FINDING_ANALYSIS, SEVERITY_NOTE, 2,
			     "which names an include gives to its file, and how much text it brings" },
	[MORE_PROVIDED_NAMES] = { "MoreProvidedNames", FINDING_ANALYSIS, SEVERITY_NOTE, 3,
				  "all names that an include gives to its file, where ProvidedNames shows only the first" },
};

static void ask(const struct program *p, const struct rule_settings *s, struct question_list *list)
{
	struct include_plan plan;

	include_plan_make(&plan, p, s);
	include_plan_ask(&plan, list);
	include_plan_release(&plan);
}

/* `together`: it is only safe with all else that is reported. */
static void report(const struct program *p, const struct program_include *inc, bool together, struct emitter *e)
{
	struct srcloc target = program_srcloc(p, p->files[inc->to].path, (struct place){ 0, 0 });

	emit_begin(e, UNUSED_INCLUDE, NULL, program_srcloc(p, p->files[inc->from].path, inc->at));
	emit_arg(e, "Header", program_text(p, inc->spelling), target);
	emit_text(e, together ? " is not used once the other unused includes are gone" : " is not used");
	if (inc->n_units == 1)
		emit_text(e, ": without it nothing in this unit changes");
	else
		emit_textf(e, ": without it nothing in the %u units that read this file changes", inc->n_units);
	if (together)
		emit_step(e, "Proof", "made with those gone", (struct srcloc){ .path = NULL });
	emit_end(e);
}

/* ---- at -m=2: what the others are there for ------------------------------------------------------------------------------- */

static void add_names(const struct program *p, const struct include_advice *a, struct strbuf *words)
{
	if (!a->names.n)
		strbuf_adds(words, " gives no name to this file");
	else
		strbuf_addf(words, " gives %zu name%s: ", a->names.n, a->names.n == 1 ? "" : "s");
	for (size_t i = 0; i < a->names.n && i < MOST_NAMES_SHOWN; i++)
		strbuf_addf(words, "%s%s", i ? ", " : "", program_text(p, a->names.items[i]));
	if (a->names.n > MOST_NAMES_SHOWN)
		strbuf_addf(words, " and %zu more", a->names.n - MOST_NAMES_SHOWN);
}

static void report_provided(const struct program *p, const struct program_include *inc, const struct include_advice *a,
			    struct emitter *e)
{
	struct strbuf words = STRBUF_INIT;

	add_names(p, a, &words);
	strbuf_addf(&words, "; it brings %llu lines in %u file%s", (unsigned long long)a->n_lines, (unsigned)a->n_files,
		    a->n_files == 1 ? "" : "s");
	if (inc->n_units > 1)
		strbuf_addf(&words, " to each of %u units", (unsigned)inc->n_units);
	emit_begin(e, PROVIDED_NAMES, NULL, program_srcloc(p, p->files[inc->from].path, inc->at));
	emit_arg(e, "Header", program_text(p, inc->spelling), program_srcloc(p, p->files[inc->to].path, (struct place){ 0, 0 }));
	emit_text(e, words.text);
	emit_end(e);
	if (a->names.n > MOST_NAMES_SHOWN) {
		emit_begin(e, MORE_PROVIDED_NAMES, NULL, program_srcloc(p, p->files[inc->from].path, inc->at));
		emit_arg(e, "Header", program_text(p, inc->spelling), program_srcloc(p, p->files[inc->to].path, (struct place){ 0, 0 }));
		emit_text(e, " gives ");
		for (size_t i = 0; i < a->names.n; i++) {
			emit_text(e, i ? ", " : "");
			emit_text(e, program_text(p, a->names.items[i]));
		}
		emit_end(e);
	}
	strbuf_release(&words);
}

/* What became of the wish to have it done. */
static void add_proof(const struct program *p, const struct program_include *inc, const struct include_change *c, struct emitter *e)
{
	struct strbuf words = STRBUF_INIT;

	if (c->is_proven && inc->n_units == 1)
		strbuf_adds(&words, "with that instead, nothing in this unit changes");
	else if (c->is_proven)
		strbuf_addf(&words, "with that instead, nothing in the %u units that read this file changes", (unsigned)inc->n_units);
	else if (!sid_is_none(c->refuted))
		strbuf_addf(&words, "it would change %s: %s", program_text(p, p->units[c->refuted_in].facts.main_file), program_text(p, c->refuted));
	else if (sid_is_none(c->instead))
		strbuf_adds(&words, "it stands in a place that is changed by hand only");
	else
		strbuf_adds(&words, "there is no proof that nothing would change");
	emit_step(e, c->is_proven ? "Proof" : "Reason", words.text, (struct srcloc){ .path = NULL });
	strbuf_release(&words);
}

static void report_indirect(const struct include_plan *plan, size_t i, bool is_tried, struct emitter *e)
{
	const struct program *p = plan->p;
	const struct program_include *inc = &p->includes[i];
	const struct include_advice *a = &plan->advice[i];
	struct strbuf words = STRBUF_INIT;

	add_names(p, a, &words);
	emit_begin(e, INDIRECT_INCLUDE, NULL, program_srcloc(p, p->files[inc->from].path, inc->at));
	emit_text(e, "only what ");
	emit_arg(e, "Header", program_text(p, inc->spelling), program_srcloc(p, p->files[inc->to].path, (struct place){ 0, 0 }));
	emit_text(e, " includes is used; include ");
	for (size_t k = 0; k < a->instead.n; k++) {
		if (k)
			emit_text(e, k + 1 < a->instead.n ? ", " : " and ");
		emit_arg(e, "Instead", program_text(p, a->instead.items[k]), (struct srcloc){ .path = NULL });
	}
	emit_text(e, " instead: it");
	emit_text(e, words.text);
	if (is_tried)
		add_proof(p, inc, &plan->changes[i], e);
	emit_end(e);
	strbuf_release(&words);
}

static bool is_ours(const struct program *p, const struct program_include *inc)
{
	const struct program_file *from = &p->files[inc->from];

	return inc->to != PROGRAM_NONE && !(inc->flags & INCLUDE_FLAG_COMPUTED) &&
	       !(from->flags & (FILE_FLAG_SYSTEM | FILE_FLAG_GENERATED)) && program_text(p, from->path)[0] != '/';
}

static void note_left_alone(size_t n, struct emitter *e)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_addf(&line, "%zu include%s of headers that many units read %s not tried; --fix and --fix=diff try all", n, n == 1 ? "" : "s",
		    n == 1 ? "was" : "were");
	emit_note(e, line.text);
	strbuf_release(&line);
}

static void check(const struct program *p, const struct rule_settings *s, struct emitter *e)
{
	struct include_plan plan;

	include_plan_make(&plan, p, s);
	include_plan_advise(&plan);
	for (size_t i = 0; i < p->n_includes; i++) {
		const struct program_include *inc = &p->includes[i];

		if (plan.changes[i].is_proven && sid_is_none(plan.changes[i].instead))
			report(p, inc, plan.changes[i].stage > 1, e);
		else if (plan.advice[i].is_seen && is_ours(p, inc)) {
			report_provided(p, inc, &plan.advice[i], e);
			if (include_advice_is_indirect(&plan.advice[i]))
				report_indirect(&plan, i, s->replaces_includes, e);
		}
	}
	if (plan.n_left_alone)
		note_left_alone(plan.n_left_alone, e);
	include_plan_release(&plan);
}

const struct rule rule_unused_include = {
	.info = {
		.id = "unused-include",
		.title = "includes without which nothing changes",
		.explain = "An include that is not used costs every build the reading of all it brings in, makes files depend on each other\n"
			   "that need not, and misleads readers. It is reported if the file names nothing that the header or its own\n"
			   "includes declare or would declare in code that is skipped (nor names it in skipped code, conditions and macro\n"
			   "bodies), no other file relies on it, and\n"
			   "removing the line, in memory, left every unit that reads the file as it was: the same declarations, types and\n"
			   "sizes, the same diagnostics. All reported lines can go together; that is how they were proven. What only the\n"
			   "expansion of another header's macro names is that header's business, if it includes what it needs; NULL and\n"
			   "size_t keep no header where another one that is needed brings them.\n"
			   "Silent where people include for other reasons: a file's own header, configuration and portability headers,\n"
			   "headers of macros only, fragments without a guard, code with constructors or definitions, directives within\n"
			   "#if, generated files, C++, files of units with errors, and what half of a large program would have to be parsed\n"
			   "again for. Obeyed: IWYU pragmas (keep, export, private, associated, always_keep and the regions), NOLINT, the\n"
			   "setting includes.keep, and mapping files (.imp); no_include and friend limit what is proposed.\n"
			   "--fix deletes the lines with their comments, and those that only that makes unused; --fix=diff shows the change.\n"
			   "At -m=2, ProvidedNames says of each other include which names it gives to the file and how much it brings (with\n"
			   "-m=3, MoreProvidedNames has all of many), and IndirectInclude where a header is only a way round to others. The\n"
			   "latter is only proven for --fix=all, which puts those in its place where nothing changes by that.\n"
			   "It cannot know of configurations that the compile database does not have, nor of header contents on other\n"
			   "systems, except for the names that the C and POSIX standards put into several headers.",
		.names = names,
		.n_names = sizeof names / sizeof *names,
		.whole_file = true,
	},
	.check_with = check,
	.ask = ask,
};
