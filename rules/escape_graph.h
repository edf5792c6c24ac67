/*
 * The points-to graph of one function: inclusion constraints as Andersen has them (1994), solved with difference propagation
 * over bit sets. A node holds pointers; some nodes also are objects, whose content they then are: a struct or an array is one
 * object. Object 0 is the world outside: what is stored there can be loaded from there by anybody, and what it can reach, it
 * can write.
 *
 * Parameters point to objects of their own, content by content down to GRAPH_DEPTH levels; the deepest stands for all below.
 */
#ifndef WHYNOT_RULES_ESCAPE_GRAPH_H
#define WHYNOT_RULES_ESCAPE_GRAPH_H

#include "analyzer/base/arena.h"
#include "analyzer/base/vec.h"

#include <stdbool.h>
#include <stdint.h>

#define GRAPH_NONE UINT32_MAX

enum { GRAPH_OUTSIDE = 0 /* node and object */, GRAPH_DEPTH = 3 };

/* Pointers of `from` are also in `to`. `reason` is the caller's number for what it comes from. */
struct graph_edge {
	uint32_t to, from, reason;
	uint32_t next;               /* edge of the same `from`, or GRAPH_NONE */
	uint32_t more;               /* another reason for the same edge, or GRAPH_NONE */
};

struct graph_more {
	uint32_t reason, next;
};

/* to = *from, or *to = from: an edge for each object that the pointer may point to. */
struct graph_deref {
	uint32_t pointer, other, reason;
	bool is_store;
	uint32_t next;               /* of the same pointer */
};

struct graph_node {
	uint32_t object;             /* number among the objects, or GRAPH_NONE */
	uint32_t first_edge, first_deref;
	uint64_t *points_to;         /* bit per object; NULL: none yet */
	uint64_t *fresh;             /* of these, what has not been passed on */
	bool is_queued;
};

struct graph {
	struct arena memory;
	VEC(struct graph_node) nodes;
	VEC(uint32_t) objects;       /* their nodes */
	VEC(struct graph_edge) edges;
	VEC(struct graph_more) more;
	VEC(struct graph_deref) derefs;
	VEC(struct graph_edge) roots; /* address-of: object `from` is in node `to` */
	VEC(uint32_t) queue;
	struct graph_known { uint64_t key; uint32_t edge; } *known; /* edges that are there, hashed */
	uint32_t n_known, n_known_slots;
	uint32_t n_words;            /* of a bit set */
	uint64_t *passing;           /* the set that is being passed on */
	uint64_t *barred;            /* objects of which it is known that they do not come outside; NULL: none */
	uint32_t n_given;            /* edges that were there before solving */
	uint32_t *born;              /* by object the outside reaches: how many edges there were when that came out */
	bool is_solving;
};

/* An empty graph with the outside in it. A graph may be used again; its memory stays. */
void graph_begin(struct graph *g);
void graph_release(struct graph *g);

uint32_t graph_node(struct graph *g);
void graph_make_object(struct graph *g, uint32_t node); /* not after graph_solve() */

/* to = &object; to = from; to = *pointer; *pointer = from. */
void graph_address(struct graph *g, uint32_t to, uint32_t object_node, uint32_t reason);
void graph_copy(struct graph *g, uint32_t to, uint32_t from, uint32_t reason);
void graph_load(struct graph *g, uint32_t to, uint32_t pointer, uint32_t reason);
void graph_store(struct graph *g, uint32_t pointer, uint32_t from, uint32_t reason);

/* False if the graph is so large that solving it would take more memory than it is worth; nothing is known then. */
bool graph_solve(struct graph *g);

/* After solving. */
static inline bool graph_points(const struct graph *g, uint32_t node, uint32_t object_node)
{
	const uint64_t *set = g->nodes.items[node].points_to;
	uint32_t o = g->nodes.items[object_node].object;

	return set && set[o / 64] >> o % 64 & 1;
}

/* The node's objects, one after the other: start with 0; the next one's node, or GRAPH_NONE. */
uint32_t graph_next_object(const struct graph *g, uint32_t node, uint32_t *at);

/* Marks in `seen`, a bit per object, all objects that `node` can reach. */
void graph_reach(const struct graph *g, uint32_t node, uint64_t *seen);

#endif
