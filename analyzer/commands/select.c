/*
 * A file that no pattern fits keeps its first configuration: asking for some of the configurations must not lose sources
 * without a word.
 */
#include "analyzer/base/strbuf.h"
#include "analyzer/commands/compdb.h"

#include <regex.h>
#include <string.h>

/* A configuration's name shows what tells it from the others; but one that lacks flags is named by what the others have. */
static bool has_name_that_fits(const struct compile_command *c, const regex_t *pattern)
{
	return strncmp(c->config, "without ", 8) != 0 && regexec(pattern, c->config, 0, NULL, 0) == 0;
}

static bool fits(const struct compile_command *c, const regex_t *pattern)
{
	struct strbuf all = STRBUF_INIT;
	bool found;

	if (!pattern)
		return c->is_first;
	found = has_name_that_fits(c, pattern);
	for (size_t i = 0; i < c->n_args && !found; i++) {
		found = regexec(pattern, c->args[i], 0, NULL, 0) == 0;
		strbuf_addf(&all, "%s%s", i ? " " : "", c->args[i]);
	}
	found = found || (all.len && regexec(pattern, all.text, 0, NULL, 0) == 0);
	strbuf_release(&all);
	return found;
}

/* Keeps those of items[first..end), all of one file, that fit; `kept` is where they go. `*any` tells whether one did. */
static size_t select_file(struct compile_command *items, size_t first, size_t end, const regex_t *pattern, size_t kept, bool *any)
{
	*any = false;
	for (size_t i = first; i < end && !*any; i++)
		*any = fits(&items[i], pattern);
	for (size_t i = first; i < end; i++)
		if (*any ? fits(&items[i], pattern) : items[i].is_first)
			items[kept++] = items[i];
	return kept;
}

int compdb_select(struct compdb *db, const char *how, struct compdb_selection *done, struct error *e)
{
	struct compile_command *items = db->commands.items;
	size_t n = db->commands.n, kept = 0, n_several = 0, end;
	bool by_pattern = !strncmp(how, "match=", 6);
	regex_t pattern;

	*done = (struct compdb_selection){ 0 };
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
		bool any;

		for (end = i + 1; end < n && !strcmp(items[end].file, items[i].file); end++)
			continue;
		kept = select_file(items, i, end, by_pattern ? &pattern : NULL, kept, &any);
		n_several += end - i > 1;
		done->n_unmatched += end - i > 1 && !any;
	}
	if (by_pattern)
		regfree(&pattern);
	db->commands.n = kept;
	done->n_dropped = n - kept;
	if (n_several && done->n_unmatched == n_several)
		return error_set(e, "--configs=%s: no file has a configuration with such a flag; whynot db-check lists them", how);
	return 0;
}
