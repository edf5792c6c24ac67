/*
 * A growable array of any type: `struct { T *items; size_t n, cap; }`, written VEC(T) as a struct member.
 * An all-zero one is empty. Owned by whoever holds the struct; VEC_RELEASE frees the items.
 */
#ifndef WHYNOT_BASE_VEC_H
#define WHYNOT_BASE_VEC_H

#include "analyzer/base/panic.h"

#include <stddef.h>
#include <stdlib.h>

#define VEC(type) struct { type *items; size_t n, cap; }

/* Appends one item; evaluates `v` more than once. */
#define VEC_PUSH(v, item) \
	do { \
		if ((v)->n == (v)->cap) { \
			(v)->cap = (v)->cap ? (v)->cap * 2 : 8; \
			(v)->items = xrealloc((v)->items, (v)->cap * sizeof *(v)->items); \
		} \
		(v)->items[(v)->n++] = (item); \
	} while (0)

#define VEC_LAST(v) (&(v)->items[(v)->n - 1])
#define VEC_CLEAR(v) ((v)->n = 0)
#define VEC_RELEASE(v) (free((v)->items), (v)->items = NULL, (v)->n = (v)->cap = 0)

#endif
