/* What a run gave out, as bytes: its exit status, and what went to which file or stream. */
#ifndef WHYNOT_CACHE_KEPT_OUTPUT_H
#define WHYNOT_CACHE_KEPT_OUTPUT_H

#include "analyzer/base/journal.h"

struct kept_part {
	const char *path;        /* NULL: a standard stream */
	int stream;              /* 1 or 2 */
	const char *bytes;
	size_t len;
};

struct kept_output {
	int status;
	VEC(struct kept_part) parts;
};

void kept_output_write(int status, const struct journal *j, struct strbuf *out);

/* False, and nothing in `k`, if the bytes are none of ours. They must outlive it. */
bool kept_output_read(struct kept_output *k, const char *bytes, size_t len);
void kept_output_release(struct kept_output *k);

#endif
