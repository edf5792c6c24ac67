/* `whynot cache`. */
#include "analyzer/session_cache.h"

#include "analyzer/session.h"

#include <unistd.h>

static void write_size(struct out *o, uint64_t bytes)
{
	out_printf(o, "%llu.%llu MiB", (unsigned long long)(bytes >> 20), (unsigned long long)((bytes & 0xfffff) * 10 >> 20));
}

static void write_stats(const struct store *store, struct out *o)
{
	static const char *const what[n_STORE_KIND] = { "lists of inputs", "facts and answers", "reports" };
	struct store_stats stats;

	store_count(store, &stats);
	out_printf(o, "folder: %s\n", store->folder);
	for (int i = 0; i < n_STORE_KIND; i++) {
		out_printf(o, "%s: %zu, ", what[i], stats.n[i]);
		write_size(o, stats.bytes[i]);
		out_puts(o, "\n");
	}
	if (stats.n_left_behind)
		out_printf(o, "left behind by runs that were killed: %zu\n", stats.n_left_behind);
	out_puts(o, "in all: ");
	write_size(o, stats.all_bytes);
	out_puts(o, " of ");
	write_size(o, store->size_max);
	out_puts(o, "\n");
}

int session_cache_command(const struct session *s, struct error *e)
{
	struct strbuf folder = STRBUF_INIT;
	struct store store = { NULL, session_cache_size(s) };
	struct out o;
	int rc = -1;

	out_to_fd(&o, STDOUT_FILENO, "standard output");
	if (session_cache_folder(s, &folder, e)) {
		store.folder = folder.text;
		if (s->options->cache_clear)
			out_printf(&o, "%zu files deleted from %s\n", store_clear(&store), store.folder);
		if (!s->options->cache_clear || s->options->cache_stats)
			write_stats(&store, &o);
		rc = out_close(&o, e);
	} else {
		out_abandon(&o);
	}
	strbuf_release(&folder);
	return rc;
}
