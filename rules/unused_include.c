/*
 * Candidates come from facts, certainty from proofs: ask() has every candidate removed, in memory, in every unit that reads
 * its file, and check() reports those for which nothing changed anywhere.
 *
 * What people keep on purpose is left out first, by the name and flags of the directive and its header; what is used, by
 * include_study().
 */
#include "rules/include_study.h"
#include "rules/kept_headers.h"
#include "rules/rule.h"

#include <string.h>

enum { UNUSED_INCLUDE };

enum { MOST_READERS = 24 }; /* a header's directive costs a parse of each unit that reads the header: not for all of them */

static const struct rule_name names[] = {
	[UNUSED_INCLUDE] = { "UnusedInclude", FINDING_MISSED, SEVERITY_WARNING, 1, "an include without which nothing changes" },
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

/* A header that declares nothing but passes on what it includes is there for its users. */
static bool only_passes_on(const struct program *p, const struct program_file *f)
{
	for (uint32_t v = 0; v < f->n_variants; v++) {
		const struct file_facts *facts = &p->variants[p->variants_by_file[f->first_variant + v]].facts;

		for (size_t i = 0; i < facts->entitys.n; i++)
			if (facts->entitys.items[i].kind != ENTITY_KIND_MACRO)
				return false;
	}
	return true;
}

static bool can_judge_header(const struct program *p, const struct program_file *f)
{
	return f->flags & FILE_FLAG_GUARDED && p->complete && f->n_units <= MOST_READERS && !only_passes_on(p, f);
}

static bool may_be_unused(const struct program *p, const struct program_include *inc)
{
	const struct program_file *from = &p->files[inc->from], *to;
	const char *from_path = program_text(p, from->path), *to_path;

	/* Any flag is a reason: computed names, #include_next, and conditional ones, which somebody chose by hand. */
	if (inc->to == PROGRAM_NONE || inc->flags || !inc->n_units || inc->n_units != from->n_units)
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

/* By include of the program: true unless it is a candidate. The caller frees it. */
static bool *find_candidates(const struct program *p)
{
	bool *refuted = xmalloc(p->n_includes * sizeof *refuted);

	for (size_t i = 0; i < p->n_includes; i++)
		refuted[i] = !may_be_unused(p, &p->includes[i]);
	include_study(p, refuted);
	return refuted;
}

static void ask(const struct program *p, struct question_list *list)
{
	bool *refuted = find_candidates(p);

	for (uint32_t u = 0; u < p->n_units; u++) {
		for (size_t k = 0; k < p->units[u].n_variants; k++) {
			uint32_t file = p->variants[p->units[u].variants[k]].file;
			size_t first, n = program_includes_of(p, file, &first);

			for (size_t i = first; i < first + n; i++) {
				struct question q = { u, p->files[file].path, p->includes[i].at };

				if (!refuted[i])
					VEC_PUSH(&list->questions, q);
			}
		}
	}
	free(refuted);
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

static void check(const struct program *p, struct emitter *e)
{
	uint32_t *proven = xmalloc(p->n_includes * sizeof *proven);
	bool *refuted = find_candidates(p);

	memset(proven, 0, p->n_includes * sizeof *proven);
	for (size_t i = 0; i < p->n_units; i++)
		count_proofs(p, &p->units[i], refuted, proven);
	for (size_t i = 0; i < p->n_includes; i++)
		if (!refuted[i] && proven[i] == p->includes[i].n_units)
			report(p, &p->includes[i], e);
	free(refuted);
	free(proven);
}

const struct rule rule_unused_include = {
	.info = {
		.id = "unused-include",
		.title = "includes without which nothing changes",
		.explain = "An include that is not used costs every build the reading of all it brings in, makes files depend on each other\n"
			   "that need not, and misleads readers. It is reported if the file uses nothing that the header or its own\n"
			   "includes declare or would declare in code that is skipped (nor names it in skipped code, conditions and macro\n"
			   "bodies), no other file relies on it, and\n"
			   "removing the line, in memory, left every unit that reads the file as it was: the same declarations, types and\n"
			   "sizes, the same diagnostics. Several reported lines of a file can go together.\n"
			   "Silent where people include for other reasons: a file's own header, configuration and portability headers,\n"
			   "headers of macros only, fragments without a guard, assert.h, code with constructors, directives within #if,\n"
			   "generated files, C++, files of units with errors, and headers that very many units read.\n"
			   "It cannot know of configurations that the compile database does not have, nor of header contents on other\n"
			   "systems, except for the names that the C and POSIX standards put into several headers.",
		.names = names,
		.n_names = sizeof names / sizeof *names,
		.whole_file = true,
	},
	.check = check,
	.ask = ask,
};
