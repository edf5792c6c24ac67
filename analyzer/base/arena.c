#include "analyzer/base/arena.h"
#include "analyzer/base/panic.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_ALIGN = _Alignof(max_align_t), ARENA_FIRST_BLOCK = 4096, ARENA_LARGEST_BLOCK = 1 << 20 };

struct arena_block {
	struct arena_block *older;
	size_t size, used;
	_Alignas(max_align_t) unsigned char bytes[];
};

void arena_release(struct arena *a)
{
	struct arena_block *b = a->head;

	while (b) {
		struct arena_block *older = b->older;
		free(b);
		b = older;
	}
	*a = (struct arena){ 0 };
}

static struct arena_block *add_block(struct arena *a, size_t at_least)
{
	/* Doubling keeps the number of blocks logarithmic; the cap keeps the unused tail of the last one small. */
	size_t size = a->head ? a->head->size * 2 : ARENA_FIRST_BLOCK;
	struct arena_block *b;

	if (size > ARENA_LARGEST_BLOCK)
		size = ARENA_LARGEST_BLOCK;
	if (size < at_least)
		size = at_least;
	b = xmalloc(sizeof *b + size);
	b->size = size;
	b->used = 0;
	b->older = a->head;
	a->head = b;
	a->reserved += sizeof *b + size;
	return b;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
	struct arena_block *b = a->head;
	size_t need;
	void *p;

	if (bytes > (size_t)-1 / 2)
		panic_out_of_memory(bytes);
	need = (bytes + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
	if (!b || b->size - b->used < need)
		b = add_block(a, need);
	p = b->bytes + b->used;
	b->used += need;
	a->used += need;
	return p;
}

void *arena_zalloc(struct arena *a, size_t bytes)
{
	return memset(arena_alloc(a, bytes), 0, bytes);
}

void *arena_memdup(struct arena *a, const void *from, size_t bytes)
{
	void *p = arena_alloc(a, bytes);

	if (bytes)
		memcpy(p, from, bytes);
	return p;
}

char *arena_strndup(struct arena *a, const char *text, size_t len)
{
	char *p = arena_alloc(a, len + 1);

	if (len)
		memcpy(p, text, len);
	p[len] = '\0';
	return p;
}

char *arena_strdup(struct arena *a, const char *text)
{
	return arena_strndup(a, text, strlen(text));
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list ap, again;
	int len;
	char *p;

	va_start(ap, format);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (len < 0)
		BUG("bad format '%s'", format);
	p = arena_alloc(a, (size_t)len + 1);
	vsnprintf(p, (size_t)len + 1, format, again);
	va_end(again);
	return p;
}
