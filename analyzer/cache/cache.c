#include "analyzer/cache/cache.h"

#include "analyzer/cache/identity.h"

#include <string.h>

/* As many states of one unit are remembered: branches that somebody goes between. */
enum { VERSIONS_MAX = 8 };

void cache_key_number(struct strbuf *key, uint64_t number)
{
	strbuf_add(key, &number, sizeof number);
}

void cache_key_text(struct strbuf *key, const char *text)
{
	cache_key_number(key, text ? strlen(text) + 1 : 0);
	if (text)
		strbuf_adds(key, text);
}

void cache_open(struct cache *c, const char *folder, uint64_t size_max)
{
	*c = (struct cache){ .store = { folder, size_max }, .identity = STRBUF_INIT };
	seen_files_init(&c->files);
	identity_add_self(&c->identity);
	c->is_blind = !identity_sees_llvm();
}

void cache_release(struct cache *c)
{
	seen_files_release(&c->files);
	strbuf_release(&c->identity);
	VEC_RELEASE(&c->programs);
	arena_release(&c->memory);
}

void cache_depend_on_compiler(struct cache *c, const char *path)
{
	identity_add_compiler(path, &c->identity);
}

const char *cache_identity_of(struct cache *c, const char *path, bool is_gcc)
{
	struct strbuf identity = STRBUF_INIT, hex = STRBUF_INIT;
	struct cache_program new = { arena_strdup(&c->memory, path), NULL };
	struct digest d;

	for (size_t i = 0; i < c->programs.n; i++)
		if (!strcmp(c->programs.items[i].path, path))
			return c->programs.items[i].identity;
	if (is_gcc)
		identity_add_gcc(path, &identity);
	else
		identity_add_compiler(path, &identity);
	d = digest_of(identity.text, identity.len);
	digest_add_hex(&d, &hex);
	new.identity = arena_strdup(&c->memory, hex.text);
	VEC_PUSH(&c->programs, new);
	strbuf_release(&identity);
	strbuf_release(&hex);
	return new.identity;
}

struct digest cache_key(const struct cache *c, const struct strbuf *request)
{
	struct strbuf all = STRBUF_INIT;
	struct digest d;

	cache_key_number(&all, c->identity.len);
	strbuf_add(&all, c->identity.text, c->identity.len);
	strbuf_add(&all, request->text, request->len);
	d = digest_of(all.text, all.len);
	strbuf_release(&all);
	return d;
}

void cache_hit_release(struct cache_hit *hit)
{
	manifest_release(&hit->manifest);
	store_bytes_release(&hit->result);
	store_bytes_release(&hit->manifest_bytes);
}

/* Puts the version in front of those that the key has. A run at the same time may undo that; then one of the two is made again. */
static int put_version(struct cache *c, const struct digest *key, const struct manifest *m, struct error *e)
{
	struct store_bytes old = { .bytes = NULL };
	struct manifests all = { .items = { NULL, 0, 0 } }, known = { .items = { NULL, 0, 0 } };
	struct strbuf bytes = STRBUF_INIT;
	int rc;

	VEC_PUSH(&all.items, *m);
	if (store_find(&c->store, key, STORE_MANIFEST, &old) && manifests_read(&known, old.bytes, old.len))
		for (size_t i = 0; i < known.items.n && all.items.n < VERSIONS_MAX; i++)
			if (!digest_equal(&known.items.items[i].result, &m->result))
				VEC_PUSH(&all.items, known.items.items[i]);
	manifests_write(&all, &bytes);
	rc = store_put(&c->store, key, STORE_MANIFEST, bytes.text, bytes.len, e);
	VEC_RELEASE(&all.items);
	manifests_release(&known);
	store_bytes_release(&old);
	strbuf_release(&bytes);
	return rc;
}

bool cache_find_manifest(struct cache *c, const struct digest *key, struct cache_hit *hit)
{
	struct manifests all = { .items = { NULL, 0, 0 } };
	struct error ignored = ERROR_INIT;
	bool found = false;

	*hit = (struct cache_hit){ .result = { .bytes = NULL } };
	if (c->is_blind || !store_find(&c->store, key, STORE_MANIFEST, &hit->manifest_bytes) ||
	    !manifests_read(&all, hit->manifest_bytes.bytes, hit->manifest_bytes.len)) {
		cache_hit_release(hit);
		return false;
	}
	for (size_t i = 0; i < all.items.n && !found; i++) {
		size_t n_moved = 0;

		found = manifest_holds(&all.items.items[i], &c->files, &n_moved);
		if (!found)
			continue;
		hit->manifest = all.items.items[i];
		all.items.items[i] = (struct manifest){ .is_by_time = false };
		/* Or each later run would have to read those files again. */
		if (n_moved && c->is_written && put_version(c, key, &hit->manifest, &ignored) < 0)
			error_release(&ignored);
	}
	manifests_release(&all);
	if (!found)
		cache_hit_release(hit);
	return found;
}

bool cache_find(struct cache *c, const struct digest *key, enum store_kind kind, struct cache_hit *hit)
{
	bool found = cache_find_manifest(c, key, hit);

	if (found && !store_find(&c->store, &hit->manifest.result, kind, &hit->result)) {
		cache_hit_release(hit);
		found = false;
	}
	c->n_found += found;
	c->n_missed += !found;
	return found;
}

int cache_put_manifest(struct cache *c, const struct digest *key, enum store_kind kind, struct manifest *m, const void *bytes,
		       size_t len, struct error *e)
{
	m->result = manifest_digest(m, key);
	/* What the manifest leads to has to be there before it. */
	if (store_put(&c->store, &m->result, kind, bytes, len, e) < 0)
		return -1;
	c->n_put++;
	return put_version(c, key, m, e);
}

int cache_put(struct cache *c, const struct digest *key, enum store_kind kind, const struct journal *j, bool is_by_time,
	      const void *bytes, size_t len, struct error *e)
{
	struct manifest m = { .is_by_time = is_by_time };
	int rc = 0;

	if (c->is_written && !manifest_from_journal(&m, j, &c->files))
		rc = cache_put_manifest(c, key, kind, &m, bytes, len, e);
	manifest_release(&m);
	return rc;
}
