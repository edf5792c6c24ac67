/* A sorted array of models: read once, looked up often. */
#include "rules/escape_models.h"

#include "analyzer/base/vec.h"
#include "rules/escape_models_text.h"

#include <string.h>

#define BUILTIN_PREFIX "__builtin_"

void models_release(struct models *m)
{
	VEC_RELEASE(m);
	arena_release(&m->memory);
}

/* By name, and of one name the line that stands first. */
static int by_name_and_line(const void *va, const void *vb)
{
	const struct model *a = va, *b = vb;
	int c = strcmp(a->name, b->name);

	return c ? c : (a->at.line > b->at.line) - (a->at.line < b->at.line);
}

static int by_name(const void *va, const void *vb)
{
	const struct model *a = va, *b = vb;

	return strcmp(a->name, b->name);
}

/* Of all names that stand twice, the one whose second line comes first: that is where a reader of the file stops. */
static int refuse_duplicates(const struct model *models, size_t n, struct error *e)
{
	const struct model *first = NULL;

	for (size_t i = 1; i < n; i++)
		if (!by_name(&models[i - 1], &models[i]) && (!first || models[i].at.line < first->at.line))
			first = &models[i];
	if (!first)
		return 0;
	return error_at(e, first->at.path ? first->at.path : "escape_models.txt", first->at.line, first->at.col,
			"%s is described in line %u already; keep one of the two lines", first->name, first[-1].at.line);
}

/* Takes the first `n_old` models, but for those whose names are among the rest, into one order with the rest. */
static void replace_old(struct models *m, size_t n_old)
{
	size_t n_new = m->n - n_old, kept = 0;

	for (size_t i = 0; i < n_old; i++)
		if (!n_new || !bsearch(&m->items[i], m->items + n_old, n_new, sizeof *m->items, by_name))
			m->items[kept++] = m->items[i];
	if (n_new)
		memmove(m->items + kept, m->items + n_old, n_new * sizeof *m->items);
	m->n = kept + n_new;
	if (m->n)
		qsort(m->items, m->n, sizeof *m->items, by_name);
}

int models_read(struct models *m, const char *path, const char *text, size_t len, struct error *e)
{
	size_t n_old = m->n;
	const char *kept_path = path ? arena_strdup(&m->memory, path) : NULL;

	if (models_parse(m, kept_path, text, len, e) < 0) {
		m->n = n_old;
		return -1;
	}
	if (m->n > n_old)
		qsort(m->items + n_old, m->n - n_old, sizeof *m->items, by_name_and_line);
	if (refuse_duplicates(m->items + n_old, m->n - n_old, e) < 0) {
		m->n = n_old;
		return -1;
	}
	replace_old(m, n_old);
	return 0;
}

void models_read_own(struct models *m)
{
	struct error e = ERROR_INIT;

	if (models_read(m, NULL, (const char *)escape_models_own, escape_models_own_size, &e) < 0)
		BUG("%s", e.text.text);
	error_release(&e);
}

static const struct model *find(const struct models *m, const char *name)
{
	const struct model key = { .name = name };

	return m->n ? bsearch(&key, m->items, m->n, sizeof *m->items, by_name) : NULL;
}

const struct model *models_find(const struct models *m, const char *name)
{
	const struct model *found = find(m, name);

	if (!found && !strncmp(name, BUILTIN_PREFIX, strlen(BUILTIN_PREFIX)))
		found = find(m, name + strlen(BUILTIN_PREFIX));
	return found;
}

const struct model_effect *model_allocation(const struct model *m)
{
	for (size_t i = 0; i < m->n_effects; i++) {
		const struct model_effect *e = &m->effects[i];

		if (e->kind == MODEL_FLOWS && e->from.kind == MODEL_NEW &&
		    ((e->to.kind == MODEL_RESULT && !e->to.depth) || (e->to.kind == MODEL_PARAM && e->to.depth == 1)))
			return e;
	}
	return NULL;
}
