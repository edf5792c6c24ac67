/* A quick hash for tables in memory; not for identities that last (those use BLAKE3). */
#ifndef WHYNOT_BASE_HASH_H
#define WHYNOT_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Mixes eight bytes a step by a 64x64 -> 128 bit multiplication, as wyhash does (Wang Yi, 2019, public domain). */
uint64_t hash_bytes(const void *bytes, size_t len);

/* The same for texts of hundreds of bytes, where a chain of multiplications would be waited for: four of them side by side. */
uint64_t hash_long(const void *bytes, size_t len);

#endif
