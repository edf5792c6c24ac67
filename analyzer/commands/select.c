/*
 * A file that no pattern fits keeps its first configuration: asking for some of the configurations must not lose sources
 * without a word.
 */
#include "analyzer/commands/compdb.h"

#include <regex.h>
#include <string.h>

static bool fits(const struct compile_command *c, const regex_t *pattern)
{
	return pattern ? regexec(pattern, c->config, 0, NULL, 0) == 0 : c->is_first;
}

/* Keeps those of items[first..end), all of one file, that fit; `kept` is where they go. */
static size_t select_file(struct compile_command *items, size_t first, size_t end, const regex_t *pattern, size_t kept)
{
	bool any = false;

	for (size_t i = first; i < end && !any; i++)
		any = fits(&items[i], pattern);
	for (size_t i = first; i < end; i++)
		if (any ? fits(&items[i], pattern) : items[i].is_first)
			items[kept++] = items[i];
	return kept;
}

int compdb_select(struct compdb *db, const char *how, size_t *n_dropped, struct error *e)
{
	struct compile_command *items = db->commands.items;
	size_t n = db->commands.n, kept = 0, end;
	bool by_pattern = !strncmp(how, "match=", 6);
	regex_t pattern;

	*n_dropped = 0;
	if (!strcmp(how, "all"))
		return 0;
	if (!by_pattern && strcmp(how, "first") != 0)
		return error_set(e, "--configs takes first, all or match=REGEX, not '%s'", how);
	if (by_pattern) {
		int rc = regcomp(&pattern, how + 6, REG_EXTENDED | REG_NOSUB);

		if (rc) {
			char why[128];

			regerror(rc, &pattern, why, sizeof why);
			return error_set(e, "--configs=%s: %s; this is a POSIX extended regular expression", how, why);
		}
	}
	for (size_t i = 0; i < n; i = end) {
		for (end = i + 1; end < n && !strcmp(items[end].file, items[i].file); end++)
			continue;
		kept = select_file(items, i, end, by_pattern ? &pattern : NULL, kept);
	}
	if (by_pattern)
		regfree(&pattern);
	db->commands.n = kept;
	*n_dropped = n - kept;
	return 0;
}
