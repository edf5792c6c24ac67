#include "analyzer/frontend/mentions.h"
#include "analyzer/base/hash.h"

#include <string.h>

#define NONE UINT32_MAX

struct mentioned_name {
	const char *text;
	uint32_t len;
	uint32_t next;          /* another name with the same hash, or NONE */
	uint32_t first, last;   /* its targets, or NONE */
	sid id;                 /* once it is part of a use */
	bool is_interned;
};

struct mention {
	uint32_t source, how, name, n;
	struct place at;
};

struct mention_target {
	uint32_t kind, source, offset;
	uint32_t next;          /* of the same name, or NONE */
	bool is_repeat;         /* an earlier one has the same kind and file */
};

struct macro_body {
	uint32_t first, n;      /* in body_names */
};

struct macro_expansion {
	uint32_t source, macro_source, macro_offset;
	struct place at;
};

void mentions_init(struct mentions *m, struct sources *sources)
{
	*m = (struct mentions){ .sources = sources };
}

void mentions_release(struct mentions *m)
{
	VEC_RELEASE(&m->names);
	VEC_RELEASE(&m->items);
	VEC_RELEASE(&m->targets);
	VEC_RELEASE(&m->bodies);
	VEC_RELEASE(&m->body_names);
	VEC_RELEASE(&m->expansions);
	table_release(&m->by_name);
	table_release(&m->by_mention);
	table_release(&m->by_body);
}

static uint64_t name_key(const char *name, size_t len)
{
	return hash_bytes(name, len) | 1;
}

static uint64_t body_key(uint32_t source, uint32_t offset)
{
	return ((uint64_t)source << 32 | offset) + 1;
}

/* The number of the name among those that hash alike, from `i` on; NONE if it is not there. */
static uint32_t find_name(const struct mentions *m, uint32_t i, const char *name, size_t len)
{
	for (; i != NONE; i = m->names.items[i].next)
		if (m->names.items[i].len == len && !memcmp(m->names.items[i].text, name, len))
			return i;
	return NONE;
}

static uint32_t add_name(struct mentions *m, const char *name, size_t len)
{
	uint32_t *at = table_at(&m->by_name, name_key(name, len));
	struct mentioned_name new = { .text = name, .len = (uint32_t)len, .next = *at, .first = NONE, .last = NONE };
	uint32_t found = find_name(m, *at, name, len);

	if (found != NONE)
		return found;
	*at = (uint32_t)m->names.n;
	VEC_PUSH(&m->names, new);
	return *at;
}

uint32_t mentions_add(struct mentions *m, uint32_t source, uint32_t how, const char *name, size_t len, struct place place)
{
	uint32_t number = add_name(m, name, len);
	uint64_t key = ((uint64_t)number << 32 | source << 4 | how) + 1;
	uint32_t *at = table_at(&m->by_mention, key);
	struct mention new = { source, how, number, 1, place };

	if (*at != TABLE_NEW) {
		m->items.items[*at].n++;
		return number;
	}
	*at = (uint32_t)m->items.n;
	VEC_PUSH(&m->items, new);
	return number;
}

void mentions_begin_body(struct mentions *m, uint32_t source, uint32_t offset)
{
	struct macro_body new = { (uint32_t)m->body_names.n, 0 };

	*table_at(&m->by_body, body_key(source, offset)) = (uint32_t)m->bodies.n;
	VEC_PUSH(&m->bodies, new);
}

void mentions_body_name(struct mentions *m, uint32_t name)
{
	VEC_PUSH(&m->body_names, name);
	VEC_LAST(&m->bodies)->n++;
}

void mentions_offer(struct mentions *m, const char *name, size_t len, uint32_t kind, uint32_t source, uint32_t offset)
{
	struct mention_target new = { .kind = kind, .source = source, .offset = offset, .next = NONE };
	struct mentioned_name *n;
	uint32_t number;

	if (!m->names.n || !len)
		return;
	number = find_name(m, *table_at(&m->by_name, name_key(name, len)), name, len);
	if (number == NONE)
		return;
	n = &m->names.items[number];
	for (uint32_t i = n->first; i != NONE; i = m->targets.items[i].next) {
		const struct mention_target *t = &m->targets.items[i];

		if (t->kind != kind || t->source != source)
			continue;
		if (t->offset == offset)
			return;
		new.is_repeat = true;
	}
	if (n->last == NONE)
		n->first = (uint32_t)m->targets.n;
	else
		m->targets.items[n->last].next = (uint32_t)m->targets.n;
	n->last = (uint32_t)m->targets.n;
	VEC_PUSH(&m->targets, new);
}

void mentions_expand(struct mentions *m, uint32_t source, struct place at, uint32_t macro_source, uint32_t macro_offset)
{
	struct macro_expansion new = { source, macro_source, macro_offset, at };

	VEC_PUSH(&m->expansions, new);
}

static void add_use(struct mentions *m, uint32_t source, uint32_t how, uint32_t name, const struct mention_target *target,
		    uint32_t n, struct place at)
{
	struct mentioned_name *named = &m->names.items[name];
	struct fact_use use = { .at = at, .how = how, .kind = target->kind, .n = n };

	if (!named->is_interned) {
		named->id = intern_add(m->sources->text, named->text, named->len);
		named->is_interned = true;
	}
	use.name = named->id;
	use.target = m->sources->items.items[target->source].path;
	VEC_PUSH(&m->sources->unit->files.items[source].uses, use);
}

static void resolve_mentions(struct mentions *m)
{
	for (size_t i = 0; i < m->items.n; i++) {
		const struct mention *it = &m->items.items[i];

		if (m->sources->items.items[it->source].is_system)
			continue;
		for (uint32_t t = m->names.items[it->name].first; t != NONE; t = m->targets.items[t].next) {
			const struct mention_target *target = &m->targets.items[t];

			if (!target->is_repeat && (it->how != USE_HOW_TEST || target->kind == ENTITY_KIND_MACRO))
				add_use(m, it->source, it->how, it->name, target, it->n, it->at);
		}
	}
}

/* A macro whose expansion in a file is still to be followed into its body. */
struct pending {
	uint32_t source, offset;
};

/* libclang records only the outermost expansion; a file needs the macros further in as well. */
static void resolve_expansion(struct mentions *m, const struct macro_expansion *e, struct table *done, struct table *used)
{
	VEC(struct pending) stack = { 0 };
	struct pending next = { e->macro_source, e->macro_offset };

	VEC_PUSH(&stack, next);
	while (stack.n) {
		struct pending p = stack.items[--stack.n];
		uint32_t body = *table_at(&m->by_body, body_key(p.source, p.offset));

		if (body == TABLE_NEW || *table_at(done, body_key(e->source, body)) != TABLE_NEW)
			continue;
		*table_at(done, body_key(e->source, body)) = 1;
		for (uint32_t i = 0; i < m->bodies.items[body].n; i++) {
			uint32_t name = m->body_names.items[m->bodies.items[body].first + i];

			for (uint32_t t = m->names.items[name].first; t != NONE; t = m->targets.items[t].next) {
				const struct mention_target *target = &m->targets.items[t];
				uint32_t *at;

				if (target->kind != ENTITY_KIND_MACRO)
					continue;
				at = table_at(used, body_key(e->source, t));
				if (*at == TABLE_NEW && !target->is_repeat && target->source != e->source)
					add_use(m, e->source, USE_HOW_IMPLICIT, name, target, 1, e->at);
				*at = 1;
				next = (struct pending){ target->source, target->offset };
				VEC_PUSH(&stack, next);
			}
		}
	}
	VEC_RELEASE(&stack);
}

void mentions_resolve(struct mentions *m)
{
	struct table done = { 0 }, used = { 0 };

	resolve_mentions(m);
	for (size_t i = 0; i < m->expansions.n; i++)
		resolve_expansion(m, &m->expansions.items[i], &done, &used);
	table_release(&done);
	table_release(&used);
}
