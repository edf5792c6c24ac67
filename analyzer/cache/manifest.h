/*
 * What a result depends on: the names that were looked at, with what was there, and for files the hash of their content. A manifest
 * holds if the file system would answer the same today. Files are compared by content; a stamp that is still the same
 * only saves reading them.
 */
#ifndef WHYNOT_CACHE_MANIFEST_H
#define WHYNOT_CACHE_MANIFEST_H

#include "analyzer/cache/seen_files.h"

struct manifest_entry {
	const char *path;        /* inside the bytes that it was read from, or a journal's */
	enum journal_kind kind;
	struct file_stamp stamp; /* of files and listings */
	struct digest content;   /* of files and listings; of the path that a link leads to */
};

struct manifest {
	struct digest result;    /* what it leads to */
	bool is_by_time;         /* the stamps themselves count: the result compares times */
	VEC(struct manifest_entry) entries;
};

/* The versions of one key, the newest first. */
struct manifests {
	VEC(struct manifest) items;
};

void manifest_release(struct manifest *m);
void manifests_release(struct manifests *m);

/*
 * Fills `m`, which must be empty, from the journal of the work; its paths stay the journal's. What the work wrote itself is left out.
 * NULL, or why no result of that work can be kept.
 */
const char *manifest_from_journal(struct manifest *m, const struct journal *j, struct seen_files *files);

/*
 * Adds what is not in `m` yet, which was made by nothing but calls with the same `known`; that holds its paths. False if the two saw
 * different states of a file.
 */
bool manifest_unite(struct manifest *m, struct intern *known, const struct manifest *other);

/* True if everything is as it was. `n_moved` counts files with their old content under a new stamp, which `m` gets. */
bool manifest_holds(struct manifest *m, struct seen_files *files, size_t *n_moved);

/* The hash over all entries but for stamps: the same inputs give the same name, whenever they were written. */
struct digest manifest_digest(const struct manifest *m, const struct digest *key);

void manifests_write(const struct manifests *m, struct strbuf *out);

/* False, and nothing in `m`, if the bytes are none of ours. They must outlive `m` and end with a NUL that `len` does not count. */
bool manifests_read(struct manifests *m, const char *bytes, size_t len);

#endif
