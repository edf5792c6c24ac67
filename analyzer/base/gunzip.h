/* Unpacks gzip (RFC 1952) by zlib, piece by piece. */
#ifndef WHYNOT_BASE_GUNZIP_H
#define WHYNOT_BASE_GUNZIP_H

#include <stdbool.h>
#include <stddef.h>

enum gunzip_end {
	GUNZIP_WHOLE,
	GUNZIP_STOPPED,          /* by the taker */
	GUNZIP_CUT,              /* the bytes end too early */
	GUNZIP_DAMAGED,
};

/* The next bytes of the text; false: no more, please. They are the unpacker's. */
typedef bool gunzip_take(void *context, const char *piece, size_t len);

/* True if the bytes begin as gzip does. */
bool is_gzip(const char *bytes, size_t len);

/* Hands over all that can be unpacked, also in front of a damage. Several members behind each other are one text, as for gunzip(1). */
enum gunzip_end gunzip(const char *bytes, size_t len, gunzip_take *take, void *context);

#endif
