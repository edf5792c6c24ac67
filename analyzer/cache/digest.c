#include "analyzer/cache/digest.h"

#include <errno.h>
#include <llvm-c/blake3.h>
#include <unistd.h>

struct digest digest_of(const void *bytes, size_t len)
{
	return digest_of_two(NULL, 0, bytes, len);
}

struct digest digest_of_two(const void *first, size_t first_len, const void *second, size_t second_len)
{
	llvm_blake3_hasher hasher;
	struct digest d;

	llvm_blake3_hasher_init(&hasher);
	if (first_len)
		llvm_blake3_hasher_update(&hasher, first, first_len);
	llvm_blake3_hasher_update(&hasher, second, second_len);
	llvm_blake3_hasher_finalize(&hasher, d.bytes, sizeof d.bytes);
	return d;
}

int digest_of_fd(int fd, struct digest *d)
{
	enum { STEP = 1 << 18 };
	llvm_blake3_hasher hasher;
	struct strbuf piece = STRBUF_INIT;
	ssize_t n;

	llvm_blake3_hasher_init(&hasher);
	strbuf_reserve(&piece, STEP);
	while ((n = read(fd, piece.text, STEP)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		llvm_blake3_hasher_update(&hasher, piece.text, (size_t)n);
	}
	llvm_blake3_hasher_finalize(&hasher, d->bytes, sizeof d->bytes);
	strbuf_release(&piece);
	return n < 0 ? -1 : 0;
}

bool digest_equal(const struct digest *a, const struct digest *b)
{
	return !memcmp(a->bytes, b->bytes, sizeof a->bytes);
}

void digest_add_hex(const struct digest *d, struct strbuf *out)
{
	static const char digits[] = "0123456789abcdef";

	strbuf_reserve(out, 2 * sizeof d->bytes);
	for (size_t i = 0; i < sizeof d->bytes; i++) {
		char pair[2] = { digits[d->bytes[i] >> 4], digits[d->bytes[i] & 15] };

		strbuf_add(out, pair, sizeof pair);
	}
}
