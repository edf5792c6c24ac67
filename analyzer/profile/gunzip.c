#include "analyzer/profile/reader.h"

#define ZLIB_CONST
#include <zlib.h>

/* A bomb is no profile: text of this kind is packed twenty to one, hardly ever a thousand to one. */
enum { MOST_UNPACKED = 1 << 30 };

int gunzip(const struct profile_input *in, struct strbuf *out)
{
	z_stream z = { .next_in = (const Bytef *)in->bytes };
	size_t left = (size_t)(in->end - in->bytes);
	int rc = inflateInit2(&z, 15 + 16);

	if (rc != Z_OK)
		return error_set(in->error, "--profile: %s cannot be unpacked: out of memory", in->path);
	while (rc == Z_OK) {
		char piece[65536];

		if (!z.avail_in && left) {
			z.avail_in = (uInt)(left < 1 << 20 ? left : 1 << 20);
			left -= z.avail_in;
		}
		z.next_out = (Bytef *)piece;
		z.avail_out = sizeof piece;
		rc = inflate(&z, Z_NO_FLUSH);
		if (rc == Z_OK || rc == Z_STREAM_END)
			strbuf_add(out, piece, sizeof piece - z.avail_out);
		if (out->len > MOST_UNPACKED) {
			inflateEnd(&z);
			return error_set(in->error, "--profile: %s holds more than a gigabyte; unpack it with gunzip and name the result", in->path);
		}
		/* Several members may follow each other. */
		if (rc == Z_STREAM_END && (z.avail_in || left))
			rc = inflateReset(&z);
	}
	inflateEnd(&z);
	if (rc != Z_STREAM_END)
		return error_set(in->error, "--profile: %s is damaged gzip or was cut off at byte %zu; make it again", in->path,
				 (size_t)(in->end - in->bytes) - left - z.avail_in);
	return 0;
}
