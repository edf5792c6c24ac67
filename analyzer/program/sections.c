/*
 * Sections count as equal if their length and two hashes that share no step are equal: 128 bits, so that the bytes need not
 * be kept for comparing.
 */
#include "analyzer/program/sections.h"

#include "analyzer/base/hash.h"

#include <string.h>

/* Unlike hash_bytes() in every constant and in how the words are mixed: an xor, a multiplication and a rotation each. */
static uint64_t second_hash(const char *bytes, size_t len)
{
	uint64_t h = 0xff51afd7ed558ccdu + len, word;

	for (size_t at = 0; at < len; at += sizeof word) {
		word = 0;
		memcpy(&word, bytes + at, len - at < sizeof word ? len - at : sizeof word);
		h = (h ^ word) * 0x9fb21c651e98df25u;
		h = (h << 29 | h >> 35) + 0x52dce729u;
	}
	h = (h ^ h >> 32) * 0xc4ceb9fe1a85ec53u;
	return h ^ h >> 29;
}

static struct section **slot_of(const struct section_table *t, uint64_t hash, uint64_t second, size_t len)
{
	size_t i = hash & (t->n_slots - 1);

	while (t->slots[i] && (t->slots[i]->hash != hash || t->slots[i]->second_hash != second || t->slots[i]->len != len))
		i = (i + 1) & (t->n_slots - 1);
	return &t->slots[i];
}

struct section *section_find(const struct section_table *t, const char *bytes, size_t len)
{
	return t->n_slots ? *slot_of(t, hash_bytes(bytes, len), second_hash(bytes, len), len) : NULL;
}

static void grow(struct section_table *t)
{
	free(t->slots);
	t->n_slots = t->n_slots ? t->n_slots * 2 : 256;
	t->slots = xmalloc(t->n_slots * sizeof(struct section *));
	memset(t->slots, 0, t->n_slots * sizeof(struct section *));
	for (size_t i = 0; i < t->all.n; i++) {
		struct section *s = t->all.items[i];

		*slot_of(t, s->hash, s->second_hash, s->len) = s;
	}
}

/* Facts stay to the end of the run, so the room that growing left over is given back. */
static void trim(struct file_facts *facts)
{
	for (enum fact_kind k = 0; k < n_FACT_KIND; k++) {
		struct fact_schema s = fact_schema(k);
		struct fact_array *array;

		if (s.is_unit_scope)
			continue;
		array = fact_array(facts, &s);
		if (array->n == array->cap)
			continue;
		array->items = xrealloc(array->items, array->n * s.record_size);
		array->cap = array->n;
	}
}

struct section *section_take(struct section_table *t, struct file_facts *facts)
{
	uint64_t hash = hash_bytes(facts->section, facts->section_len);
	uint64_t second = second_hash(facts->section, facts->section_len);
	struct section **slot, *s;

	if ((t->all.n + 1) * 2 > t->n_slots)
		grow(t);
	slot = slot_of(t, hash, second, facts->section_len);
	if (*slot) {
		file_facts_release(facts); /* a unit that says the same twice */
		return *slot;
	}
	s = arena_zalloc(&t->memory, sizeof *s);
	s->hash = hash;
	s->second_hash = second;
	s->len = facts->section_len;
	s->index = (uint32_t)t->all.n;
	s->facts = *facts;
	s->facts.section = NULL;
	s->facts.section_len = 0;
	trim(&s->facts);
	*facts = (struct file_facts){ 0 };
	VEC_PUSH(&t->all, s);
	*slot = s;
	return s;
}

void section_table_release(struct section_table *t)
{
	VEC_RELEASE(&t->all);
	free(t->slots);
	arena_release(&t->memory);
	*t = (struct section_table){ 0 };
}
