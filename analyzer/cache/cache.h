/*
 * Results by what they were made from, in two steps as in ccache's direct mode: a key of all that is known before the work (the tool,
 * the request) names a manifest, whose versions tell which files were read and which names were looked for in vain; the
 * version that still holds names the result.
 */
#ifndef WHYNOT_CACHE_CACHE_H
#define WHYNOT_CACHE_CACHE_H

#include "analyzer/cache/manifest.h"
#include "analyzer/cache/store.h"

struct cache_program {
	const char *path, *identity;
};

struct cache {
	struct store store;
	struct seen_files files;
	struct strbuf identity;  /* of tool and libraries; part of every key */
	struct arena memory;
	VEC(struct cache_program) programs;
	bool is_blind;           /* the journal does not see what LLVM reads: nothing is found, and nothing may be kept */
	bool is_written;         /* new results are kept, too */
	size_t n_found, n_missed, n_put;
};

/* Reads from `folder`, which need not be there. Texts must outlive the cache. */
void cache_open(struct cache *c, const char *folder, uint64_t size_max);
void cache_release(struct cache *c);

/* Adds the compiler that is run to what every key holds. */
void cache_depend_on_compiler(struct cache *c, const char *path);

/* What tells the build of a program from others, looked up once: for keys of some jobs only. Lives as long as the cache. */
const char *cache_identity_of(struct cache *c, const char *path, bool is_gcc);

/* The key's hash, with the tool's identity mixed in. */
struct digest cache_key(const struct cache *c, const struct strbuf *request);

/* What was kept for that key, if everything that it was made from is as it was; `manifest`, if not NULL, tells what that is. */
struct cache_hit {
	struct store_bytes result, manifest_bytes;
	struct manifest manifest;    /* inside manifest_bytes */
};

bool cache_find(struct cache *c, const struct digest *key, enum store_kind kind, struct cache_hit *hit);
void cache_hit_release(struct cache_hit *hit);

/* Only which version holds. */
bool cache_find_manifest(struct cache *c, const struct digest *key, struct cache_hit *hit);

/* Keeps a result that the journal's work made, unless that is not sure to be one state of things. Below 0 if it cannot be written. */
int cache_put(struct cache *c, const struct digest *key, enum store_kind kind, const struct journal *j, bool is_by_time,
	      const void *bytes, size_t len, struct error *e);

/* The same with a manifest that the caller has made; its result is filled. */
int cache_put_manifest(struct cache *c, const struct digest *key, enum store_kind kind, struct manifest *m, const void *bytes,
		       size_t len, struct error *e);

/* A text in a key: with its length, so that two keys are equal only if all their texts are. NULL differs from "". */
void cache_key_text(struct strbuf *key, const char *text);
void cache_key_number(struct strbuf *key, uint64_t number);

#endif
