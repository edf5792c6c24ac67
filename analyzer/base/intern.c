#include "analyzer/base/intern.h"
#include "analyzer/base/hash.h"
#include "analyzer/base/panic.h"

#include <stdlib.h>
#include <string.h>

struct intern_slot {
	uint32_t hash;
	uint32_t id; /* 0: free */
};

enum { INTERN_FIRST_SLOTS = 1024 };

void intern_init(struct intern *t)
{
	*t = (struct intern){ 0 };
	t->cap = INTERN_FIRST_SLOTS / 2;
	t->texts = xmalloc(t->cap * sizeof *t->texts);
	t->lengths = xmalloc(t->cap * sizeof *t->lengths);
	t->texts[0] = "";
	t->lengths[0] = 0;
	t->n = 1;
	t->n_slots = INTERN_FIRST_SLOTS;
	t->slots = xmalloc(t->n_slots * sizeof *t->slots);
	memset(t->slots, 0, t->n_slots * sizeof *t->slots);
}

void intern_release(struct intern *t)
{
	arena_release(&t->memory);
	free(t->texts);
	free(t->lengths);
	free(t->slots);
	*t = (struct intern){ 0 };
}

/* Linear probing: the slot that holds the text, or the free one where it belongs. */
static struct intern_slot *find_slot(const struct intern *t, uint32_t hash, const char *text, size_t len)
{
	uint32_t mask = t->n_slots - 1, i = hash & mask;

	for (;; i = (i + 1) & mask) {
		struct intern_slot *s = &t->slots[i];

		if (!s->id)
			return s;
		if (s->hash == hash && t->lengths[s->id] == len && !memcmp(t->texts[s->id], text, len))
			return s;
	}
}

static void grow_slots(struct intern *t)
{
	struct intern_slot *old = t->slots;
	uint32_t n_old = t->n_slots, mask;

	t->n_slots *= 2;
	mask = t->n_slots - 1;
	t->slots = xmalloc(t->n_slots * sizeof *t->slots);
	memset(t->slots, 0, t->n_slots * sizeof *t->slots);
	for (uint32_t k = 0; k < n_old; k++) {
		uint32_t i = old[k].hash & mask;

		if (!old[k].id)
			continue;
		while (t->slots[i].id)
			i = (i + 1) & mask;
		t->slots[i] = old[k];
	}
	free(old);
}

sid intern_add(struct intern *t, const char *text, size_t len)
{
	uint32_t hash;
	struct intern_slot *s;

	if (!len)
		return (sid){ 0 };
	if (len > UINT32_MAX || t->n == UINT32_MAX / 2)
		panic_out_of_memory(len);
	hash = (uint32_t)hash_bytes(text, len);
	s = find_slot(t, hash, text, len);
	if (s->id)
		return (sid){ s->id };
	if (t->n == t->cap) {
		t->cap *= 2;
		t->texts = xrealloc(t->texts, t->cap * sizeof *t->texts);
		t->lengths = xrealloc(t->lengths, t->cap * sizeof *t->lengths);
	}
	t->texts[t->n] = arena_strndup(&t->memory, text, len);
	t->lengths[t->n] = (uint32_t)len;
	*s = (struct intern_slot){ hash, t->n };
	t->n++;
	if (t->n > t->n_slots / 2)
		grow_slots(t);
	return (sid){ t->n - 1 };
}

sid intern_adds(struct intern *t, const char *text)
{
	return text ? intern_add(t, text, strlen(text)) : (sid){ 0 };
}

sid intern_find(const struct intern *t, const char *text, size_t len)
{
	if (!len)
		return (sid){ 0 };
	return (sid){ find_slot(t, (uint32_t)hash_bytes(text, len), text, len)->id };
}
