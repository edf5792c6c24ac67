/*
 * The whole result of a run. Linking and judging a hundred units takes longer than a warm run may, so what a run gave out is kept
 * under its command line and surroundings, with everything that it or one of its workers read or looked for.
 */
#include "analyzer/session_cache.h"

#include "analyzer/base/path.h"
#include "analyzer/cache/kept_output.h"
#include "analyzer/session.h"
#include "reports/writers.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A run that asks others than the file system, or that changes what it read, is not kept. */
static bool is_repeatable(const struct options *o)
{
	return !o->since && !o->staged && !(o->diff && !strcmp(o->diff, "-")) && !o->query_driver && o->fix == FIX_NOTHING &&
	       !o->baseline_update;
}

/* Everything else that the words of a report can depend on: comments expire on a day, colours are for terminals. */
static struct digest report_key(const struct session *s)
{
	static const char *const variables[] = { "NO_COLOR", "TERM", "PATH", "WHYNOT_CACHE_DIR", "LC_ALL", "LANG", "TZ" };
	struct strbuf key = STRBUF_INIT;
	time_t now = time(NULL);
	struct tm date = { 0 };
	struct digest d;

	gmtime_r(&now, &date);
	cache_key_text(&key, "report");
	cache_key_number(&key, (uint64_t)date.tm_year * 1000 + (uint64_t)date.tm_yday);
	cache_key_text(&key, s->directory);
	cache_key_number(&key, (uint64_t)isatty(STDOUT_FILENO));
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
		cache_key_text(&key, getenv(variables[i]));
	for (size_t i = 0; i < s->options->words.n; i++)
		cache_key_text(&key, s->options->words.items[i]);
	d = cache_key(&s->cache->cache, &key);
	strbuf_release(&key);
	return d;
}

/* ---- giving out ------------------------------------------------------------------------------------------------------ */

bool session_cache_may_write(const struct options *o, const char *path)
{
	size_t len = o->html_dir ? strlen(o->html_dir) : 0;

	for (size_t i = 0; i < o->reports.n; i++)
		if (!strcmp(o->reports.items[i].path, path))
			return true;
	if (o->fix_export && !strcmp(o->fix_export, path))
		return true;
	return len && !strncmp(path, o->html_dir, len) && path[len] == '/' && path[len + 1] && path[len + 1] != '.' && !strchr(path + len + 1, '/');
}

static bool may_write_all(const struct options *o, const struct kept_output *k)
{
	for (size_t i = 0; i < k->parts.n; i++)
		if (k->parts.items[i].path && !session_cache_may_write(o, k->parts.items[i].path))
			return false;
	return true;
}

static bool open_files(const struct kept_output *k, struct out *files, size_t *n)
{
	struct error ignored = ERROR_INIT;
	bool ok = true;

	for (*n = 0; *n < k->parts.n && ok; ) {
		const struct kept_part *p = &k->parts.items[*n];

		if (p->path)
			ok = out_open(&files[*n], p->path, &ignored) == 0;
		else
			out_to_fd(&files[*n], p->stream, "standard output");
		*n += ok;
	}
	error_release(&ignored);
	return ok;
}

/* Files first; if one of them cannot be written, the run itself shall say so. */
static bool give_out(const struct options *o, const struct kept_output *k)
{
	struct arena a = { 0 };
	struct out *files = ARENA_ARRAY(&a, struct out, k->parts.n);
	struct error ignored = ERROR_INIT;
	size_t n;
	bool ok;

	if (o->html_dir)
		mkdir(o->html_dir, 0777); /* or it is there, or its files will tell */
	ok = open_files(k, files, &n);

	for (int streams = 0; streams < 2; streams++) {
		for (size_t i = 0; i < n; i++) {
			const struct kept_part *p = &k->parts.items[i];

			if ((p->path == NULL) != streams)
				continue;
			if (ok) {
				out_write(&files[i], p->bytes, p->len);
				ok = out_close(&files[i], &ignored) == 0;
			} else {
				out_abandon(&files[i]);
			}
		}
	}
	error_release(&ignored);
	arena_release(&a);
	return ok;
}

static bool is_given_out(const void *context, const char *file)
{
	const struct kept_output *k = context;

	for (size_t i = 0; i < k->parts.n; i++)
		if (k->parts.items[i].path && !strcmp(path_base(k->parts.items[i].path), file))
			return true;
	return false;
}

/* As the run itself would, so that its folder has no pages of another run. */
static bool give_out_all(const struct options *o, const struct kept_output *k)
{
	struct strbuf earlier = STRBUF_INIT;
	bool ok;

	if (o->html_dir)
		html_pages_read(o->html_dir, &earlier);
	ok = give_out(o, k);
	if (ok && o->html_dir)
		html_pages_drop(o->html_dir, &earlier, is_given_out, k);
	strbuf_release(&earlier);
	return ok;
}

int session_cache_replay(struct session *s)
{
	struct cache_hit hit;
	struct kept_output kept;
	int status = -1;

	if (!s->cache || !s->journal || !is_repeatable(s->options))
		return -1;
	s->cache->report = report_key(s);
	s->cache->has_key = true;
	if (s->cache->is_foreign || !cache_find(&s->cache->cache, &s->cache->report, STORE_REPORT, &hit))
		return -1;
	if (kept_output_read(&kept, hit.result.bytes, hit.result.len)) {
		if (may_write_all(s->options, &kept)) {
			journal_stop(s->journal);
			status = give_out_all(s->options, &kept) ? kept.status : -1;
			/* The run that says so is not noted, and so not kept. */
			s->cache->is_whole = status >= 0;
		}
		kept_output_release(&kept);
	}
	cache_hit_release(&hit);
	return status;
}

/* ---- keeping --------------------------------------------------------------------------------------------------------- */

/* What the run read, and what its workers or those of an earlier run did for it. False if one of them is not known. */
static bool unite_all(struct session *s, struct manifest *all, struct intern *known)
{
	struct session_cache *c = s->cache;
	struct manifest own = { .is_by_time = false };
	bool ok = !manifest_from_journal(&own, s->journal, &c->cache.files) && manifest_unite(all, known, &own);

	manifest_release(&own);
	for (size_t i = 0; i < c->used.n && ok; i++) {
		struct cache_hit hit;

		ok = cache_find_manifest(&c->cache, &c->used.items[i], &hit);
		if (!ok)
			break;
		ok = manifest_unite(all, known, &hit.manifest);
		cache_hit_release(&hit);
	}
	return ok;
}

static void keep_report(struct session *s, int status)
{
	struct manifest all = { .is_by_time = false };
	struct strbuf bytes = STRBUF_INIT;
	struct error ignored = ERROR_INIT;
	struct intern known;

	intern_init(&known);
	if (unite_all(s, &all, &known)) {
		kept_output_write(status, s->journal, &bytes);
		if (cache_put_manifest(&s->cache->cache, &s->cache->report, STORE_REPORT, &all, bytes.text, bytes.len, &ignored) < 0)
			error_release(&ignored);
	}
	manifest_release(&all);
	intern_release(&known);
	strbuf_release(&bytes);
}

void session_cache_keep(struct session *s, int status)
{
	struct session_cache *c = s->cache;

	if (s->journal)
		journal_stop(s->journal);
	if (!c || !c->cache.is_written)
		return;
	if (status >= 0 && s->program && !s->program->n_failed && !s->program->n_unproven && s->journal && c->is_whole && c->has_key &&
	    is_repeatable(s->options))
		keep_report(s, status);
	session_cache_trim(s);
}
