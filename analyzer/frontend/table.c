/* Open addressing with linear probing, at most half full, Fibonacci hashing (Knuth, TAOCP 3, 6.4). */
#include "analyzer/frontend/table.h"
#include "analyzer/base/panic.h"

#include <stdlib.h>
#include <string.h>

struct table_slot {
	uint64_t key; /* 0: free */
	uint32_t value;
};

enum { TABLE_FIRST_SLOTS = 1024 };

static struct table_slot *find_slot(const struct table *t, uint64_t key)
{
	uint32_t mask = t->n_slots - 1;
	uint32_t i = (uint32_t)((key * 0x9e3779b97f4a7c15u) >> 32) & mask;

	while (t->slots[i].key && t->slots[i].key != key)
		i = (i + 1) & mask;
	return &t->slots[i];
}

static void grow(struct table *t)
{
	struct table_slot *old = t->slots;
	uint32_t n_old = t->n_slots;

	t->n_slots = n_old ? n_old * 2 : TABLE_FIRST_SLOTS;
	t->slots = xmalloc(t->n_slots * sizeof *t->slots);
	memset(t->slots, 0, t->n_slots * sizeof *t->slots);
	for (uint32_t i = 0; i < n_old; i++)
		if (old[i].key)
			*find_slot(t, old[i].key) = old[i];
	free(old);
}

uint32_t *table_at(struct table *t, uint64_t key)
{
	struct table_slot *s;

	if (!key)
		BUG("the key 0");
	if (t->n >= t->n_slots / 2)
		grow(t);
	s = find_slot(t, key);
	if (!s->key) {
		*s = (struct table_slot){ key, TABLE_NEW };
		t->n++;
	}
	return &s->value;
}

void table_clear(struct table *t)
{
	if (t->n)
		memset(t->slots, 0, t->n_slots * sizeof *t->slots);
	t->n = 0;
}

void table_release(struct table *t)
{
	free(t->slots);
	*t = (struct table){ 0 };
}
