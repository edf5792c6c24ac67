/*
 * A hash table over what a remark says. All units name text by the same table, so equal texts are equal numbers and no text
 * is touched until the sort at the end.
 */
#include "analyzer/program/remarks.h"

#include "analyzer/base/hash.h"
#include "analyzer/base/order.h"

#include <string.h>

struct remark_slot {
	uint32_t hash, which; /* which: 1 + index into remarks; 0 is a free slot */
};

/* What tells remarks apart, besides their args. The struct has no padding: it is hashed as bytes. */
struct remark_key {
	sid file, pass, name, function;
	struct place at;
	uint32_t kind, n_args;
};

static struct remark_key key_of(const struct fact_remark *r)
{
	return (struct remark_key){ r->file, r->pass, r->name, r->function, r->at, r->kind, r->remark_args.n };
}

static uint32_t hash_of(const struct fact_remark *r, const struct fact_remark_arg *args)
{
	struct remark_key key = key_of(r);
	uint64_t h = hash_bytes(&key, sizeof key) ^ hash_long(args, r->remark_args.n * sizeof *args);

	return (uint32_t)(h ^ h >> 32);
}

static bool same(const struct program_remark *a, const struct fact_remark *r, const struct fact_remark_arg *args)
{
	struct remark_key x = key_of(a->fact), y = key_of(r);

	return !memcmp(&x, &y, sizeof x) && !(y.n_args && memcmp(a->args, args, y.n_args * sizeof *args));
}

/* Twice the slots, the old ones in new places. */
static void grow(struct remark_slot **slots, size_t *n_slots)
{
	size_t n = *n_slots ? *n_slots * 2 : 1024;
	struct remark_slot *more = xmalloc(n * sizeof *more);

	memset(more, 0, n * sizeof *more);
	for (size_t i = 0; i < *n_slots; i++) {
		size_t at = (*slots)[i].hash & (n - 1);

		if (!(*slots)[i].which)
			continue;
		while (more[at].which)
			at = (at + 1) & (n - 1);
		more[at] = (*slots)[i];
	}
	free(*slots);
	*slots = more;
	*n_slots = n;
}

/* Two thirds may be taken: with millions of remarks the table itself counts. */
static bool is_full(size_t n, size_t n_slots)
{
	return (n + 1) * 3 > n_slots * 2;
}

/* The list of args as it is kept, whoever has the same. */
static const struct fact_remark_arg *keep_args(struct remark_table *t, struct arena *memory, const struct fact_remark_arg *args,
					       size_t n)
{
	size_t len = n * sizeof *args, at;
	uint64_t h = hash_long(args, len);
	uint32_t hash = (uint32_t)(h ^ h >> 32);
	struct remark_args list;

	if (is_full(t->args.n, t->n_arg_slots))
		grow(&t->arg_slots, &t->n_arg_slots);
	for (at = hash & (t->n_arg_slots - 1); t->arg_slots[at].which; at = (at + 1) & (t->n_arg_slots - 1)) {
		const struct remark_args *known = &t->args.items[t->arg_slots[at].which - 1];

		if (t->arg_slots[at].hash == hash && known->n == n && !memcmp(known->items, args, len))
			return known->items;
	}
	list = (struct remark_args){ arena_memdup(memory, args, len), n };
	VEC_PUSH(&t->args, list);
	t->arg_slots[at] = (struct remark_slot){ hash, (uint32_t)t->args.n };
	return list.items;
}

static void add_new(struct remark_table *t, struct arena *memory, const struct fact_remark *r,
		    const struct fact_remark_arg *args)
{
	struct program_remark remark = { .n_units = 0 };
	struct fact_remark *fact = arena_memdup(memory, r, sizeof *r);

	fact->remark_args.first = fact->remark_loops.first = 0;
	remark.fact = fact;
	if (r->remark_args.n)
		remark.args = keep_args(t, memory, args, r->remark_args.n);
	VEC_PUSH(&t->remarks, remark);
	VEC_PUSH(&t->last_units, 0);
}

static struct program_remark *find_or_add(struct remark_table *t, struct arena *memory, const struct fact_remark *r,
					  const struct fact_remark_arg *args)
{
	uint32_t hash = hash_of(r, args);
	size_t at;

	if (is_full(t->remarks.n, t->n_slots))
		grow(&t->slots, &t->n_slots);
	for (at = hash & (t->n_slots - 1); t->slots[at].which; at = (at + 1) & (t->n_slots - 1))
		if (t->slots[at].hash == hash && same(&t->remarks.items[t->slots[at].which - 1], r, args))
			return &t->remarks.items[t->slots[at].which - 1];
	add_new(t, memory, r, args);
	t->slots[at] = (struct remark_slot){ hash, (uint32_t)t->remarks.n };
	return VEC_LAST(&t->remarks);
}

/* Profiles can differ by unit: the hottest counts, so that the order of units does not show. */
static void unite_hotness(struct program_remark *into, const struct fact_remark *r)
{
	struct fact_remark *fact = (struct fact_remark *)into->fact; /* made by add_new(), not yet handed out */

	if (r->flags & REMARK_FLAG_HOTNESS && (!(fact->flags & REMARK_FLAG_HOTNESS) || r->hotness > fact->hotness))
		fact->hotness = r->hotness;
	fact->flags |= r->flags;
}

static bool is_at_loop(const struct program_remark *r, const struct fact_remark_loop *loop)
{
	for (uint32_t i = 0; i < r->n_loops; i++)
		if (sid_equal(r->loops[i].file, loop->file) && !place_compare(r->loops[i].at, loop->at))
			return true;
	return false;
}

/* Almost always the remark has them already, or none. */
static void unite_loops(struct program_remark *into, struct arena *memory, const struct fact_remark_loop *loops, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct fact_remark_loop *all;

		if (is_at_loop(into, &loops[i]))
			continue;
		all = ARENA_ARRAY(memory, struct fact_remark_loop, into->n_loops + 1);
		if (into->n_loops)
			memcpy(all, into->loops, into->n_loops * sizeof *all);
		all[into->n_loops++] = loops[i];
		into->loops = all;
	}
}

void remark_table_add(struct remark_table *t, struct arena *memory, struct unit_facts *unit, uint32_t unit_index)
{
	for (size_t i = 0; i < unit->remarks.n; i++) {
		const struct fact_remark *r = &unit->remarks.items[i];
		const struct fact_remark_arg *args = unit->remark_args.n ? unit->remark_args.items + r->remark_args.first : NULL;
		struct program_remark *remark = find_or_add(t, memory, r, args);
		uint32_t *last_unit = &t->last_units.items[remark - t->remarks.items];

		unite_hotness(remark, r);
		if (r->remark_loops.n)
			unite_loops(remark, memory, unit->remark_loops.items + r->remark_loops.first, r->remark_loops.n);
		remark->n += r->n;
		remark->n_units += *last_unit != unit_index + 1;
		*last_unit = unit_index + 1;
	}
	VEC_RELEASE(&unit->remarks);
	VEC_RELEASE(&unit->remark_args);
	VEC_RELEASE(&unit->remark_loops);
}

static int text_compare(const struct intern *text, sid a, sid b)
{
	return sid_equal(a, b) ? 0 : strcmp(intern_text(text, a), intern_text(text, b));
}

static int args_compare(const struct program_remark *a, const struct program_remark *b, const struct intern *text)
{
	uint32_t n_a = a->fact->remark_args.n, n_b = b->fact->remark_args.n;
	int c = 0;

	for (uint32_t i = 0; !c && i < n_a && i < n_b; i++) {
		const struct fact_remark_arg *x = &a->args[i], *y = &b->args[i];

		c = text_compare(text, x->value, y->value);
		c = c ? c : text_compare(text, x->key, y->key);
		c = c ? c : text_compare(text, x->file, y->file);
		c = c ? c : place_compare(x->at, y->at);
	}
	return c ? c : number_compare(n_a, n_b);
}

static int remark_compare(const void *va, const void *vb, void *text)
{
	const struct program_remark *a = va, *b = vb;
	const struct fact_remark *x = a->fact, *y = b->fact;
	int c = text_compare(text, x->file, y->file);

	c = c ? c : place_compare(x->at, y->at);
	c = c ? c : text_compare(text, x->pass, y->pass);
	c = c ? c : text_compare(text, x->name, y->name);
	c = c ? c : text_compare(text, x->function, y->function);
	c = c ? c : args_compare(a, b, text);
	return c ? c : number_compare(x->kind, y->kind);
}

struct program_remark *remark_table_finish(struct remark_table *t, const struct intern *text, struct arena *memory, size_t *n)
{
	struct program_remark *remarks = t->remarks.items, *kept;

	/* What finds them goes before the copy comes. */
	*n = t->remarks.n;
	t->remarks.items = NULL;
	remark_table_release(t);
	kept = arena_alloc(memory, *n * sizeof *remarks);
	if (*n) {
		qsort_r(remarks, *n, sizeof *remarks, remark_compare, (void *)text);
		memcpy(kept, remarks, *n * sizeof *remarks);
	}
	free(remarks);
	return kept;
}

void remark_table_release(struct remark_table *t)
{
	VEC_RELEASE(&t->remarks);
	VEC_RELEASE(&t->last_units);
	VEC_RELEASE(&t->args);
	free(t->slots);
	free(t->arg_slots);
	*t = (struct remark_table){ 0 };
}
