/* Reading numbers and bytes that may end too early. Private to this folder. */
#ifndef WHYNOT_CACHE_BYTES_H
#define WHYNOT_CACHE_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct byte_cursor {
	const char *at, *end;
};

static inline bool take_bytes(struct byte_cursor *c, void *to, size_t len)
{
	if ((size_t)(c->end - c->at) < len)
		return false;
	memcpy(to, c->at, len);
	c->at += len;
	return true;
}

static inline bool take_number(struct byte_cursor *c, uint32_t *n)
{
	return take_bytes(c, n, sizeof *n);
}

/* A text of `len` characters with a NUL behind it and none in it. */
static inline const char *take_text(struct byte_cursor *c, uint32_t len)
{
	const char *text = c->at;

	if ((size_t)(c->end - c->at) <= len || text[len] || memchr(text, '\0', len))
		return NULL;
	c->at += (size_t)len + 1;
	return text;
}

#endif
