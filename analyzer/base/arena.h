/*
 * Memory by lifetime: many allocations, one release. Nothing in an arena is freed singly.
 * There are arenas for the run, for one unit, and for the program with its findings.
 */
#ifndef WHYNOT_BASE_ARENA_H
#define WHYNOT_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *head; /* the block that is being filled; older ones behind it */
	size_t used;              /* bytes handed out */
	size_t reserved;          /* bytes taken from malloc */
};

/* An arena of zeros is an empty arena: `struct arena a = {0};` needs no init. */
void arena_release(struct arena *a);

/* Memory for `bytes` bytes, aligned for any type, not cleared. Never NULL. Lives until arena_release(). */
void *arena_alloc(struct arena *a, size_t bytes) __attribute__((returns_nonnull, alloc_size(2)));

/* The same, filled with zeros. */
void *arena_zalloc(struct arena *a, size_t bytes) __attribute__((returns_nonnull, alloc_size(2)));

/* Copies of memory and text; arena_strndup() ends the copy with a NUL. */
void *arena_memdup(struct arena *a, const void *from, size_t bytes);
char *arena_strdup(struct arena *a, const char *text);
char *arena_strndup(struct arena *a, const char *text, size_t len);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A cleared array of `count` elements of the type; `count` may be 0. */
#define ARENA_ARRAY(a, type, count) ((type *)arena_zalloc((a), sizeof(type) * (size_t)(count)))

#endif
