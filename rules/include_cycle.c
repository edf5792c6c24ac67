/*
 * Strongly connected components of the include graph united over all units (include_graph.c). In each, the shortest cycle is
 * found by a breadth-first search from every file, cut off where it can no longer be shorter than the best one so far.
 * What an edge of that cycle is worth is counted in names: those its file uses from what it only gets through the edge.
 *
 * Only files that guard themselves count. Where an unguarded file comes round again, it was written to be read several
 * times (X-macros, templates by #include), or the compiler would not have come to an end.
 */
#include "rules/include_graph.h"
#include "rules/include_intent.h"
#include "rules/rule.h"

#include "analyzer/base/path.h"
#include "analyzer/base/strbuf.h"

#include <string.h>

enum { INCLUDE_CYCLE };

enum { MOST_NAMES_SHOWN = 4 };

static const struct rule_name names[] = {
	[INCLUDE_CYCLE] = { "IncludeCycle", FINDING_MISSED, SEVERITY_WARNING, 1, "headers that include each other" },
};

struct cycles {
	const struct program *p;
	struct emitter *e;
	struct include_graph guarded;  /* what can be part of a cycle */
	struct include_graph all;      /* what names can come through */
	uint32_t *component;           /* by file */
	uint32_t *distance, *parent;   /* by file, of one search; distance 0 is not reached */
	uint32_t *queue;
	struct reach through, without; /* for weighing edges */
	VEC(uint32_t) cycle;           /* the shortest one so far: files, in order */
	VEC(sid) edge_names;           /* names used across one edge */
	struct include_intent intent;
	bool is_forward;               /* a forward declaration of each of these would do */
};

/* One step of a cycle. */
struct cycle_edge {
	uint32_t from, to;
	const struct program_include *directive;
};

static bool can_cycle(const struct program *p, const struct program_include *i)
{
	uint32_t from = p->files[i->from].flags, to = p->files[i->to].flags;

	return !((from | to) & FILE_FLAG_SYSTEM) && to & FILE_FLAG_GUARDED && i->from != i->to;
}

/* ---- the shortest cycle ------------------------------------------------------------------------------------------- */

static void take_cycle(struct cycles *c, uint32_t start, uint32_t last)
{
	uint32_t n = c->distance[last];

	VEC_CLEAR(&c->cycle);
	for (uint32_t i = 0; i < n; i++)
		VEC_PUSH(&c->cycle, start);
	for (uint32_t i = n; i-- > 0; last = c->parent[last])
		c->cycle.items[i] = last;
}

/* Takes the shortest cycle through `start` if it is shorter than the best so far. */
static void search(struct cycles *c, uint32_t start)
{
	const struct include_graph *g = &c->guarded;
	uint32_t n = 0, next = 0, best = c->cycle.n ? (uint32_t)c->cycle.n : UINT32_MAX;
	bool found = false;

	c->queue[n++] = start;
	c->distance[start] = 1;
	c->parent[start] = start;
	while (next < n && !found && c->distance[c->queue[next]] < best) {
		uint32_t node = c->queue[next++];

		for (uint32_t i = g->first[node]; i < g->first[node + 1] && !found; i++) {
			uint32_t to = g->edges[i].to;

			found = to == start;
			if (found)
				take_cycle(c, start, node);
			if (c->distance[to] || c->component[to] != c->component[start])
				continue;
			c->distance[to] = c->distance[node] + 1;
			c->parent[to] = node;
			c->queue[n++] = to;
		}
	}
	while (n > 0)
		c->distance[c->queue[--n]] = 0;
}

/* ---- what an edge is worth -------------------------------------------------------------------------------------------- */

static int name_compare(const void *a, const void *b, void *text)
{
	return strcmp(intern_text(text, *(const sid *)a), intern_text(text, *(const sid *)b));
}

/* What a line "struct s;" is enough for. */
static bool is_forward_use(const struct fact_use *use)
{
	return (use->kind == ENTITY_KIND_STRUCT || use->kind == ENTITY_KIND_UNION) &&
	       (use->how == USE_HOW_TYPE || use->how == USE_HOW_IMPLICIT);
}

static void collect_names(struct cycles *c, uint32_t file)
{
	const struct program_file *f = &c->p->files[file];

	for (uint32_t v = 0; v < f->n_variants; v++) {
		const struct file_facts *facts = &c->p->variants[c->p->variants_by_file[f->first_variant + v]].facts;

		for (size_t i = 0; i < facts->uses.n; i++) {
			uint32_t target = program_find_file(c->p, facts->uses.items[i].target);

			if (target == PROGRAM_NONE || !reach_has(&c->through, target) || reach_has(&c->without, target) ||
			    sid_is_none(facts->uses.items[i].name))
				continue;
			VEC_PUSH(&c->edge_names, facts->uses.items[i].name);
			c->is_forward &= is_forward_use(&facts->uses.items[i]) &&
					 !include_intent_refuses_forward(&c->intent, file, program_text(c->p, facts->uses.items[i].name));
		}
	}
}

/* Leaves in edge_names, sorted and each once, what `from` uses of that it only gets through `to`. */
static void weigh(struct cycles *c, uint32_t from, uint32_t to)
{
	size_t n = 0;

	reach_clear(&c->through, c->all.n);
	reach_add(&c->through, &c->all, to, (struct include_cut){ PROGRAM_NONE, PROGRAM_NONE });
	reach_clear(&c->without, c->all.n);
	reach_add(&c->without, &c->all, from, (struct include_cut){ from, to });
	VEC_CLEAR(&c->edge_names);
	c->is_forward = true;
	collect_names(c, from);
	if (!c->edge_names.n)
		return;
	qsort_r(c->edge_names.items, c->edge_names.n, sizeof(sid), name_compare, c->p->text);
	for (size_t i = 0; i < c->edge_names.n; i++)
		if (!i || !sid_equal(c->edge_names.items[i], c->edge_names.items[i - 1]))
			c->edge_names.items[n++] = c->edge_names.items[i];
	c->edge_names.n = n;
}

static struct cycle_edge edge_of(const struct cycles *c, size_t i)
{
	struct cycle_edge e = { c->cycle.items[i % c->cycle.n], c->cycle.items[(i + 1) % c->cycle.n], NULL };
	size_t first, n = program_includes_of(c->p, e.from, &first);

	for (size_t k = first; k < first + n && !e.directive; k++)
		if (c->p->includes[k].to == e.to)
			e.directive = &c->p->includes[k];
	return e;
}

/*
 * The edge that costs the fewest names to cut; of equal ones the first by place. SIZE_MAX if all stand in generated files,
 * where nobody cuts.
 */
static size_t cheapest(struct cycles *c)
{
	size_t best = SIZE_MAX, least = SIZE_MAX;

	for (size_t i = 0; i < c->cycle.n; i++) {
		struct cycle_edge e = edge_of(c, i);

		if (c->p->files[e.from].flags & FILE_FLAG_GENERATED)
			continue;
		weigh(c, e.from, e.to);
		if (c->edge_names.n < least || (c->edge_names.n == least && e.directive < edge_of(c, best).directive)) {
			least = c->edge_names.n;
			best = i;
		}
	}
	return best;
}

/* ---- saying it ---------------------------------------------------------------------------------------------------- */

static struct srcloc file_loc(const struct program *p, uint32_t file)
{
	return program_srcloc(p, p->files[file].path, (struct place){ 0, 0 });
}

static void emit_edge(struct cycles *c, struct cycle_edge edge, bool is_cheapest, struct strbuf *words)
{
	const struct program *p = c->p;

	weigh(c, edge.from, edge.to);
	strbuf_clear(words);
	strbuf_addf(words, "%s includes %s ", program_text(p, p->files[edge.from].path), program_text(p, edge.directive->spelling));
	if (!c->edge_names.n)
		strbuf_addf(words, "(%s uses no name of it)", path_base(program_text(p, p->files[edge.from].path)));
	else
		strbuf_addf(words, "(%zu name%s: ", c->edge_names.n, c->edge_names.n == 1 ? "" : "s");
	for (size_t i = 0; i < c->edge_names.n && i <= MOST_NAMES_SHOWN; i++)
		strbuf_addf(words, "%s%s", i ? ", " : "",
			    i < MOST_NAMES_SHOWN ? program_text(p, c->edge_names.items[i]) : "...");
	if (c->edge_names.n)
		strbuf_adds(words, c->is_forward ? "; a forward declaration would do)" : ")");
	if (is_cheapest && c->cycle.n > 1)
		strbuf_adds(words, "; cheapest to cut");
	emit_step(c->e, "Edge", words->text, program_srcloc(p, p->files[edge.from].path, edge.directive->at));
}

static bool unit_has_edge(const struct program *p, const struct program_unit *u, struct cycle_edge edge, bool *reads)
{
	for (size_t k = 0; k < u->n_variants; k++) {
		const struct program_variant *v = &p->variants[u->variants[k]];

		if (v->file != edge.from)
			continue;
		*reads = true;
		for (size_t i = 0; i < v->facts.includes.n; i++)
			if (v->facts.includes.items[i].at.line == edge.directive->at.line &&
			    program_find_file(p, v->facts.includes.items[i].target) == edge.to)
				return true;
	}
	return false;
}

/* Says in what the cycle closes, unless every unit that reads one of its files has all of it. */
static void emit_where(struct cycles *c)
{
	const struct program *p = c->p;
	const struct program_unit *whole = NULL;
	bool is_partial = false;

	for (size_t i = 0; i < p->n_units; i++) {
		size_t n_edges = 0;
		bool reads = false;

		for (size_t k = 0; k < c->cycle.n; k++)
			n_edges += unit_has_edge(p, &p->units[i], edge_of(c, k), &reads);
		if (n_edges == c->cycle.n && !whole)
			whole = &p->units[i];
		is_partial |= reads && n_edges < c->cycle.n;
	}
	if (!whole)
		emit_text(c->e, "; no unit alone has all of it");
	else if (is_partial && !sid_is_none(whole->facts.config)) {
		emit_textf(c->e, "; only with %s", program_text(p, whole->facts.config));
		emit_config(c->e, program_text(p, whole->facts.config));
	}
}

static void emit_cycle(struct cycles *c, size_t start, uint32_t n_files)
{
	const struct program *p = c->p;
	struct cycle_edge cut = edge_of(c, start);
	struct strbuf words = STRBUF_INIT;

	emit_begin(c->e, INCLUDE_CYCLE, NULL, program_srcloc(p, p->files[cut.from].path, cut.directive->at));
	emit_textf(c->e, "include cycle of %zu file%s: ", c->cycle.n, c->cycle.n == 1 ? "" : "s");
	for (size_t i = 0; i <= c->cycle.n; i++) {
		uint32_t file = c->cycle.items[(start + i) % c->cycle.n];

		if (i)
			emit_text(c->e, " -> ");
		emit_arg(c->e, "Header", program_text(p, p->files[file].path), file_loc(p, file));
	}
	if (n_files > c->cycle.n)
		emit_textf(c->e, "; %u files include each other in all", n_files);
	emit_where(c);
	for (size_t i = 0; i < c->cycle.n; i++)
		emit_edge(c, edge_of(c, start + i), i == 0, &words);
	emit_end(c->e);
	strbuf_release(&words);
}

/* A guarded file that includes itself reads nothing by it. */
static void check_self_includes(struct cycles *c)
{
	const struct program *p = c->p;

	for (size_t i = 0; i < p->n_includes; i++) {
		const struct program_include *inc = &p->includes[i];
		uint32_t flags = p->files[inc->from].flags & (FILE_FLAG_SYSTEM | FILE_FLAG_GUARDED | FILE_FLAG_GENERATED);

		if (inc->to != inc->from || flags != FILE_FLAG_GUARDED)
			continue;
		VEC_CLEAR(&c->cycle);
		VEC_PUSH(&c->cycle, inc->from);
		emit_cycle(c, 0, 1);
	}
}

/* Files by path; no cycle is shorter than two. */
static void check_component(struct cycles *c, const uint32_t *files, uint32_t n)
{
	size_t cut;

	VEC_CLEAR(&c->cycle);
	for (uint32_t i = 0; i < n && c->cycle.n != 2; i++)
		search(c, files[i]);
	cut = cheapest(c);
	if (cut != SIZE_MAX)
		emit_cycle(c, cut, n);
}

/* Files ordered by component, then by path: file indices are in the order of paths. */
static void check_components(struct cycles *c, uint32_t n_components)
{
	uint32_t *first = xmalloc((n_components + 1) * sizeof *first), *files = xmalloc(c->p->n_files * sizeof *files);

	memset(first, 0, (n_components + 1) * sizeof *first);
	for (size_t i = 0; i < c->p->n_files; i++)
		first[c->component[i]]++;
	for (uint32_t i = 0, sum = 0; i <= n_components; i++) {
		sum += first[i];
		first[i] = sum;
	}
	for (uint32_t i = (uint32_t)c->p->n_files; i-- > 0;)
		files[--first[c->component[i]]] = i;
	for (uint32_t i = 0; i < n_components; i++)
		if (first[i + 1] - first[i] > 1)
			check_component(c, files + first[i], first[i + 1] - first[i]);
	free(first);
	free(files);
}

static void check(const struct program *p, struct emitter *e)
{
	struct cycles c = { .p = p, .e = e };
	size_t bytes = p->n_files * sizeof(uint32_t);

	include_intent_init(&c.intent, p, NULL);
	include_graph_of_program(&c.guarded, p, can_cycle);
	include_graph_of_program(&c.all, p, NULL);
	c.component = xmalloc(bytes);
	c.distance = xmalloc(bytes);
	c.parent = xmalloc(bytes);
	c.queue = xmalloc(bytes);
	memset(c.distance, 0, bytes);
	check_components(&c, include_graph_components(&c.guarded, c.component));
	check_self_includes(&c);
	free(c.component);
	free(c.distance);
	free(c.parent);
	free(c.queue);
	VEC_RELEASE(&c.cycle);
	VEC_RELEASE(&c.edge_names);
	reach_release(&c.through);
	reach_release(&c.without);
	include_graph_release(&c.guarded);
	include_graph_release(&c.all);
	include_intent_release(&c.intent);
}

const struct rule rule_include_cycle = {
	.info = {
		.id = "include-cycle",
		.title = "headers that include each other",
		.explain = "Two headers that include each other, directly or through others, can each be read first. Guards end the round,\n"
			   "but then the one that comes second sees the other half-read: what compiles depends on the order of the\n"
			   "includes, and a change to one header builds the users of all. Every include of the cycle is an edge; the\n"
			   "finding stands at the edge that is cheapest to cut, which is the one across which its file uses the fewest\n"
			   "names. Cut it by a forward declaration (where that is enough for all names, the edge says so), by moving what both\n"
			   "need into a third header, or, where no name is used, by deleting the line (files that got the header only over\n"
			   "this line then include it themselves).\n"
			   "All units and configurations count together: a cycle may close only over several of them, or with the flags of\n"
			   "one configuration only, and then the finding says so. One finding is given for each group of files that include\n"
			   "each other; when it is cut, the next cycle of the group shows. Files without a guard are left out: they are\n"
			   "meant to be read more than once. System headers are left out, and a\n"
			   "cycle is not cut in a generated file.",
		.names = names,
		.n_names = sizeof names / sizeof *names,
	},
	.check = check,
};
