/*
 * Equal remarks are found by a hash over the numbers that a remark's facts consist of (interned texts, places), so the
 * comparison is one of numbers too. The order at the end is that of texts and places, never that of ids.
 */
#include "analyzer/codegen/remark_facts.h"

#include "analyzer/base/hash.h"
#include "analyzer/base/order.h"
#include "analyzer/codegen/codegen_fact.h"

#include <ctype.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

static sid add_text(struct remark_facts *f, struct raw_text raw)
{
	struct raw_text t = raw_text_decode(raw, &f->scratch);

	return intern_add(f->text, t.bytes, t.len);
}

/* True if the text is this one, as far as that can be told without decoding it. */
static bool is_text(const struct remark_facts *f, struct raw_text raw, sid id)
{
	if (raw.quoting > RAW_QUOTING_SINGLE || raw.len != intern_length(f->text, id) ||
	    memcmp(raw.bytes, intern_text(f->text, id), raw.len) != 0)
		return false;
	return raw.quoting == RAW_QUOTING_NONE || !memchr(raw.bytes, '\'', raw.len);
}

/* The same for a text that often is the one that stood there last, which then needs no look-up. */
static sid add_likely(struct remark_facts *f, struct raw_text raw, sid *last)
{
	if (!is_text(f, raw, *last))
		*last = add_text(f, raw);
	return *last;
}

static sid add_file(struct remark_facts *f, struct raw_text raw)
{
	struct raw_text t = raw_text_decode(raw, &f->scratch);

	return source_paths_find(f->paths, t.bytes, t.len);
}

/* The remark's args, NULL if it has none. */
static const struct fact_remark_arg *args_of(const struct remark_facts *f, const struct fact_remark *r)
{
	return r->remark_args.n ? &f->unit->remark_args.items[r->remark_args.first] : NULL;
}

static uint64_t hash_remark(struct remark_facts *f, const struct fact_remark *r)
{
	const struct fact_remark_arg *args = args_of(f, r);
	const uint32_t head[] = {
		r->file.v, r->at.line, r->at.col, r->kind, r->pass.v, r->name.v, r->function.v,
		(uint32_t)r->hotness, (uint32_t)(r->hotness >> 32), r->flags,
	};

	VEC_CLEAR(&f->words);
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		VEC_PUSH(&f->words, head[i]);
	for (uint32_t i = 0; i < r->remark_args.n; i++) {
		VEC_PUSH(&f->words, args[i].key.v);
		VEC_PUSH(&f->words, args[i].value.v);
		VEC_PUSH(&f->words, args[i].file.v);
		VEC_PUSH(&f->words, args[i].at.line);
		VEC_PUSH(&f->words, args[i].at.col);
	}
	return hash_long(f->words.items, f->words.n * sizeof *f->words.items);
}

static bool same_place(struct place a, struct place b)
{
	return a.line == b.line && a.col == b.col;
}

static bool same_remark(const struct remark_facts *f, const struct fact_remark *a, const struct fact_remark *b)
{
	const struct fact_remark_arg *x = args_of(f, a), *y = args_of(f, b);

	if (!sid_equal(a->file, b->file) || !same_place(a->at, b->at) || a->kind != b->kind || !sid_equal(a->pass, b->pass) ||
	    !sid_equal(a->name, b->name) || !sid_equal(a->function, b->function) || a->hotness != b->hotness ||
	    a->flags != b->flags || a->remark_args.n != b->remark_args.n)
		return false;
	for (uint32_t i = 0; i < a->remark_args.n; i++, x++, y++) {
		if (!sid_equal(x->key, y->key) || !sid_equal(x->value, y->value) || !sid_equal(x->file, y->file) ||
		    !same_place(x->at, y->at))
			return false;
	}
	return true;
}

/* The slot of an equal remark, or the free one where this one belongs. */
static uint32_t *find_slot(const struct remark_facts *f, const struct fact_remark *r, uint64_t hash)
{
	size_t mask = f->n_slots - 1, i = (size_t)hash & mask;

	for (;; i = (i + 1) & mask) {
		uint32_t k = f->slots[i];

		if (!k || (f->hashes.items[k - 1] == hash && same_remark(f, &f->unit->remarks.items[k - 1], r)))
			return &f->slots[i];
	}
}

static void make_slots(struct remark_facts *f, size_t n)
{
	free(f->slots);
	f->n_slots = n;
	f->slots = xmalloc(n * sizeof *f->slots);
	memset(f->slots, 0, n * sizeof *f->slots);
	for (size_t k = 0; k < f->hashes.n; k++) {
		size_t i = (size_t)f->hashes.items[k] & (n - 1);

		while (f->slots[i])
			i = (i + 1) & (n - 1);
		f->slots[i] = (uint32_t)k + 1;
	}
}

void remark_facts_init(struct remark_facts *f, struct intern *text, struct unit_facts *unit, struct source_paths *paths)
{
	size_t n = FIRST_SLOTS;

	*f = (struct remark_facts){ .text = text, .unit = unit, .paths = paths, .scratch = STRBUF_INIT };
	for (size_t i = 0; i < unit->remarks.n; i++)
		VEC_PUSH(&f->hashes, hash_remark(f, &unit->remarks.items[i]));
	while (n < unit->remarks.n * 2)
		n *= 2;
	make_slots(f, n);
	remark_loops_init(&f->loops, text, unit);
}

/* Where the next path below the root begins, as a word of its own; NULL if there is none. */
static const char *find_root(const char *text, const char *root, size_t len)
{
	for (const char *p = text; (p = strstr(p, root)); p++)
		if (p[len] == '/' && (p == text || !(isalnum((unsigned char)p[-1]) || strchr("/._-", p[-1]))))
			return p;
	return NULL;
}

/* Some messages name places in their text, by the absolute path that the compiler was given: "Analyzing loop at /src/a.c:1". */
static sid add_value(struct remark_facts *f, struct raw_text raw, sid *last)
{
	sid value = add_likely(f, raw, last);
	const char *text = intern_text(f->text, value), *root = f->paths->root, *at;
	size_t len = strlen(root);

	if (len < 2 || !strchr(text, '/') || !(at = find_root(text, root, len)))
		return value;
	strbuf_clear(&f->scratch);
	for (; at; at = find_root(text, root, len)) {
		strbuf_add(&f->scratch, text, (size_t)(at - text));
		text = at + len + 1;
	}
	strbuf_adds(&f->scratch, text);
	return intern_add(f->text, f->scratch.text, f->scratch.len);
}

static void add_args(struct remark_facts *f, const struct raw_remark *raw)
{
	for (size_t i = 0; i < raw->args.n; i++) {
		const struct raw_arg *from = &raw->args.items[i];
		size_t at = i % REMARK_FACTS_ARGS;
		struct fact_remark_arg a = { .key = add_likely(f, from->key, &f->keys[at]),
					     .value = add_value(f, from->value, &f->values[at]) };

		if (from->place.known) {
			a.file = add_file(f, from->place.file);
			a.at = (struct place){ from->place.line, from->place.col };
		}
		VEC_PUSH(&f->unit->remark_args, a);
	}
}

uint32_t remark_facts_add(struct remark_facts *f, const struct raw_remark *raw)
{
	struct unit_facts *u = f->unit;
	struct fact_remark r = {
		.kind = raw->kind,
		.pass = add_likely(f, raw->pass, &f->pass),
		.name = add_likely(f, raw->name, &f->name),
		.function = add_likely(f, raw->function, &f->function),
		.hotness = raw->hotness,
		.flags = raw->has_hotness ? REMARK_FLAG_HOTNESS : 0,
		.n = 0,
		.remark_args = { (uint32_t)u->remark_args.n, (uint32_t)raw->args.n },
	};
	uint64_t hash;
	uint32_t *slot, index;

	if (raw->place.known) {
		r.file = add_file(f, raw->place.file);
		r.at = (struct place){ raw->place.line, raw->place.col };
	}
	add_args(f, raw);
	hash = hash_remark(f, &r);
	slot = find_slot(f, &r, hash);
	if (*slot) {
		u->remark_args.n = r.remark_args.first;
		index = *slot - 1;
	} else {
		VEC_PUSH(&u->remarks, r);
		VEC_PUSH(&f->hashes, hash);
		index = (uint32_t)u->remarks.n - 1;
		*slot = index + 1;
		if (u->remarks.n * 2 > f->n_slots)
			make_slots(f, f->n_slots * 2);
	}
	remark_facts_repeat(f, index);
	return index;
}

void remark_facts_repeat(struct remark_facts *f, uint32_t index)
{
	struct fact_codegen *total = codegen_fact(f->unit);
	struct fact_remark *r = &f->unit->remarks.items[index];

	remark_loops_follow(&f->loops, index);
	total->n_read++;
	total->n_repeated += r->n > 0;
	total->n_without_place += sid_is_none(r->file) || !r->at.line;
	r->n++;
}

static int compare_texts(const struct intern *text, sid a, sid b)
{
	size_t len_a = intern_length(text, a), len_b = intern_length(text, b);
	int order;

	if (sid_equal(a, b))
		return 0;
	order = memcmp(intern_text(text, a), intern_text(text, b), len_a < len_b ? len_a : len_b);
	return order ? order : number_compare(len_a, len_b);
}

static int compare_args(const struct remark_facts *f, const struct fact_remark *a, const struct fact_remark *b)
{
	const struct fact_remark_arg *x = args_of(f, a), *y = args_of(f, b);
	uint32_t n = a->remark_args.n < b->remark_args.n ? a->remark_args.n : b->remark_args.n;
	int order = 0;

	for (uint32_t i = 0; i < n && !order; i++, x++, y++) {
		order = compare_texts(f->text, x->value, y->value);
		if (!order)
			order = compare_texts(f->text, x->key, y->key);
		if (!order)
			order = compare_texts(f->text, x->file, y->file);
		if (!order)
			order = place_compare(x->at, y->at);
	}
	return order ? order : number_compare(a->remark_args.n, b->remark_args.n);
}

static int compare_remarks(const void *left, const void *right, void *context)
{
	const struct remark_facts *f = context;
	const struct fact_remark *a = &f->unit->remarks.items[*(const uint32_t *)left];
	const struct fact_remark *b = &f->unit->remarks.items[*(const uint32_t *)right];
	int order = compare_texts(f->text, a->file, b->file);

	if (!order)
		order = place_compare(a->at, b->at);
	if (!order)
		order = compare_texts(f->text, a->pass, b->pass);
	if (!order)
		order = compare_texts(f->text, a->name, b->name);
	if (!order)
		order = compare_texts(f->text, a->function, b->function);
	if (!order)
		order = compare_args(f, a, b);
	if (!order)
		order = number_compare(a->kind, b->kind);
	if (!order)
		order = number_compare(a->flags, b->flags);
	return order ? order : number_compare(a->hotness, b->hotness);
}

/* Lays out remarks and args anew in the order of `order`. */
static void rearrange(struct unit_facts *u, const uint32_t *order, size_t n)
{
	struct fact_remark *remarks = xmalloc(n * sizeof *remarks);
	struct fact_remark_arg *args = xmalloc(u->remark_args.n * sizeof *args);
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		struct slice *s = &remarks[i].remark_args;

		remarks[i] = u->remarks.items[order[i]];
		if (s->n)
			memcpy(args + used, u->remark_args.items + s->first, s->n * sizeof *args);
		s->first = s->n ? (uint32_t)used : 0;
		used += s->n;
	}
	free(u->remarks.items);
	free(u->remark_args.items);
	u->remarks.items = remarks;
	u->remarks.cap = n;
	u->remark_args.items = args;
	u->remark_args.n = u->remark_args.cap = used;
}

void remark_facts_finish(struct remark_facts *f)
{
	size_t n = f->unit->remarks.n;
	uint32_t *order = xmalloc(n * sizeof *order);

	for (size_t i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	remark_loops_place(&f->loops);
	if (n) {
		qsort_r(order, n, sizeof *order, compare_remarks, f);
		rearrange(f->unit, order, n);
		remark_loops_rearrange(f->unit);
	}
	free(order);
	remark_loops_release(&f->loops);
	free(f->slots);
	VEC_RELEASE(&f->hashes);
	VEC_RELEASE(&f->words);
	strbuf_release(&f->scratch);
}
