/*
 * Who includes whom, as a graph with numbered nodes: of one unit or of the whole program. Edges are active directives that
 * found their file. For the rules that judge includes.
 */
#ifndef WHYNOT_RULES_INCLUDE_GRAPH_H
#define WHYNOT_RULES_INCLUDE_GRAPH_H

#include "analyzer/program/program.h"

struct include_edge {
	uint32_t to;
	uint32_t directive; /* program: index into program.includes; unit: index into the includes of the file's facts */
};

struct include_graph {
	uint32_t n;
	uint32_t *first;    /* edges of node i are edges[first[i]] to edges[first[i + 1] - 1], in the order of the text */
	struct include_edge *edges;
};

/*
 * Nodes are program.files. Edges are those that `keep` says yes to; NULL keeps all. Release with include_graph_release().
 */
void include_graph_of_program(struct include_graph *g, const struct program *p,
			      bool (*keep)(const struct program *p, const struct program_include *i));

/*
 * Nodes are the unit's variants, in its order. `node_of_file` tells a file's node; PROGRAM_NONE for files the unit has not.
 * `gone` tells by include of the program which ones to leave out; NULL: none.
 */
void include_graph_of_unit(struct include_graph *g, const struct program *p, const struct program_unit *u,
			   const uint32_t *node_of_file, const bool *gone);

void include_graph_release(struct include_graph *g);

/* Numbers the strongly connected components: component[node], from 0. Returns how many. */
uint32_t include_graph_components(const struct include_graph *g, uint32_t *component);

/* A set of nodes that grows along edges. */
struct reach {
	uint32_t *marks; /* by node; in the set if it equals `mark` */
	uint32_t mark;
	uint32_t *nodes; /* the set, in the order of discovery */
	uint32_t n, cap;
};

/* An edge that is not to be followed; `to` PROGRAM_NONE: all edges of `from`; both PROGRAM_NONE: none. */
struct include_cut {
	uint32_t from, to;
};

/* Empties the set and makes room for `n_nodes`. A reach of zeros is empty. */
void reach_clear(struct reach *r, uint32_t n_nodes);

/* Adds `from` and all that it reaches without the cut edge. */
void reach_add(struct reach *r, const struct include_graph *g, uint32_t from, struct include_cut cut);

/* Adds the node alone. */
void reach_add_one(struct reach *r, uint32_t node);

void reach_release(struct reach *r);

static inline bool reach_has(const struct reach *r, uint32_t node)
{
	return r->marks[node] == r->mark;
}

#endif
