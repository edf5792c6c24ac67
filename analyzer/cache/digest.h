/* BLAKE3, as libLLVM has it (O'Connor, Aumasson, Neves, Wilcox-O'Hearn, 2020): what names and checks everything in the cache. */
#ifndef WHYNOT_CACHE_DIGEST_H
#define WHYNOT_CACHE_DIGEST_H

#include "analyzer/base/strbuf.h"

#include <stdbool.h>

struct digest {
	unsigned char bytes[32];
};

struct digest digest_of(const void *bytes, size_t len);

/* Of two runs of bytes, one behind the other. */
struct digest digest_of_two(const void *first, size_t first_len, const void *second, size_t second_len);

/* Of all that can still be read from the descriptor. Below 0 with errno. */
int digest_of_fd(int fd, struct digest *d);

bool digest_equal(const struct digest *a, const struct digest *b);

/* 64 characters. */
void digest_add_hex(const struct digest *d, struct strbuf *out);

#endif
