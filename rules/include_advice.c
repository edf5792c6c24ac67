/*
 * A name counts for the directive of the header that declares it (for the system's headers: that brings it), and for one that
 * is alone in bringing that header. Each variant of a file is looked at in the first unit that reads it.
 */
#include "rules/include_advice.h"

#include "rules/include_use.h"
#include "rules/kept_headers.h"

#include <string.h>

struct advising {
	const struct program *p;
	const struct include_intent *intent;
	struct include_advice *all;
	struct include_use use;
	struct reach brought;        /* by the directive at hand */
	struct reach below;          /* a system header */
	uint32_t *n_bringing;        /* by node: directives of the file at hand that bring it */
	bool *is_done;               /* by variant */
	uint32_t file;               /* that is being looked at */
};

static uint32_t node_of(const struct advising *a, sid path)
{
	uint32_t file = program_find_file(a->p, path);

	return file == PROGRAM_NONE ? PROGRAM_NONE : a->use.node_of_file[file];
}

static bool is_system(const struct advising *a, uint32_t node)
{
	return include_use_variant(&a->use, node)->facts.flags & FILE_FLAG_SYSTEM;
}

/* Names and not what stands behind them. */
static bool is_name(const struct fact_use *use)
{
	return use->how != USE_HOW_IMPLICIT && use->how != USE_HOW_COMPLETE && use->how != USE_HOW_MEMBER && !sid_is_none(use->name);
}

/* Every header brings these along. */
static bool is_common(const struct advising *a, sid name)
{
	const char *text = program_text(a->p, name);

	return !strcmp(text, "NULL") || !strcmp(text, "size_t");
}

/* How well a system header answers for a name of the system's: 0 not at all. */
static int fitness(struct advising *a, uint32_t header, const char *spelling, const struct fact_use *use, uint32_t target)
{
	if (header == target)
		return 3;
	reach_clear(&a->below, a->use.graph.n);
	reach_add(&a->below, &a->use.graph, header, (struct include_cut){ PROGRAM_NONE, PROGRAM_NONE });
	if (!reach_has(&a->below, target))
		return 0;
	return may_bring(spelling, program_text(a->p, use->name)) ? 2 : 1;
}

/*
 * The header that has the name, as somebody below the directive spells it: the target itself, or for a name of the system's
 * the best of the headers that the user's files include.
 */
static sid spelling_below(struct advising *a, const struct fact_use *use, uint32_t target)
{
	const struct include_graph *g = &a->use.graph;
	const char *public = include_intent_public(a->intent, include_use_variant(&a->use, target)->file, a->file);
	sid best = { 0 };
	int best_fitness = 0;

	if (public)
		return intern_adds(a->p->text, public);
	for (uint32_t i = 0; i < a->brought.n && best_fitness < 3; i++) {
		uint32_t node = a->brought.nodes[i];

		for (uint32_t e = g->first[node]; !is_system(a, node) && e < g->first[node + 1]; e++) {
			uint32_t to = g->edges[e].to;
			sid spelling = include_use_variant(&a->use, node)->facts.includes.items[g->edges[e].directive].spelling;
			int fits = to == target ? 3 : is_system(a, target) && is_system(a, to) ?
				   fitness(a, to, program_text(a->p, spelling), use, target) : 0;

			if (fits > best_fitness) {
				best = spelling;
				best_fitness = fits;
			}
		}
	}
	return best;
}

static void take_name(struct advising *a, struct include_advice *to, const struct fact_use *use, uint32_t target, uint32_t header)
{
	sid spelling;

	VEC_PUSH(&to->names, use->name);
	if (to->is_direct || is_common(a, use->name))
		return;
	if (target == header || is_system(a, header)) {
		to->is_direct = true;
		return;
	}
	spelling = spelling_below(a, use, target);
	if (sid_is_none(spelling) || include_intent_refuses_header(a->intent, a->file, program_text(a->p, spelling)))
		to->is_direct = true; /* nothing better can be named */
	else
		VEC_PUSH(&to->instead, spelling);
}

static void weigh(struct advising *a, struct include_advice *to)
{
	uint64_t n_lines = 0;

	for (uint32_t i = 0; i < a->brought.n; i++) {
		const struct file_facts *f = &include_use_variant(&a->use, a->brought.nodes[i])->facts;

		n_lines += f->contents.n ? f->contents.items[0].n_lines : 0;
	}
	if (n_lines > to->n_lines) {
		to->n_lines = n_lines;
		to->n_files = a->brought.n;
	}
}

static void study_directive(struct advising *a, uint32_t node, const struct fact_include *said, struct include_advice *to)
{
	const struct file_facts *f = &include_use_variant(&a->use, node)->facts;
	uint32_t header = node_of(a, said->target);
	const char *spelling = program_text(a->p, said->spelling);

	if (header == PROGRAM_NONE)
		return;
	to->is_seen = true;
	reach_clear(&a->brought, a->use.graph.n);
	reach_add(&a->brought, &a->use.graph, header, (struct include_cut){ PROGRAM_NONE, PROGRAM_NONE });
	weigh(a, to);
	to->is_direct |= is_own_header(program_text(a->p, f->path), program_text(a->p, include_use_variant(&a->use, header)->facts.path)) ||
			 include_use_names(&a->use, header, spelling) || is_fragment(program_text(a->p, said->target)) ||
			 is_configuration_name(program_text(a->p, said->target)) ||
			 include_use_passes_on(a->p, &a->p->files[include_use_variant(&a->use, header)->file]);
	for (size_t i = 0; i < f->uses.n; i++) {
		uint32_t target = node_of(a, f->uses.items[i].target);

		if (target == PROGRAM_NONE || target == node || !is_name(&f->uses.items[i]) || !reach_has(&a->brought, target) ||
		    (target != header && !is_system(a, header) && a->n_bringing[target] > 1))
			continue;
		take_name(a, to, &f->uses.items[i], target, header);
	}
}

static void count_bringing(struct advising *a, uint32_t node)
{
	const struct include_graph *g = &a->use.graph;

	memset(a->n_bringing, 0, g->n * sizeof *a->n_bringing);
	for (uint32_t e = g->first[node]; e < g->first[node + 1]; e++) {
		reach_clear(&a->brought, g->n);
		reach_add(&a->brought, g, g->edges[e].to, (struct include_cut){ PROGRAM_NONE, PROGRAM_NONE });
		for (uint32_t i = 0; i < a->brought.n; i++)
			a->n_bringing[a->brought.nodes[i]]++;
	}
}

static void study_file(struct advising *a, uint32_t node)
{
	const struct program_variant *v = include_use_variant(&a->use, node);
	size_t first, n = program_includes_of(a->p, v->file, &first);

	a->file = v->file;
	include_use_file(&a->use, node);
	count_bringing(a, node);
	for (size_t k = 0; k < v->facts.includes.n; k++) {
		const struct fact_include *said = &v->facts.includes.items[k];

		for (size_t i = first; i < first + n; i++) {
			const struct program_include *inc = &a->p->includes[i];

			if (inc->at.line == said->at.line && inc->to == program_find_file(a->p, said->target))
				study_directive(a, node, said, &a->all[i]);
		}
	}
}

static void study_unit(struct advising *a, const struct program_unit *u, const bool *removed)
{
	if (include_use_begin(&a->use, u, removed, removed)) {
		a->n_bringing = xrealloc(a->n_bringing, u->n_variants * sizeof *a->n_bringing);
		for (uint32_t k = 0; k < u->n_variants; k++) {
			uint32_t variant = u->variants[k];

			if (a->is_done[variant] || is_system(a, k) || !a->p->variants[variant].facts.includes.n)
				continue;
			a->is_done[variant] = true;
			study_file(a, k);
		}
	}
	include_use_end(&a->use);
}

static int by_text(const void *x, const void *y, void *text)
{
	return strcmp(intern_text(text, *(const sid *)x), intern_text(text, *(const sid *)y));
}

static size_t sort_unique(sid *items, size_t n, struct intern *text)
{
	size_t kept = 0;

	if (n)
		qsort_r(items, n, sizeof *items, by_text, text);
	for (size_t i = 0; i < n; i++)
		if (!kept || !sid_equal(items[kept - 1], items[i]))
			items[kept++] = items[i];
	return kept;
}

struct include_advice *include_advice_new(const struct program *p, const struct include_intent *intent, const bool *removed)
{
	struct advising a = { .p = p, .intent = intent, .all = xmalloc(p->n_includes * sizeof *a.all),
			      .is_done = xmalloc(p->n_variants) };

	memset(a.is_done, false, p->n_variants);
	for (size_t i = 0; i < p->n_includes; i++)
		a.all[i] = (struct include_advice){ .is_direct = intent->keep[i] };
	include_use_init(&a.use, p, intent);
	for (size_t i = 0; i < p->n_units; i++)
		study_unit(&a, &p->units[i], removed);
	for (size_t i = 0; i < p->n_includes; i++) {
		a.all[i].names.n = sort_unique(a.all[i].names.items, a.all[i].names.n, p->text);
		a.all[i].instead.n = a.all[i].is_direct ? 0 : sort_unique(a.all[i].instead.items, a.all[i].instead.n, p->text);
	}
	include_use_release(&a.use);
	reach_release(&a.brought);
	reach_release(&a.below);
	free(a.n_bringing);
	free(a.is_done);
	return a.all;
}

void include_advice_free(struct include_advice *a, const struct program *p)
{
	for (size_t i = 0; i < p->n_includes; i++) {
		VEC_RELEASE(&a[i].names);
		VEC_RELEASE(&a[i].instead);
	}
	free(a);
}
