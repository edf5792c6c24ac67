/*
 * Candidates come from facts, certainty from proofs: ask() has every candidate removed, in memory, in every unit that reads
 * its file, and check() reports those for which nothing changed anywhere.
 *
 * What people keep on purpose is left out first, by the name and flags of the directive and its header; what is used, by
 * include_study().
 */
#include "rules/include_advice.h"
#include "rules/include_study.h"
#include "rules/include_use.h"
#include "rules/kept_headers.h"
#include "rules/rule.h"

#include "analyzer/base/strbuf.h"

#include <string.h>

enum { UNUSED_INCLUDE, INDIRECT_INCLUDE, PROVIDED_NAMES };

enum { MOST_NAMES_SHOWN = 8 };

/*
 * A header's directive costs a parse of each unit that reads the header. Such units are parsed once, whatever else they have
 * candidates for; beyond FREE_READERS of them and half of the program, headers that add more are left alone.
 */
enum { FREE_READERS = 40 };

static const struct rule_name names[] = {
	[UNUSED_INCLUDE] = { "UnusedInclude", FINDING_MISSED, SEVERITY_WARNING, 1, "an include without which nothing changes" },
	[INDIRECT_INCLUDE] = { "IndirectInclude", FINDING_ANALYSIS, SEVERITY_NOTE, 2,
			       "an include of which only what it includes itself is used, and what to include instead" },
	[PROVIDED_NAMES] = { "ProvidedNames", FINDING_ANALYSIS, SEVERITY_NOTE, 2,
			     "which names an include gives to its file, and how much text it brings" },
};

/* No other directive of the file means the same target or stands at the same place. */
static bool is_plain_directive(const struct program *p, const struct program_include *inc)
{
	size_t first, n = program_includes_of(p, inc->from, &first);

	for (size_t i = first; i < first + n; i++) {
		const struct program_include *other = &p->includes[i];

		if (other != inc && (other->at.line == inc->at.line || other->to == inc->to))
			return false;
	}
	return true;
}

static bool can_judge_header(const struct program *p, const struct program_file *f)
{
	return f->flags & FILE_FLAG_GUARDED && p->complete && !include_use_passes_on(p, f);
}

static bool may_be_unused(const struct program *p, const struct include_intent *intent, size_t i)
{
	const struct program_include *inc = &p->includes[i];
	const struct program_file *from = &p->files[inc->from], *to;
	const char *from_path = program_text(p, from->path), *to_path;

	/* Any flag is a reason: computed names, #include_next, and conditional ones, which somebody chose by hand. */
	if (intent->keep[i] || inc->to == PROGRAM_NONE || inc->flags || !inc->n_units || inc->n_units != from->n_units)
		return false;
	to = &p->files[inc->to];
	to_path = program_text(p, to->path);
	if (from->flags & (FILE_FLAG_SYSTEM | FILE_FLAG_GENERATED) || from_path[0] == '/')
		return false;
	if (!(from->flags & FILE_FLAG_MAIN) && !can_judge_header(p, from))
		return false;
	if (to->flags & FILE_FLAG_SYSTEM ? is_kept_system_header(program_text(p, inc->spelling))
					 : !(to->flags & FILE_FLAG_GUARDED) || is_fragment(to_path) ||
						   is_own_header(from_path, to_path) || is_configuration_name(to_path))
		return false;
	return is_plain_directive(p, inc);
}

/* ---- how many proofs ----------------------------------------------------------------------------------------------------- */

/* The units that have to be parsed again, and which files have them as readers. */
struct proof_cost {
	const struct program *p;
	const bool *refuted;
	bool *is_parsed;        /* by unit */
	size_t n_parsed;
};

static bool has_candidate(const struct proof_cost *c, uint32_t file)
{
	size_t first, n = program_includes_of(c->p, file, &first);

	return n && memchr(c->refuted + first, false, n);
}

static bool unit_reads(const struct program *p, size_t unit, uint32_t file)
{
	for (size_t k = 0; k < p->units[unit].n_variants; k++)
		if (p->variants[p->units[unit].variants[k]].file == file)
			return true;
	return false;
}

/* Adds the readers of the file, unless they are too many. */
static bool add_readers(struct proof_cost *c, uint32_t file)
{
	const struct program *p = c->p;
	size_t n_more = 0, most = p->n_units / 2 > FREE_READERS ? p->n_units / 2 : FREE_READERS;

	for (size_t i = 0; i < p->n_units; i++)
		n_more += !c->is_parsed[i] && unit_reads(p, i, file);
	if (n_more && c->n_parsed + n_more > most)
		return false;
	for (size_t i = 0; n_more && i < p->n_units; i++)
		c->is_parsed[i] |= unit_reads(p, i, file);
	c->n_parsed += n_more;
	return true;
}

struct header_order {
	uint32_t file, n_units;
};

static int by_readers(const void *a, const void *b)
{
	const struct header_order *x = a, *y = b;

	if (x->n_units != y->n_units)
		return x->n_units < y->n_units ? -1 : 1;
	return x->file < y->file ? -1 : 1; /* files are in the order of their paths */
}

/* Refutes the candidates of headers that would cost too many parses. Those of main files cost one each. */
static void limit_proofs(const struct program *p, bool *refuted)
{
	struct proof_cost c = { .p = p, .refuted = refuted, .is_parsed = xmalloc(p->n_units) };
	VEC(struct header_order) headers = { 0 };

	memset(c.is_parsed, false, p->n_units);
	for (uint32_t i = 0; i < p->n_files; i++) {
		struct header_order header = { i, p->files[i].n_units };

		if (!has_candidate(&c, i))
			continue;
		if (p->files[i].flags & FILE_FLAG_MAIN && p->files[i].n_units == 1)
			add_readers(&c, i);
		else
			VEC_PUSH(&headers, header);
	}
	if (headers.n)
		qsort(headers.items, headers.n, sizeof *headers.items, by_readers);
	for (size_t i = 0; i < headers.n; i++) {
		size_t first, n = program_includes_of(p, headers.items[i].file, &first);

		if (!add_readers(&c, headers.items[i].file) && n)
			memset(refuted + first, true, n);
	}
	VEC_RELEASE(&headers);
	free(c.is_parsed);
}

/* By include of the program: true unless it is a candidate. The caller frees it. */
static bool *find_candidates(const struct program *p, const struct include_settings *settings)
{
	bool *refuted = xmalloc(p->n_includes * sizeof *refuted);
	struct include_intent intent;

	include_intent_init(&intent, p, settings);
	for (size_t i = 0; i < p->n_includes; i++)
		refuted[i] = !may_be_unused(p, &intent, i);
	include_study(p, &intent, refuted);
	limit_proofs(p, refuted);
	include_intent_release(&intent);
	return refuted;
}

/* Counts in how many units each candidate was proven; anything but SAME refutes it. */
static void count_proofs(const struct program *p, const struct program_unit *u, bool *refuted, uint32_t *proven)
{
	for (size_t i = 0; i < u->facts.proofs.n; i++) {
		const struct fact_proof *proof = &u->facts.proofs.items[i];
		uint32_t file = program_find_file(p, proof->file);
		size_t first, n = program_includes_of(p, file, &first);

		for (size_t k = first; k < first + n; k++) {
			if (p->includes[k].at.line != proof->at.line)
				continue;
			refuted[k] |= proof->verdict != PROOF_VERDICT_SAME;
			proven[k]++;
		}
	}
}

/* The unit's open candidates were all answered with yes, together. */
static bool is_answered(const struct program_unit *u, size_t n_questions)
{
	size_t n = 0;

	for (size_t i = 0; i < u->facts.proofs.n; i++)
		n += u->facts.proofs.items[i].verdict == PROOF_VERDICT_SAME;
	return n == n_questions;
}

static void ask_about_unit(const struct program *p, uint32_t unit, const bool *refuted, struct question_list *list)
{
	const struct program_unit *u = &p->units[unit];
	size_t before = list->questions.n;

	for (size_t k = 0; k < u->n_variants; k++) {
		uint32_t file = p->variants[u->variants[k]].file;
		size_t first, n = program_includes_of(p, file, &first);

		for (size_t i = first; i < first + n; i++) {
			struct question q = { unit, p->files[file].path, p->includes[i].at };

			if (!refuted[i])
				VEC_PUSH(&list->questions, q);
		}
	}
	if (is_answered(u, list->questions.n - before))
		list->questions.n = before;
}

static void ask(const struct program *p, const struct rule_settings *s, struct question_list *list)
{
	uint32_t *proven = xmalloc(p->n_includes * sizeof *proven);
	bool *refuted = find_candidates(p, s->includes);

	memset(proven, 0, p->n_includes * sizeof *proven);
	for (size_t i = 0; i < p->n_units; i++)
		count_proofs(p, &p->units[i], refuted, proven);
	for (uint32_t u = 0; u < p->n_units; u++)
		ask_about_unit(p, u, refuted, list);
	free(proven);
	free(refuted);
}

static void report(const struct program *p, const struct program_include *inc, struct emitter *e)
{
	struct srcloc target = program_srcloc(p, p->files[inc->to].path, (struct place){ 0, 0 });

	emit_begin(e, UNUSED_INCLUDE, NULL, program_srcloc(p, p->files[inc->from].path, inc->at));
	emit_arg(e, "Header", program_text(p, inc->spelling), target);
	if (inc->n_units == 1)
		emit_text(e, " is not used: without it nothing in this unit changes");
	else
		emit_textf(e, " is not used: without it nothing in the %u units that read this file changes", inc->n_units);
	emit_end(e);
}

/* ---- at -m=2: what the others are there for ------------------------------------------------------------------------------- */

static void add_names(const struct program *p, const struct include_advice *a, struct strbuf *words)
{
	if (!a->names.n)
		strbuf_adds(words, " gives no name to this file");
	else
		strbuf_addf(words, " gives %zu name%s: ", a->names.n, a->names.n == 1 ? "" : "s");
	for (size_t i = 0; i < a->names.n && i <= MOST_NAMES_SHOWN; i++)
		strbuf_addf(words, "%s%s", i ? ", " : "", i < MOST_NAMES_SHOWN ? program_text(p, a->names.items[i]) : "...");
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
	strbuf_release(&words);
}

static void report_indirect(const struct program *p, const struct program_include *inc, const struct include_advice *a,
			    struct emitter *e)
{
	struct strbuf words = STRBUF_INIT;

	add_names(p, a, &words);
	emit_begin(e, INDIRECT_INCLUDE, NULL, program_srcloc(p, p->files[inc->from].path, inc->at));
	emit_text(e, "only what ");
	emit_arg(e, "Header", program_text(p, inc->spelling), program_srcloc(p, p->files[inc->to].path, (struct place){ 0, 0 }));
	emit_text(e, " includes is used; include ");
	for (size_t i = 0; i < a->instead.n; i++) {
		if (i)
			emit_text(e, i + 1 < a->instead.n ? ", " : " and ");
		emit_arg(e, "Instead", program_text(p, a->instead.items[i]), (struct srcloc){ .path = NULL });
	}
	emit_text(e, " instead: it");
	emit_text(e, words.text);
	emit_end(e);
	strbuf_release(&words);
}

static void report_rest(const struct program *p, const struct rule_settings *s, const bool *is_reported, struct emitter *e)
{
	struct include_intent intent;
	struct include_advice *all;

	include_intent_init(&intent, p, s->includes);
	all = include_advice_new(p, &intent);
	for (size_t i = 0; i < p->n_includes; i++) {
		const struct program_include *inc = &p->includes[i];
		const struct program_file *from = &p->files[inc->from];

		if (is_reported[i] || !all[i].is_seen || inc->to == PROGRAM_NONE || inc->flags & INCLUDE_FLAG_COMPUTED ||
		    from->flags & (FILE_FLAG_SYSTEM | FILE_FLAG_GENERATED) || program_text(p, from->path)[0] == '/')
			continue;
		report_provided(p, inc, &all[i], e);
		if (all[i].instead.n && !all[i].is_direct)
			report_indirect(p, inc, &all[i], e);
	}
	include_advice_free(all, p);
	include_intent_release(&intent);
}

static void check(const struct program *p, const struct rule_settings *s, struct emitter *e)
{
	uint32_t *proven = xmalloc(p->n_includes * sizeof *proven);
	bool *refuted = find_candidates(p, s->includes);

	memset(proven, 0, p->n_includes * sizeof *proven);
	for (size_t i = 0; i < p->n_units; i++)
		count_proofs(p, &p->units[i], refuted, proven);
	for (size_t i = 0; i < p->n_includes; i++) {
		refuted[i] = !refuted[i] && proven[i] == p->includes[i].n_units; /* from here on: is reported */
		if (refuted[i])
			report(p, &p->includes[i], e);
	}
	report_rest(p, s, refuted, e);
	free(refuted);
	free(proven);
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
			   "setting includes.keep, and mapping files (.imp).\n"
			   "--fix deletes the lines with their comments; --fix=diff shows the change.\n"
			   "At -m=2, ProvidedNames says of each other include which names it gives to the file and how much it brings, and\n"
			   "IndirectInclude where a header is only a way round to others. The latter is advice that was not proven.\n"
			   "It cannot know of configurations that the compile database does not have, nor of header contents on other\n"
			   "systems, except for the names that the C and POSIX standards put into several headers.",
		.names = names,
		.n_names = sizeof names / sizeof *names,
		.whole_file = true,
	},
	.check_with = check,
	.ask = ask,
};
