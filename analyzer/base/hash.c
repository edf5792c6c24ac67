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

	/* Whole words apart from the rest: a copy of a size that is known is one load. */
	for (; len >= sizeof word; p += sizeof word, len -= sizeof word) {
		memcpy(&word, p, sizeof word);
		h = mix(h ^ word, 0xd6e8feb86659fd93u);
	}
	if (len) {
		word = 0;
		memcpy(&word, p, len);
		h = mix(h ^ word, 0xd6e8feb86659fd93u);
	}
	return mix(h, 0xa0761d6478bd642fu);
}

uint64_t hash_long(const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint64_t lanes[4] = { len, 0x9e3779b97f4a7c15u, 0xa0761d6478bd642fu, 0xe7037ed1a0b428dbu }, words[4];

	for (; len >= sizeof words; p += sizeof words, len -= sizeof words) {
		memcpy(words, p, sizeof words);
		lanes[0] = mix(lanes[0] ^ words[0], 0xd6e8feb86659fd93u);
		lanes[1] = mix(lanes[1] ^ words[1], 0x8ebc6af09c88c6e3u);
		lanes[2] = mix(lanes[2] ^ words[2], 0x589965cc75374cc3u);
		lanes[3] = mix(lanes[3] ^ words[3], 0x1d8e4e27c47d124fu);
	}
	return hash_bytes(p, len) ^ hash_bytes(lanes, sizeof lanes);
}
