/* Our own bugs and an exhausted memory: the two things that end the program from inside a library. */
#ifndef WHYNOT_BASE_PANIC_H
#define WHYNOT_BASE_PANIC_H

#include <stddef.h>

/* Says where and what on stderr, then aborts. For states that only a defect of whynot itself can cause. */
#define BUG(...) panic_bug(__FILE__, __LINE__, __VA_ARGS__)

_Noreturn void panic_bug(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Says how many bytes could not be had and exits with status 2. */
_Noreturn void panic_out_of_memory(size_t bytes);

/* malloc and realloc that never return NULL; a size of 0 is asked for as 1. */
void *xmalloc(size_t bytes) __attribute__((malloc, returns_nonnull, alloc_size(1)));
void *xrealloc(void *old, size_t bytes) __attribute__((returns_nonnull, alloc_size(2)));

#endif
