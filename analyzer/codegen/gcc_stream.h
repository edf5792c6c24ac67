/*
 * gcc's record as a stream: gzip is undone piece by piece and the JSON is cut into its parts, so that only one of them is in
 * memory at a time (the record of a large unit has hundreds of megabytes).
 */
#ifndef WHYNOT_CODEGEN_GCC_STREAM_H
#define WHYNOT_CODEGEN_GCC_STREAM_H

#include "analyzer/base/strbuf.h"

enum gcc_part {
	GCC_PART_HEAD,    /* format and generator */
	GCC_PART_PASSES,  /* the tree of passes */
	GCC_PART_ENTRY,   /* one entry of the list of messages */
};

struct gcc_stream {
	void *context;
	/* One part's JSON: an object, for the passes an array. Valid during the call. */
	void (*part)(void *context, enum gcc_part what, const char *json, size_t len);
	/* The record goes on, but something in it is not read; `what` in words. */
	void (*damaged)(void *context, const char *what);
};

/* Reads all; never fails. Several members of gzip count as one text, as for gunzip. */
void gcc_stream_read(const struct gcc_stream *s, const char *bytes, size_t len);

#endif
