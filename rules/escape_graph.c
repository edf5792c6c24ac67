#include "rules/escape_graph.h"

#include <string.h>

enum { MOST_WORDS = 1 << 25 }; /* of all bit sets of a graph: 256 MiB */

void graph_begin(struct graph *g)
{
	uint32_t outside;

	arena_release(&g->memory);
	VEC_CLEAR(&g->nodes);
	VEC_CLEAR(&g->objects);
	VEC_CLEAR(&g->edges);
	VEC_CLEAR(&g->more);
	VEC_CLEAR(&g->derefs);
	VEC_CLEAR(&g->roots);
	VEC_CLEAR(&g->queue);
	/* A small graph shall not pay for a large one before it. */
	if (g->n_known_slots > 1 << 14) {
		free(g->known);
		g->known = NULL;
		g->n_known_slots = 0;
	} else if (g->n_known) {
		memset(g->known, 0, g->n_known_slots * sizeof *g->known);
	}
	g->n_known = 0;
	g->is_solving = false;
	g->barred = NULL;
	outside = graph_node(g);
	graph_make_object(g, outside);
	graph_address(g, outside, outside, GRAPH_NONE);
}

void graph_release(struct graph *g)
{
	arena_release(&g->memory);
	VEC_RELEASE(&g->nodes);
	VEC_RELEASE(&g->objects);
	VEC_RELEASE(&g->edges);
	VEC_RELEASE(&g->more);
	VEC_RELEASE(&g->derefs);
	VEC_RELEASE(&g->roots);
	VEC_RELEASE(&g->queue);
	free(g->known);
	*g = (struct graph){ 0 };
}

uint32_t graph_node(struct graph *g)
{
	struct graph_node n = { GRAPH_NONE, GRAPH_NONE, GRAPH_NONE, NULL, NULL, false };

	VEC_PUSH(&g->nodes, n);
	return (uint32_t)g->nodes.n - 1;
}

void graph_make_object(struct graph *g, uint32_t node)
{
	if (g->nodes.items[node].object != GRAPH_NONE)
		return;
	g->nodes.items[node].object = (uint32_t)g->objects.n;
	VEC_PUSH(&g->objects, node);
}

/* ---- edges ----------------------------------------------------------------------------------------------------------- */

static struct graph_known *known_slot(const struct graph *g, uint64_t key)
{
	uint64_t h = key * 0x9fb21c651e98df25u;
	uint32_t i = (uint32_t)(h >> 32) & (g->n_known_slots - 1);

	while (g->known[i].key && g->known[i].key != key)
		i = (i + 1) & (g->n_known_slots - 1);
	return &g->known[i];
}

/* The slot of the edge; its key is 0 if the edge is new. */
static struct graph_known *slot_of(struct graph *g, uint64_t key)
{
	struct graph_known *old = g->known;
	uint32_t n = g->n_known_slots;

	if (g->n_known * 2 >= n) {
		g->n_known_slots = n ? n * 2 : 256;
		g->known = xmalloc(g->n_known_slots * sizeof *g->known);
		memset(g->known, 0, g->n_known_slots * sizeof *g->known);
		for (uint32_t i = 0; i < n; i++)
			if (old[i].key)
				*known_slot(g, old[i].key) = old[i];
		free(old);
	}
	return known_slot(g, key);
}

/* An edge that is there comes about in another way, too. */
static void add_reason(struct graph *g, uint32_t edge, uint32_t reason)
{
	struct graph_edge *e = &g->edges.items[edge];
	struct graph_more m = { reason, e->more };

	if (reason == e->reason || (e->more != GRAPH_NONE && reason == g->more.items[e->more].reason))
		return;
	e->more = (uint32_t)g->more.n;
	VEC_PUSH(&g->more, m);
}

static void enqueue(struct graph *g, uint32_t node)
{
	if (g->nodes.items[node].is_queued)
		return;
	g->nodes.items[node].is_queued = true;
	VEC_PUSH(&g->queue, node);
}

static void note_born(struct graph *g, uint32_t word, uint64_t bits)
{
	for (; bits; bits &= bits - 1)
		g->born[word * 64 + (uint32_t)__builtin_ctzll(bits)] = (uint32_t)g->edges.n;
}

static void add_set(struct graph *g, uint32_t node, const uint64_t *set)
{
	struct graph_node *n = &g->nodes.items[node];
	uint64_t any = 0;

	if (!n->points_to) {
		n->points_to = ARENA_ARRAY(&g->memory, uint64_t, g->n_words);
		n->fresh = ARENA_ARRAY(&g->memory, uint64_t, g->n_words);
	}
	for (uint32_t i = 0; i < g->n_words; i++) {
		uint64_t more = set[i] & ~n->points_to[i];

		if (node == GRAPH_OUTSIDE && g->barred)
			more &= ~g->barred[i];
		n->points_to[i] |= more;
		n->fresh[i] |= more;
		any |= more;
		if (node == GRAPH_OUTSIDE && more)
			note_born(g, i, more);
	}
	if (any)
		enqueue(g, node);
}

void graph_copy(struct graph *g, uint32_t to, uint32_t from, uint32_t reason)
{
	struct graph_edge e = { to, from, reason, g->nodes.items[from].first_edge, GRAPH_NONE };
	uint64_t key = ((uint64_t)to << 32 | from) + 1;
	struct graph_known *slot;

	if (to == from)
		return;
	slot = slot_of(g, key);
	if (slot->key) {
		add_reason(g, slot->edge, reason);
		return;
	}
	*slot = (struct graph_known){ key, (uint32_t)g->edges.n };
	g->n_known++;
	g->nodes.items[from].first_edge = (uint32_t)g->edges.n;
	VEC_PUSH(&g->edges, e);
	if (g->is_solving && g->nodes.items[from].points_to)
		add_set(g, to, g->nodes.items[from].points_to);
}

void graph_address(struct graph *g, uint32_t to, uint32_t object_node, uint32_t reason)
{
	struct graph_edge e = { to, object_node, reason, GRAPH_NONE, GRAPH_NONE };

	graph_make_object(g, object_node);
	VEC_PUSH(&g->roots, e);
}

static void add_deref(struct graph *g, uint32_t pointer, uint32_t other, bool is_store, uint32_t reason)
{
	struct graph_deref d = { pointer, other, reason, is_store, g->nodes.items[pointer].first_deref };

	g->nodes.items[pointer].first_deref = (uint32_t)g->derefs.n;
	VEC_PUSH(&g->derefs, d);
}

void graph_load(struct graph *g, uint32_t to, uint32_t pointer, uint32_t reason)
{
	add_deref(g, pointer, to, false, reason);
}

void graph_store(struct graph *g, uint32_t pointer, uint32_t from, uint32_t reason)
{
	add_deref(g, pointer, from, true, reason);
}

/* ---- solving --------------------------------------------------------------------------------------------------------- */

/* What a pointer that has come to `node` brings about. */
static void take_object(struct graph *g, uint32_t node, uint32_t object_node)
{
	for (uint32_t d = g->nodes.items[node].first_deref; d != GRAPH_NONE; d = g->derefs.items[d].next) {
		struct graph_deref r = g->derefs.items[d];

		if (r.is_store)
			graph_copy(g, object_node, r.other, r.reason);
		else
			graph_copy(g, r.other, object_node, r.reason);
	}
	if (node == GRAPH_OUTSIDE) {
		graph_copy(g, GRAPH_OUTSIDE, object_node, GRAPH_NONE);
		graph_copy(g, object_node, GRAPH_OUTSIDE, GRAPH_NONE);
	}
}

static void pass_on(struct graph *g, uint32_t node)
{
	size_t bytes = g->n_words * sizeof *g->passing;

	g->nodes.items[node].is_queued = false;
	memcpy(g->passing, g->nodes.items[node].fresh, bytes);
	memset(g->nodes.items[node].fresh, 0, bytes);
	for (uint32_t i = 0; i < g->n_words; i++)
		for (uint64_t bits = g->passing[i]; bits; bits &= bits - 1)
			take_object(g, node, g->objects.items[i * 64 + (uint32_t)__builtin_ctzll(bits)]);
	for (uint32_t e = g->nodes.items[node].first_edge; e != GRAPH_NONE; e = g->edges.items[e].next)
		add_set(g, g->edges.items[e].to, g->passing);
}

bool graph_solve(struct graph *g)
{
	g->n_words = (uint32_t)(g->objects.n + 63) / 64;
	if ((uint64_t)g->n_words * g->nodes.n > MOST_WORDS)
		return false;
	g->is_solving = true;
	g->n_given = (uint32_t)g->edges.n;
	g->passing = ARENA_ARRAY(&g->memory, uint64_t, g->n_words);
	g->born = ARENA_ARRAY(&g->memory, uint32_t, g->objects.n);
	for (size_t i = 0; i < g->roots.n; i++) {
		struct graph_node *n = &g->nodes.items[g->roots.items[i].to];
		uint32_t o = g->nodes.items[g->roots.items[i].from].object;

		if (!n->points_to) {
			n->points_to = ARENA_ARRAY(&g->memory, uint64_t, g->n_words);
			n->fresh = ARENA_ARRAY(&g->memory, uint64_t, g->n_words);
		}
		n->points_to[o / 64] |= (uint64_t)1 << o % 64;
		n->fresh[o / 64] |= (uint64_t)1 << o % 64;
		enqueue(g, g->roots.items[i].to);
	}
	for (size_t i = 0; i < g->queue.n; i++) {
		pass_on(g, g->queue.items[i]);
		/* The list of what waits is kept short. */
		if (i > 4096 && i * 2 > g->queue.n) {
			memmove(g->queue.items, g->queue.items + i + 1, (g->queue.n - i - 1) * sizeof *g->queue.items);
			g->queue.n -= i + 1;
			i = (size_t)-1;
		}
	}
	return true;
}

uint32_t graph_next_object(const struct graph *g, uint32_t node, uint32_t *at)
{
	const uint64_t *set = g->nodes.items[node].points_to;

	if (!set)
		return GRAPH_NONE;
	for (uint32_t i = *at / 64; i < g->n_words; i++) {
		uint64_t bits = set[i];

		if (i == *at / 64)
			bits &= ~(uint64_t)0 << *at % 64;
		if (!bits)
			continue;
		*at = i * 64 + (uint32_t)__builtin_ctzll(bits) + 1;
		return g->objects.items[*at - 1];
	}
	return GRAPH_NONE;
}

void graph_reach(const struct graph *g, uint32_t node, uint64_t *seen)
{
	VEC(uint32_t) waiting = { 0 };

	VEC_PUSH(&waiting, node);
	while (waiting.n) {
		uint32_t from = waiting.items[--waiting.n], at = 0, to;

		while ((to = graph_next_object(g, from, &at)) != GRAPH_NONE) {
			uint32_t o = g->nodes.items[to].object;

			if (seen[o / 64] >> o % 64 & 1)
				continue;
			seen[o / 64] |= (uint64_t)1 << o % 64;
			VEC_PUSH(&waiting, to);
		}
	}
	VEC_RELEASE(&waiting);
}
