#include "analyzer/exhibit_fill.h"

#include "analyzer/base/file.h"
#include "analyzer/base/path.h"
#include "rules/compiler_names.h"
#include "rules/rule.h"

#include <stdlib.h>
#include <string.h>

/* ---- sources --------------------------------------------------------------------------------------------------------- */

static void cut_lines(struct arena *a, struct exhibit_source *source)
{
	VEC(size_t) starts = { 0 };
	const char *at = source->bytes, *end = at + source->len;

	VEC_PUSH(&starts, 0);
	while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		at++;
		if (at < end)
			VEC_PUSH(&starts, (size_t)(at - source->bytes));
	}
	source->line_starts = arena_memdup(a, starts.items, starts.n * sizeof *starts.items);
	source->n_lines = (uint32_t)starts.n;
	VEC_RELEASE(&starts);
}

static struct exhibit_source read_source(const char *root, const char *path, struct arena *memory)
{
	struct exhibit_source source = { .path = path };
	struct strbuf full = STRBUF_INIT, bytes = STRBUF_INIT;
	struct error e = ERROR_INIT;

	path_join(root, path, &full);
	if (file_read(full.text, &bytes, &e) == 0) {
		source.bytes = arena_memdup(memory, bytes.text, bytes.len);
		source.len = bytes.len;
		cut_lines(memory, &source);
	}
	strbuf_release(&full);
	strbuf_release(&bytes);
	error_release(&e);
	return source;
}

/* Findings come sorted: most repeats are neighbours. */
static void add_path(struct source_paths *paths, const char *path)
{
	if (path && (!paths->list.n || strcmp(*VEC_LAST(&paths->list), path)))
		VEC_PUSH(&paths->list, path);
}

void source_paths_add(struct source_paths *paths, const struct finding *f, bool with_steps)
{
	add_path(paths, f->loc.path);
	for (size_t i = 0; with_steps && i < f->n_args; i++)
		add_path(paths, f->args[i].loc.path);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void exhibit_fill_sources(struct exhibit *x, struct source_paths *paths, const char *root, struct arena *memory)
{
	VEC(struct exhibit_source) sources = { 0 };

	if (paths->list.n)
		qsort(paths->list.items, paths->list.n, sizeof *paths->list.items, by_path);
	for (size_t i = 0; i < paths->list.n; i++)
		if (!i || strcmp(paths->list.items[i], paths->list.items[i - 1]))
			VEC_PUSH(&sources, read_source(root, paths->list.items[i], memory));
	x->sources = arena_memdup(memory, sources.items, sources.n * sizeof *sources.items);
	x->n_sources = sources.n;
	VEC_RELEASE(&sources);
	VEC_RELEASE(&paths->list);
}

/* ---- what names mean ----------------------------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	const struct exhibit_text *x = a, *y = b;
	int c = strcmp(x->rule, y->rule);

	return c ? c : strcmp(x->name, y->name);
}

static void look_up(struct exhibit_text *t)
{
	const struct rule *rule = rule_find(t->rule);
	const struct compiler_name *name = compiler_name_find(t->rule, t->name);

	t->summary = name ? name->summary : "";
	t->explain = name ? name->explain : "";
	for (size_t i = 0; rule && i < rule->info.n_names; i++)
		if (!strcmp(rule->info.names[i].name, t->name)) {
			t->summary = rule->info.names[i].summary;
			t->explain = rule->info.explain;
		}
}

void exhibit_fill_texts(struct exhibit *x, const struct finding *findings, size_t n, struct arena *memory)
{
	struct exhibit_text *texts = ARENA_ARRAY(memory, struct exhibit_text, n);
	size_t n_texts = 0;

	for (size_t i = 0; i < n; i++)
		texts[i] = (struct exhibit_text){ findings[i].rule, findings[i].name, "", "" };
	qsort(texts, n, sizeof *texts, by_name);
	for (size_t i = 0; i < n; i++) {
		if (n_texts && !by_name(&texts[n_texts - 1], &texts[i]))
			continue;
		texts[n_texts] = texts[i];
		look_up(&texts[n_texts++]);
	}
	x->texts = texts;
	x->n_texts = n_texts;
}
