/*
 * One function's points-to graph, from its flows and the summaries of what it calls; and the summary that follows from it.
 */
#ifndef WHYNOT_RULES_ESCAPE_SOLVE_H
#define WHYNOT_RULES_ESCAPE_SOLVE_H

#include "rules/escape_program.h"
#include "rules/escape_steps.h"

/* What an edge of the graph comes from: a flow of the function, or what a call does. */
struct escape_reason {
	const struct escape_body *body;
	const struct fact_flow *flow;   /* NULL: a call's effect */
	uint32_t call;
	uint32_t callee;                /* function, or GRAPH_NONE */
	const struct model *model;      /* or NULL */
	const char *unknown;            /* the call's, if neither callee nor model */
	uint32_t in, what;              /* of the callee's summary */
};

/* The objects and arguments of a call. */
struct solved_call {
	uint32_t fresh, inner;          /* nodes, or GRAPH_NONE */
	uint32_t result;                /* node, or GRAPH_NONE */
	uint32_t n_args;
	uint32_t *args;                 /* nodes by number, or GRAPH_NONE */
	uint32_t *levels;               /* of args: contents, GRAPH_DEPTH each, or GRAPH_NONE */
	bool inner_is_allocation;       /* `inner` is allocated memory */
	bool is_allocation;             /* the result is fresh memory and nothing else */
};

/* A call that may free what a node points to. */
struct freeing {
	uint32_t call, node;
	uint32_t callee;                /* function, or GRAPH_NONE: a library function */
	bool always;                    /* whenever it is called, with a pointer that is not null */
};

struct solver {
	struct escape_program *ep;
	struct escape_function *f;
	struct graph graph;
	struct arena memory;            /* of the function at hand */
	VEC(struct escape_reason) reasons;
	VEC(struct freeing) freeings;
	VEC(uint32_t) aligned;          /* nodes: what they point to has to be aligned more strictly than bytes */
	uint32_t *node_of;              /* by location, counted over the bodies */
	uint32_t *address_of;           /* likewise: a node that holds the location's address, or GRAPH_NONE */
	uint32_t *params, *contents;    /* nodes: by parameter; by parameter and level */
	uint32_t result;                /* node */
	uint32_t outside_value;         /* node that holds the outside's address */
	struct solved_call *calls;      /* as f->calls */
	uint32_t *visible;              /* by node: what a summary calls it, or GRAPH_NONE */
	uint64_t *escaped;              /* objects that the outside reaches */
	struct escape_steps *steps;     /* by body; NULL until they are needed */
	uint32_t *first_root, *roots;   /* by node: the graph's roots whose object it is; NULL until they are needed */
};

void solver_release(struct solver *s);

/* Builds and solves the graph of the function. False: it was too large; the function is opaque from now on. */
bool solver_run(struct solver *s, struct escape_program *ep, struct escape_function *f);

/* Parts of solver_run(). A node with what the location holds, dereferenced as FACT_FLOW's from_deref counts; or GRAPH_NONE. */
uint32_t solver_value(struct solver *s, const struct escape_body *b, uint32_t location, uint32_t deref, uint32_t reason);
uint32_t solver_loaded(struct solver *s, uint32_t pointer, uint32_t times, uint32_t reason); /* what it points to, so many times */
uint32_t solver_reason(struct solver *s, struct escape_reason r);
uint32_t *solver_nones(struct solver *s, uint32_t n); /* GRAPH_NONE n times, as long as the function is at hand */
void solver_add_calls(struct solver *s);              /* escape_apply.c */

/*
 * Replaces the function's summary by what the solved graph says, or, if joined, by that and what the summary said before. True if
 * that is new.
 */
bool solver_summarise(struct solver *s, bool is_joined);

/* The number of the location in node_of. */
static inline uint32_t solver_location(const struct solver *s, const struct escape_body *b, uint32_t location)
{
	return b->first_location - s->f->bodies[0].first_location + location;
}

static inline bool solver_is_escaped(const struct solver *s, uint32_t object_node)
{
	uint32_t o = s->graph.nodes.items[object_node].object;

	return s->escaped[o / 64] >> o % 64 & 1;
}

/* escape_size.c: bytes that the call's fresh memory has, in terms of the function's parameters. */
struct fresh_size escape_size(const struct escape_program *ep, const struct escape_function *f, const struct escape_call *c);

#endif
