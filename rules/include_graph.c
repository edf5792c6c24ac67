/*
 * Adjacency in compressed rows; breadth-first search with stamps, so that a search costs what it visits; components by
 * Tarjan's algorithm (Depth-first search and linear graph algorithms, 1972) with a stack of its own instead of recursion.
 */
#include "rules/include_graph.h"

#include <string.h>

static uint32_t *new_numbers(size_t n)
{
	uint32_t *numbers = xmalloc(n * sizeof *numbers);

	memset(numbers, 0, n * sizeof *numbers);
	return numbers;
}

void include_graph_of_program(struct include_graph *g, const struct program *p,
			      bool (*keep)(const struct program *p, const struct program_include *i))
{
	uint32_t n_edges = 0, file = 0;

	g->n = (uint32_t)p->n_files;
	g->first = new_numbers(p->n_files + 1);
	g->edges = xmalloc(p->n_includes * sizeof *g->edges);
	for (uint32_t i = 0; i < p->n_includes; i++) {
		const struct program_include *inc = &p->includes[i];

		if (inc->to == PROGRAM_NONE || (keep && !keep(p, inc)))
			continue;
		for (; file < inc->from; file++)
			g->first[file + 1] = n_edges;
		g->edges[n_edges++] = (struct include_edge){ inc->to, i };
	}
	for (; file < g->n; file++)
		g->first[file + 1] = n_edges;
}

/* Whether the directive of the file is among those to leave out. */
static bool is_gone(const struct program *p, uint32_t file, struct place at, const bool *gone)
{
	size_t first, n = program_includes_of(p, file, &first);

	for (size_t i = first; i < first + n; i++)
		if (gone[i] && p->includes[i].at.line == at.line)
			return true;
	return false;
}

static bool has_gone(const struct program *p, uint32_t file, const bool *gone)
{
	size_t first, n = program_includes_of(p, file, &first);

	return gone && n && memchr(gone + first, true, n);
}

void include_graph_of_unit(struct include_graph *g, const struct program *p, const struct program_unit *u,
			   const uint32_t *node_of_file, const bool *gone)
{
	size_t most = 0;
	uint32_t n_edges = 0;

	for (size_t i = 0; i < u->n_variants; i++)
		most += p->variants[u->variants[i]].facts.includes.n;
	g->n = (uint32_t)u->n_variants;
	g->first = new_numbers(u->n_variants + 1);
	g->edges = xmalloc(most * sizeof *g->edges);
	for (uint32_t i = 0; i < g->n; i++) {
		const struct program_variant *v = &p->variants[u->variants[i]];
		bool some_gone = has_gone(p, v->file, gone);

		for (uint32_t k = 0; k < v->facts.includes.n; k++) {
			const struct fact_include *inc = &v->facts.includes.items[k];
			uint32_t file = program_find_file(p, inc->target);

			if (file != PROGRAM_NONE && node_of_file[file] != PROGRAM_NONE &&
			    !(some_gone && is_gone(p, v->file, inc->at, gone)))
				g->edges[n_edges++] = (struct include_edge){ node_of_file[file], k };
		}
		g->first[i + 1] = n_edges;
	}
}

void include_graph_release(struct include_graph *g)
{
	free(g->first);
	free(g->edges);
	*g = (struct include_graph){ 0 };
}

struct tarjan {
	const struct include_graph *g;
	uint32_t *component;
	uint32_t *number, *low;      /* order of discovery, from 1; 0 is not seen yet */
	uint32_t *open;              /* nodes whose component is not known yet; what is on it has number and no component */
	uint32_t *path, *next_edge;  /* the search's own stack: nodes, and by node the edge to go on with */
	uint32_t n_open, n_path, n_seen, n_components;
};

static void discover(struct tarjan *t, uint32_t node)
{
	t->number[node] = t->low[node] = ++t->n_seen;
	t->next_edge[node] = t->g->first[node];
	t->open[t->n_open++] = node;
	t->path[t->n_path++] = node;
}

/* All edges of the last node on the path are done. */
static void leave(struct tarjan *t)
{
	uint32_t node = t->path[--t->n_path], member;

	if (t->n_path) {
		uint32_t parent = t->path[t->n_path - 1];

		t->low[parent] = t->low[node] < t->low[parent] ? t->low[node] : t->low[parent];
	}
	if (t->low[node] != t->number[node])
		return;
	do {
		member = t->open[--t->n_open];
		t->component[member] = t->n_components;
	} while (member != node);
	t->n_components++;
}

static void search_from(struct tarjan *t, uint32_t root)
{
	discover(t, root);
	while (t->n_path) {
		uint32_t node = t->path[t->n_path - 1], to;

		if (t->next_edge[node] == t->g->first[node + 1]) {
			leave(t);
			continue;
		}
		to = t->g->edges[t->next_edge[node]++].to;
		if (!t->number[to])
			discover(t, to);
		else if (t->component[to] == PROGRAM_NONE && t->number[to] < t->low[node])
			t->low[node] = t->number[to];
	}
}

uint32_t include_graph_components(const struct include_graph *g, uint32_t *component)
{
	struct tarjan t = { .g = g, .component = component };

	t.number = new_numbers(g->n);
	t.low = new_numbers(g->n);
	t.open = new_numbers(g->n);
	t.path = new_numbers(g->n);
	t.next_edge = new_numbers(g->n);
	for (uint32_t i = 0; i < g->n; i++)
		component[i] = PROGRAM_NONE;
	for (uint32_t i = 0; i < g->n; i++)
		if (!t.number[i])
			search_from(&t, i);
	free(t.number);
	free(t.low);
	free(t.open);
	free(t.path);
	free(t.next_edge);
	return t.n_components;
}

void reach_clear(struct reach *r, uint32_t n_nodes)
{
	if (n_nodes > r->cap) {
		r->marks = xrealloc(r->marks, n_nodes * sizeof *r->marks);
		r->nodes = xrealloc(r->nodes, n_nodes * sizeof *r->nodes);
		memset(r->marks + r->cap, 0, (n_nodes - r->cap) * sizeof *r->marks);
		r->cap = n_nodes;
	}
	if (++r->mark == 0) { /* after 2^32 searches old marks would read as new ones */
		memset(r->marks, 0, r->cap * sizeof *r->marks);
		r->mark = 1;
	}
	r->n = 0;
}

void reach_add_one(struct reach *r, uint32_t node)
{
	if (reach_has(r, node))
		return;
	r->marks[node] = r->mark;
	r->nodes[r->n++] = node;
}

void reach_add(struct reach *r, const struct include_graph *g, uint32_t from, struct include_cut cut)
{
	uint32_t next = r->n;

	reach_add_one(r, from);
	for (; next < r->n; next++) {
		uint32_t node = r->nodes[next];

		for (uint32_t i = g->first[node]; i < g->first[node + 1]; i++)
			if (node != cut.from || (cut.to != PROGRAM_NONE && g->edges[i].to != cut.to))
				reach_add_one(r, g->edges[i].to);
	}
}

void reach_release(struct reach *r)
{
	free(r->marks);
	free(r->nodes);
	*r = (struct reach){ 0 };
}
