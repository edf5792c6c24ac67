/* A hash table from 64-bit keys (pointers of libclang's, packed numbers) to 32-bit values, for the hot paths of the walk. */
#ifndef WHYNOT_FRONTEND_TABLE_H
#define WHYNOT_FRONTEND_TABLE_H

#include <stdint.h>

struct table_slot;

struct table {
	struct table_slot *slots;
	uint32_t n, n_slots; /* slots: a power of two, or 0 before the first entry */
};

#define TABLE_NEW UINT32_MAX

/*
 * The value kept for the key, to read or to set; a new key gets TABLE_NEW. Any key but 0.
 * Valid until the next call.
 */
uint32_t *table_at(struct table *t, uint64_t key);

static inline uint64_t table_pointer_key(const void *pointer)
{
	return (uint64_t)(uintptr_t)pointer;
}

void table_clear(struct table *t);   /* empties, keeps the memory */
void table_release(struct table *t);

#endif
