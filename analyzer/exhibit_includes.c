/* The includes between the project's own files, for the HTML page: what each brings and what is used of it, and which close cycles. */
#include "analyzer/session.h"

#include "analyzer/base/order.h"
#include "analyzer/base/path.h"
#include "rules/include_graph.h"

#include <stdlib.h>

/* As the rule about cycles sees them. */
static bool can_cycle(const struct program *p, const struct program_include *i)
{
	uint32_t from = p->files[i->from].flags, to = p->files[i->to].flags;

	return !((from | to) & FILE_FLAG_SYSTEM) && to & FILE_FLAG_GUARDED && i->from != i->to;
}

static bool is_own(const struct program *p, uint32_t file)
{
	return !(p->files[file].flags & FILE_FLAG_SYSTEM) && !path_is_absolute(program_text(p, p->files[file].path));
}

/* One name that a file uses of another. */
struct named {
	sid target, name;
};

static int by_target(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = number_compare(x->target.v, y->target.v);

	return c ? c : number_compare(x->name.v, y->name.v);
}

struct includes {
	VEC(struct exhibit_include) list;
};

struct names {
	VEC(struct named) list;  /* sorted, each once */
};

static void collect_names(const struct program *p, uint32_t file, struct names *names)
{
	const struct program_file *f = &p->files[file];
	size_t n = 0;

	VEC_CLEAR(&names->list);
	for (uint32_t v = 0; v < f->n_variants; v++) {
		const struct file_facts *facts = &p->variants[p->variants_by_file[f->first_variant + v]].facts;

		for (size_t i = 0; i < facts->uses.n; i++)
			if (!sid_is_none(facts->uses.items[i].name))
				VEC_PUSH(&names->list, ((struct named){ facts->uses.items[i].target, facts->uses.items[i].name }));
	}
	if (names->list.n)
		qsort(names->list.items, names->list.n, sizeof *names->list.items, by_target);
	for (size_t i = 0; i < names->list.n; i++)
		if (!n || by_target(&names->list.items[n - 1], &names->list.items[i]))
			names->list.items[n++] = names->list.items[i];
	names->list.n = n;
}

static uint32_t n_lines_of(const struct program *p, uint32_t file)
{
	const struct program_file *f = &p->files[file];
	const struct file_facts *facts = f->n_variants ? &p->variants[p->variants_by_file[f->first_variant]].facts : NULL;

	return facts && facts->contents.n ? facts->contents.items[0].n_lines : 0;
}

/* Numbers the components that hold several files, from 1, by their first file; 0 for the others. */
static void number_cycles(const struct program *p, uint32_t *cycle, struct arena *memory)
{
	struct include_graph graph;
	uint32_t *component = ARENA_ARRAY(memory, uint32_t, p->n_files), n, n_cycles = 0;
	uint32_t *size, *number;

	include_graph_of_program(&graph, p, can_cycle);
	n = include_graph_components(&graph, component);
	size = ARENA_ARRAY(memory, uint32_t, n);
	number = ARENA_ARRAY(memory, uint32_t, n);
	for (size_t i = 0; i < p->n_files; i++)
		size[component[i]]++;
	for (size_t i = 0; i < p->n_files; i++) {
		if (size[component[i]] > 1 && !number[component[i]])
			number[component[i]] = ++n_cycles;
		cycle[i] = number[component[i]];
	}
	include_graph_release(&graph);
}

static void add_include(const struct program *p, struct includes *g, const struct program_include *i, const struct names *names, const uint32_t *cycle)
{
	sid to = p->files[i->to].path;
	uint32_t n_names = 0;

	for (size_t k = 0; k < names->list.n; k++)
		n_names += sid_equal(names->list.items[k].target, to);
	VEC_PUSH(&g->list, ((struct exhibit_include){
		.from = program_text(p, p->files[i->from].path), .to = program_text(p, to), .line = i->at.line, .n_names = n_names,
		.n_lines = n_lines_of(p, i->to), .n_units = i->n_units, .cycle = cycle[i->from] == cycle[i->to] ? cycle[i->from] : 0 }));
}

void session_fill_includes(struct session *s)
{
	const struct program *p = s->program;
	struct names names = { { NULL, 0, 0 } };
	struct includes all = { { NULL, 0, 0 } };
	uint32_t *cycle = ARENA_ARRAY(&s->memory, uint32_t, p->n_files), last = PROGRAM_NONE;

	number_cycles(p, cycle, &s->memory);
	for (size_t i = 0; i < p->n_includes; i++) {
		const struct program_include *include = &p->includes[i];

		if (include->to == PROGRAM_NONE || !is_own(p, include->from) || !is_own(p, include->to))
			continue;
		if (include->from != last)
			collect_names(p, include->from, &names);
		last = include->from;
		add_include(p, &all, include, &names, cycle);
	}
	s->exhibit.includes = arena_memdup(&s->memory, all.list.items, all.list.n * sizeof *all.list.items);
	s->exhibit.n_includes = all.list.n;
	VEC_RELEASE(&names.list);
	VEC_RELEASE(&all.list);
}
