#include "rules/include_plan.h"

#include "rules/include_candidates.h"
#include "rules/include_study.h"

#include "analyzer/base/strbuf.h"

#include <string.h>

/*
 * A header's directive costs a parse of each unit that reads the header, and several where the answer is no. So of headers that more
 * units read than FREE_READERS, the first, middle and last reader are asked before all others; and beyond FREE_READERS units and half
 * of the program, headers that add more are left alone, unless it is for --fix, which is run once and has to leave nothing.
 */
enum { FREE_READERS = 40, N_PROBES = 3 };

/* What the answers say of one include, removed (0) or replaced (1). */
struct tally {
	uint32_t n_same[2];
	bool is_refuted[2];
	sid reason;             /* of the first no to a replacement */
	uint32_t unit;          /* that gave it */
};

/* Anything but SAME refutes. */
static void count_proof(const struct program *p, uint32_t unit, const struct fact_proof *proof, struct tally *tallies)
{
	size_t first, n = program_includes_of(p, program_find_file(p, proof->file), &first);
	bool replaced = !sid_is_none(proof->instead);

	for (size_t i = first; i < first + n; i++) {
		struct tally *t = &tallies[i];

		if (p->includes[i].at.line != proof->at.line)
			continue;
		t->n_same[replaced] += proof->verdict == PROOF_VERDICT_SAME;
		if (proof->verdict == PROOF_VERDICT_SAME || t->is_refuted[replaced])
			continue;
		t->is_refuted[replaced] = true;
		if (replaced) {
			t->reason = proof->reason;
			t->unit = unit;
		}
	}
}

static struct tally *count_proofs(const struct program *p)
{
	struct tally *tallies = xmalloc(p->n_includes * sizeof *tallies);

	memset(tallies, 0, p->n_includes * sizeof *tallies);
	for (uint32_t u = 0; u < p->n_units; u++)
		for (size_t i = 0; i < p->units[u].facts.proofs.n; i++)
			count_proof(p, u, &p->units[u].facts.proofs.items[i], tallies);
	return tallies;
}

/* ---- how many proofs ------------------------------------------------------------------------------------------------------- */

static bool unit_reads(const struct program *p, size_t unit, uint32_t file)
{
	for (size_t k = 0; k < p->units[unit].n_variants; k++)
		if (p->variants[p->units[unit].variants[k]].file == file)
			return true;
	return false;
}

/* The units that have to be parsed again. */
struct proof_cost {
	const struct program *p;
	bool *is_parsed;        /* by unit */
	size_t n_parsed;
};

/* Adds the readers of the file, unless they are too many. */
static bool add_readers(struct proof_cost *c, uint32_t file, bool is_free)
{
	const struct program *p = c->p;
	size_t n_more = 0, most = p->n_units / 2 > FREE_READERS ? p->n_units / 2 : FREE_READERS;

	for (size_t i = 0; i < p->n_units; i++)
		n_more += !c->is_parsed[i] && unit_reads(p, i, file);
	if (n_more && !is_free && c->n_parsed + n_more > most)
		return false;
	for (size_t i = 0; n_more && i < p->n_units; i++)
		c->is_parsed[i] |= unit_reads(p, i, file);
	c->n_parsed += n_more;
	return true;
}

struct file_order {
	uint32_t file, n_units;
};

static int by_readers(const void *a, const void *b)
{
	const struct file_order *x = a, *y = b;

	if (x->n_units != y->n_units)
		return x->n_units < y->n_units ? -1 : 1;
	return x->file < y->file ? -1 : 1; /* files are in the order of their paths */
}

/* Refutes the candidates of files that would cost too many parses, and returns their number. Units that were asked are paid for. */
static size_t limit_proofs(const struct program *p, bool *refuted)
{
	struct proof_cost c = { .p = p, .is_parsed = xmalloc(p->n_units) };
	VEC(struct file_order) files = { 0 };
	size_t n_limited = 0;

	for (size_t i = 0; i < p->n_units; i++) {
		c.is_parsed[i] = p->units[i].facts.proofs.n > 0;
		c.n_parsed += c.is_parsed[i];
	}
	for (size_t i = 0; i < p->n_includes; i++) {
		struct file_order file = { p->includes[i].from, p->files[p->includes[i].from].n_units };

		if (!refuted[i] && (!files.n || VEC_LAST(&files)->file != file.file))
			VEC_PUSH(&files, file);
	}
	if (files.n)
		qsort(files.items, files.n, sizeof *files.items, by_readers);
	for (size_t i = 0; i < files.n; i++) {
		size_t first, n = program_includes_of(p, files.items[i].file, &first);

		/* A unit's main file costs one parse. */
		if (add_readers(&c, files.items[i].file, files.items[i].n_units == 1))
			continue;
		for (size_t k = first; k < first + n; k++) {
			n_limited += !refuted[k];
			refuted[k] = true;
		}
	}
	VEC_RELEASE(&files);
	free(c.is_parsed);
	return n_limited;
}

/* ---- the stages ------------------------------------------------------------------------------------------------------------ */

enum stage_state { STAGE_EMPTY, STAGE_OPEN, STAGE_PROVEN };

/* Proposes removals with those before taken as done. */
static enum stage_state plan_removals(struct include_plan *plan, const struct tally *tallies, bool is_limited, uint32_t stage)
{
	const struct program *p = plan->p;
	bool *refuted = xmalloc(p->n_includes * sizeof *refuted);
	enum stage_state state = STAGE_EMPTY;

	for (size_t i = 0; i < p->n_includes; i++)
		refuted[i] = plan->removed[i] || tallies[i].is_refuted[0] || !include_may_go(p, &plan->intent, i);
	include_study(p, &plan->intent, plan->removed, refuted);
	plan->n_left_alone = is_limited ? limit_proofs(p, refuted) : 0;
	for (size_t i = 0; i < p->n_includes; i++) {
		struct include_change *c = &plan->changes[i];

		if (refuted[i])
			continue;
		c->stage = stage;
		c->is_proven = tallies[i].n_same[0] == p->includes[i].n_units;
		if (state != STAGE_OPEN)
			state = c->is_proven ? STAGE_PROVEN : STAGE_OPEN;
	}
	free(refuted);
	for (size_t i = 0; i < p->n_includes && state == STAGE_PROVEN; i++)
		plan->removed[i] |= plan->changes[i].is_proven;
	return state;
}

static sid join_headers(const struct include_plan *plan, const struct include_advice *a)
{
	struct strbuf text = STRBUF_INIT;
	sid joined;

	for (size_t i = 0; i < a->instead.n; i++)
		strbuf_addf(&text, "%s%s", i ? "\n" : "", program_text(plan->p, a->instead.items[i]));
	joined = intern_add(plan->p->text, text.text, text.len);
	strbuf_release(&text);
	return joined;
}

static void plan_replacements(struct include_plan *plan, const struct tally *tallies, uint32_t stage)
{
	const struct program *p = plan->p;

	for (size_t i = 0; i < p->n_includes; i++) {
		const struct include_advice *a = &plan->advice[i];
		struct include_change *c = &plan->changes[i];

		if (plan->removed[i] || !include_advice_is_indirect(a) || !include_may_be_replaced(p, &plan->intent, i))
			continue;
		c->instead = join_headers(plan, a);
		c->refuted = tallies[i].reason;
		c->refuted_in = tallies[i].unit;
		c->stage = tallies[i].is_refuted[1] ? 0 : stage;
		c->is_proven = c->stage && tallies[i].n_same[1] == p->includes[i].n_units;
	}
}

void include_plan_make(struct include_plan *plan, const struct program *p, const struct rule_settings *s)
{
	struct tally *tallies = count_proofs(p);
	enum stage_state state;
	uint32_t stage = 0;

	*plan = (struct include_plan){ .p = p, .changes = xmalloc(p->n_includes * sizeof *plan->changes),
				       .removed = xmalloc(p->n_includes) };
	memset(plan->changes, 0, p->n_includes * sizeof *plan->changes);
	memset(plan->removed, false, p->n_includes);
	include_intent_init(&plan->intent, p, s->includes);
	do
		state = plan_removals(plan, tallies, !s->fixes_includes, ++stage);
	while (state == STAGE_PROVEN && s->fixes_includes);
	if (state == STAGE_EMPTY && s->replaces_includes) {
		plan->advice = include_advice_new(p, &plan->intent, plan->removed);
		plan_replacements(plan, tallies, stage);
	}
	free(tallies);
}

void include_plan_advise(struct include_plan *plan)
{
	bool *none;

	if (plan->advice)
		return;
	none = xmalloc(plan->p->n_includes);
	memset(none, false, plan->p->n_includes);
	plan->advice = include_advice_new(plan->p, &plan->intent, none);
	free(none);
}

void include_plan_release(struct include_plan *plan)
{
	if (plan->advice)
		include_advice_free(plan->advice, plan->p);
	include_intent_release(&plan->intent);
	free(plan->changes);
	free(plan->removed);
}

/* ---- what is still to be asked --------------------------------------------------------------------------------------------- */

static void add_probes(const struct program *p, uint32_t file, bool *is_probe)
{
	uint32_t n = p->files[file].n_units, nth = 0;

	for (uint32_t u = 0; u < p->n_units; u++) {
		if (!unit_reads(p, u, file))
			continue;
		is_probe[u] |= nth == 0 || nth == n / 2 || nth == n - 1;
		nth++;
	}
}

/* The units that have to answer before the others are asked; false if there are none. */
static bool find_probes(const struct include_plan *plan, bool *is_probe)
{
	const struct program *p = plan->p;
	struct tally *tallies = count_proofs(p);
	bool some = false;

	memset(is_probe, false, p->n_units);
	for (size_t i = 0; i < p->n_includes; i++) {
		const struct include_change *c = &plan->changes[i];

		if (!c->stage || p->includes[i].n_units <= FREE_READERS || tallies[i].n_same[!sid_is_none(c->instead)] >= N_PROBES)
			continue;
		some = true;
		add_probes(p, p->includes[i].from, is_probe);
	}
	free(tallies);
	return some;
}

/* The unit's open questions were all answered with yes, together. */
static bool is_answered(const struct program_unit *u, size_t n_questions)
{
	size_t n = 0;

	for (size_t i = 0; i < u->facts.proofs.n; i++)
		n += u->facts.proofs.items[i].verdict == PROOF_VERDICT_SAME;
	return n == n_questions;
}

static void ask_about_unit(const struct include_plan *plan, uint32_t unit, struct question_list *list)
{
	const struct program *p = plan->p;
	const struct program_unit *u = &p->units[unit];
	size_t before = list->questions.n;

	for (size_t k = 0; k < u->n_variants; k++) {
		uint32_t file = p->variants[u->variants[k]].file;
		size_t first, n = program_includes_of(p, file, &first);

		for (size_t i = first; i < first + n; i++) {
			const struct include_change *c = &plan->changes[i];
			struct question q = { unit, c->stage, p->files[file].path, p->includes[i].at, c->instead };

			if (c->stage)
				VEC_PUSH(&list->questions, q);
		}
	}
	if (is_answered(u, list->questions.n - before))
		list->questions.n = before;
}

void include_plan_ask(const struct include_plan *plan, struct question_list *list)
{
	const struct program *p = plan->p;
	bool *is_probe = xmalloc(p->n_units), only_probes = find_probes(plan, is_probe);

	for (uint32_t u = 0; u < p->n_units; u++)
		if (!only_probes || is_probe[u])
			ask_about_unit(plan, u, list);
	free(is_probe);
}
