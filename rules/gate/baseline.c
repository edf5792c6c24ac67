#include "rules/gate/baseline.h"

#include "analyzer/base/path.h"
#include "analyzer/base/strbuf.h"
#include "rules/gate/identity.h"

#include <string.h>

void baseline_init(struct baseline *b, const char *path)
{
	*b = (struct baseline){ .path = NULL };
	b->path = arena_strdup(&b->memory, path);
}

void baseline_release(struct baseline *b)
{
	VEC_RELEASE(&b->entries);
	VEC_RELEASE(&b->kinds);
	arena_release(&b->memory);
}

void baseline_rename(struct baseline *b, const struct baseline_rename *renames, size_t n)
{
	for (size_t i = 0; i < b->entries.n; i++)
		for (size_t k = 0; k < n; k++)
			if (!strcmp(b->entries.items[i].file, renames[k].old)) {
				b->entries.items[i].file = arena_strdup(&b->memory, renames[k].new);
				break;
			}
}

/* ---- comparing ------------------------------------------------------------------------------------------------------------- */

/* What the file can hold of any text: one line of ASCII. */
static void make_plain(struct strbuf *b)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->text[i] < ' ' || b->text[i] > '~')
			b->text[i] = '?';
}

/* The finding as an entry would say it. */
static struct baseline_entry entry_of(struct arena *memory, const struct finding *f, const struct exhibit *x, const char *prefix)
{
	struct baseline_entry entry = { .rule = f->rule, .name = f->name, .function = f->function, .line = "" };
	struct strbuf text = STRBUF_INIT;

	finding_message(f, &text);
	if (*f->config)
		strbuf_addf(&text, " (in configuration %s)", f->config);
	make_plain(&text);
	entry.message = arena_strdup(memory, text.text);
	if (x) {
		identity_line(f, x, &text);
		make_plain(&text);
		entry.line = arena_strdup(memory, text.text);
	}
	strbuf_clear(&text);
	strbuf_adds(&text, f->function);
	make_plain(&text);
	entry.function = arena_strdup(memory, text.text);
	strbuf_clear(&text);
	if (f->loc.path && *prefix && !path_is_absolute(f->loc.path))
		path_join(prefix, f->loc.path, &text);
	else
		strbuf_adds(&text, f->loc.path ? f->loc.path : "");
	make_plain(&text);
	entry.file = arena_strdup(memory, text.text);
	strbuf_release(&text);
	return entry;
}

/* Alike: nothing but numbers and the line's text may differ. */
static int compare_alike(const struct baseline_entry *a, const struct baseline_entry *b)
{
	int c = strcmp(a->file, b->file);

	c = c ? c : strcmp(a->rule, b->rule);
	c = c ? c : strcmp(a->name, b->name);
	c = c ? c : strcmp(a->function, b->function);
	return c ? c : identity_compare_words(a->message, b->message);
}

static int compare_entries(const struct baseline_entry *a, const struct baseline_entry *b)
{
	int c = compare_alike(a, b);

	c = c ? c : strcmp(a->message, b->message);
	c = c ? c : strcmp(a->line, b->line);
	return c ? c : (a->at > b->at) - (a->at < b->at);
}

static int by_entry(const void *a, const void *b)
{
	return compare_entries(*(const struct baseline_entry *const *)a, *(const struct baseline_entry *const *)b);
}

/* Pointers to the entries in the order of compare_entries(); the caller frees them. */
static struct baseline_entry **sorted_entries(const struct baseline *b)
{
	struct baseline_entry **sorted = xmalloc(b->entries.n * sizeof *sorted);

	for (size_t i = 0; i < b->entries.n; i++)
		sorted[i] = &b->entries.items[i];
	if (b->entries.n)
		qsort(sorted, b->entries.n, sizeof *sorted, by_entry);
	return sorted;
}

/* The first of the entries that are alike; `*end` is behind the last. */
static size_t find_alike(struct baseline_entry *const *sorted, size_t n, const struct baseline_entry *key, size_t *end)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_alike(sorted[middle], key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (*end = low; *end < n && !compare_alike(sorted[*end], key); ++*end)
		continue;
	return low;
}

/* Most findings are of rules of which the baseline knows nothing: those are told by a short list. */
static bool has_kind(struct baseline *b, const struct finding *f)
{
	for (size_t i = 0; i < b->kinds.n; i++)
		if (!strcmp(b->kinds.items[i]->rule, f->rule) && !strcmp(b->kinds.items[i]->name, f->name))
			return true;
	return false;
}

static void fill_kinds(struct baseline *b)
{
	for (size_t i = 0; i < b->entries.n; i++) {
		const struct baseline_entry *entry = &b->entries.items[i];
		struct finding f = { .rule = entry->rule, .name = entry->name };

		if (!has_kind(b, &f))
			VEC_PUSH(&b->kinds, entry);
	}
}

void baseline_see(struct baseline *b, const struct finding *f, const char *prefix)
{
	struct arena scratch = { 0 };
	struct baseline_entry key = { .file = NULL };

	if (!b->kinds.n)
		fill_kinds(b);
	if (!has_kind(b, f))
		return;
	for (size_t i = 0; i < b->entries.n; i++) {
		struct baseline_entry *entry = &b->entries.items[i];

		if (entry->is_seen || strcmp(entry->rule, f->rule) || strcmp(entry->name, f->name))
			continue;
		if (!key.file)
			key = entry_of(&scratch, f, NULL, prefix);
		entry->is_seen = !compare_alike(entry, &key);
	}
	arena_release(&scratch);
}

enum { ROUND_SAME, ROUND_MESSAGE, ROUND_LINE, ROUND_ALIKE, N_ROUNDS };

static bool fits(const struct baseline_entry *entry, const struct baseline_entry *key, int round)
{
	bool same_message = !strcmp(entry->message, key->message), same_line = *key->line && !strcmp(entry->line, key->line);

	switch (round) {
	case ROUND_SAME: return same_message && same_line;
	case ROUND_MESSAGE: return same_message;
	case ROUND_LINE: return same_line;
	default: return true;
	}
}

/* The surest matches first, so that none takes an entry away from a better one. */
void baseline_match(struct baseline *b, const struct finding *findings, size_t n, const struct exhibit *x, const char *prefix,
		    const struct baseline_entry **known)
{
	struct baseline_entry **sorted = sorted_entries(b), *keys;
	struct arena scratch = { 0 };

	keys = ARENA_ARRAY(&scratch, struct baseline_entry, n);
	for (size_t i = 0; i < n; i++) {
		keys[i] = entry_of(&scratch, &findings[i], x, prefix);
		known[i] = NULL;
	}
	for (int round = 0; round < N_ROUNDS; round++) {
		for (size_t i = 0; i < n; i++) {
			size_t end, at = find_alike(sorted, b->entries.n, &keys[i], &end);

			for (; at < end && !known[i]; at++) {
				if (sorted[at]->is_used || !fits(sorted[at], &keys[i], round))
					continue;
				known[i] = sorted[at];
				sorted[at]->is_used = sorted[at]->is_seen = true;
				sorted[at]->is_updated = round >= ROUND_LINE;
				/* What the next baseline says of it. */
				sorted[at]->line = *keys[i].line ? arena_strdup(&b->memory, keys[i].line) : sorted[at]->line;
				if (round >= ROUND_LINE)
					sorted[at]->message = arena_strdup(&b->memory, keys[i].message);
			}
		}
	}
	free(sorted);
	arena_release(&scratch);
}

/* A number that changed the message's order among those alike does not matter: it is compared without numbers first. */
static bool has_used_twin(const struct baseline *b, const struct baseline_entry *entry)
{
	for (size_t i = 0; i < b->entries.n; i++)
		if (b->entries.items[i].is_used && !compare_alike(&b->entries.items[i], entry))
			return true;
	return false;
}

bool baseline_is_stale(const struct baseline *b, const struct baseline_entry *entry, const char *const *ran, size_t n_ran)
{
	bool has_run = false;

	for (size_t i = 0; i < n_ran && !has_run; i++)
		has_run = !strcmp(ran[i], entry->rule);
	if (!has_run || entry->is_used)
		return false;
	return !entry->is_seen || has_used_twin(b, entry);
}

void baseline_add(struct baseline *b, const struct finding *f, const struct exhibit *x, const char *prefix)
{
	struct baseline_entry entry = entry_of(&b->memory, f, x, prefix);

	entry.rule = arena_strdup(&b->memory, f->rule);
	entry.name = arena_strdup(&b->memory, f->name);
	entry.is_used = entry.is_seen = true;
	VEC_PUSH(&b->entries, entry);
}

/* ---- writing --------------------------------------------------------------------------------------------------------------- */

/* In single quotes, where only they need care. */
static void put_quoted(struct out *o, const char *key, const char *text)
{
	out_printf(o, ", %s: '", key);
	for (; *text; text++)
		out_puts(o, *text == '\'' ? "''" : (char[]){ *text, '\0' });
	out_putc(o, '\'');
}

void baseline_write(const struct baseline *b, const bool *skip, struct out *o)
{
	struct baseline_entry **sorted = sorted_entries(b);
	size_t n = 0;

	out_puts(o, "# Findings that are known and accepted. Written by whynot --baseline-update; entries may be deleted by hand.\n"
		    "version: 1\n");
	for (size_t i = 0; i < b->entries.n; i++) {
		const struct baseline_entry *entry = sorted[i];

		if (skip && skip[entry - b->entries.items])
			continue;
		out_puts(o, n++ ? "" : "findings:\n");
		out_printf(o, "- {rule: %s/%s", entry->rule, entry->name);
		put_quoted(o, "file", entry->file);
		if (strcmp(entry->function, "<file>"))
			put_quoted(o, "function", entry->function);
		put_quoted(o, "message", entry->message);
		if (*entry->line)
			put_quoted(o, "line", entry->line);
		out_puts(o, "}\n");
	}
	if (!n)
		out_puts(o, "findings: []\n");
	free(sorted);
}
