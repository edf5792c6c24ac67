#include "analyzer/base/hash.h"

#include <string.h>

static uint64_t mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t hash_bytes(const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint64_t h = 0x9e3779b97f4a7c15u ^ len, word;

	for (size_t left = len; left > 0;) {
		size_t step = left < sizeof word ? left : sizeof word;

		word = 0;
		memcpy(&word, p, step);
		h = mix(h ^ word, 0xd6e8feb86659fd93u);
		p += step;
		left -= step;
	}
	return mix(h, 0xa0761d6478bd642fu);
}
