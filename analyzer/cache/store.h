/*
 * The folder of the cache: entries by name, each a file of its own. An entry is written under another name and renamed, so it is
 * there as a whole or not at all, for any number of runs at a time; its head carries the hash of the rest, and what does not
 * agree with it is not there. Nothing else is kept: no index, no lock, no daemon.
 *
 *	DIR/CACHEDIR.TAG                 tells backups to leave it out (bford.info/cachedir)
 *	DIR/ab/cdef...0.facts            "whynot-cache 1 facts LENGTH BLAKE3\n" and the bytes; of name and bytes
 */
#ifndef WHYNOT_CACHE_STORE_H
#define WHYNOT_CACHE_STORE_H

#include "analyzer/base/error.h"
#include "analyzer/cache/digest.h"

#include <stdint.h>

enum store_kind {
	STORE_MANIFEST,  /* which inputs lead to which result */
	STORE_FACTS,     /* what one unit gives, or the answers about it */
	STORE_REPORT,    /* all that a run gives out */
	n_STORE_KIND,
};

struct store {
	const char *folder;      /* absolute */
	uint64_t size_max;       /* bytes that all entries may take */
};

/* Bytes of an entry, mapped: an entry is never changed in place. */
struct store_bytes {
	const char *bytes;       /* the entry's own, behind the head; a NUL follows */
	size_t len;
	void *mapping;
	size_t mapped;
};

/* Finds a good entry and marks it as used. False if there is none. */
bool store_find(const struct store *s, const struct digest *name, enum store_kind kind, struct store_bytes *found);
void store_bytes_release(struct store_bytes *b);

/* Below 0 with the reason: a full disk, a folder that is gone or may not be written. */
int store_put(const struct store *s, const struct digest *name, enum store_kind kind, const void *bytes, size_t len,
	      struct error *e);

/* Makes the folder if need be and sees whether it can be written. */
int store_prepare(const struct store *s, struct error *e);

struct store_stats {
	size_t n[n_STORE_KIND];
	uint64_t bytes[n_STORE_KIND], all_bytes;
	size_t n_left_behind;    /* half-written files of runs that were killed */
};

void store_count(const struct store *s, struct store_stats *stats);

/*
 * If the entries take more than they may: deletes those that were not used for longest, until a tenth is free again. Also what killed
 * runs left behind an hour ago. The number of deleted files.
 */
size_t store_trim(const struct store *s);

/* Deletes all entries, and nothing else that may lie there. */
size_t store_clear(const struct store *s);

extern const char *const store_kind_words[n_STORE_KIND];

#endif
