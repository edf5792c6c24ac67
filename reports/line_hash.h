/* The hash by which GitHub's code scanning knows a line again after others have moved it. */
#ifndef WHYNOT_REPORTS_LINE_HASH_H
#define WHYNOT_REPORTS_LINE_HASH_H

#include "analyzer/base/vec.h"

#include <stdint.h>

struct line_hash {
	uint64_t hash;
	uint32_t count;       /* which of the lines with this hash, from 1 */
};

struct line_hashes {
	VEC(struct line_hash) lines;  /* [i]: of line i + 1 */
};

/*
 * As the uploader computes its primaryLocationLineHash, so that it finds ours equal: over the 100 UTF-16 units from the line's
 * start, blanks and tabs left out, each line end one '\n', the end of the file one unit 65535 and zeros behind it, the hash is
 * h = 37 h + unit modulo 2^64; kept up to date by taking out the unit that leaves the window (Karp and Rabin 1987).
 */
void line_hashes_fill(struct line_hashes *h, const char *text, size_t len);
void line_hashes_release(struct line_hashes *h);

#endif
