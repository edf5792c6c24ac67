#include "analyzer/base/gunzip.h"

#include "analyzer/base/panic.h"

#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

/* zlib counts in 32 bits, so its input is handed over in pieces, too. */
enum { PIECE = 1 << 16 };

static void *allocate(void *context, unsigned n, unsigned size)
{
	(void)context;
	return xmalloc((size_t)n * size);
}

static void release(void *context, void *memory)
{
	(void)context;
	free(memory);
}

bool is_gzip(const char *bytes, size_t len)
{
	return len >= 2 && !memcmp(bytes, "\x1f\x8b", 2);
}

/* Tapes and disks pad with zeros, and gzip(1) passes over them. */
static bool is_padding(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (bytes[i])
			return false;
	return true;
}

enum gunzip_end gunzip(const char *bytes, size_t len, gunzip_take *take, void *context)
{
	z_stream z = { .zalloc = allocate, .zfree = release };
	enum gunzip_end end = GUNZIP_WHOLE;
	unsigned char *piece = xmalloc(PIECE);
	int rc = Z_OK;

	if (inflateInit2(&z, MAX_WBITS + 16) != Z_OK)
		BUG("zlib refuses to begin: %s", z.msg ? z.msg : "another version");
	while (end == GUNZIP_WHOLE && (len || rc != Z_STREAM_END)) {
		unsigned in = len > PIECE ? PIECE : (unsigned)len;

		if (rc == Z_STREAM_END && is_padding(bytes, len))
			break;
		if (rc == Z_STREAM_END)
			inflateReset(&z);
		z.next_in = (const Bytef *)bytes;
		z.avail_in = in;
		z.next_out = piece;
		z.avail_out = PIECE;
		rc = inflate(&z, Z_NO_FLUSH);
		bytes += in - z.avail_in;
		len -= in - z.avail_in;
		if (!take(context, (const char *)piece, PIECE - z.avail_out))
			end = GUNZIP_STOPPED;
		else if (rc != Z_OK && rc != Z_STREAM_END)
			end = rc == Z_BUF_ERROR && !len ? GUNZIP_CUT : GUNZIP_DAMAGED;
	}
	inflateEnd(&z);
	free(piece);
	return end;
}
