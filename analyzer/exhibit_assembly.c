/* The instructions by line, as pages show them beside the source. */
#include "analyzer/session.h"

#include "analyzer/base/order.h"

#include <stdlib.h>
#include <string.h>

static int by_place(const void *a, const void *b)
{
	const struct exhibit_assembly *x = a, *y = b;
	int c = strcmp(x->path, y->path);

	if (!c)
		c = number_compare(x->line, y->line);
	if (!c)
		c = y->is_own - x->is_own;
	return c ? c : strcmp(x->function, y->function);
}

/* The functions that begin last at or before the line; several can begin on one. */
static bool is_own(const struct exhibit *x, const char *path, uint32_t line, const char *function)
{
	size_t low = 0, high = x->n_functions;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int c = strcmp(x->functions[middle].path, path);

		if (c < 0 || (!c && x->functions[middle].line <= line))
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low; i > 0 && !strcmp(x->functions[i - 1].path, path) && x->functions[i - 1].line == x->functions[low - 1].line; i--)
		if (x->functions[i - 1].end_line >= line && !strcmp(x->functions[i - 1].name, function))
			return true;
	return false;
}

/* One symbol of several units (a static function of a header, one file in two programs) is shown once: as the first unit has it. */
static size_t drop_repeats(struct exhibit_assembly *list, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (!kept || by_place(&list[kept - 1], &list[i]))
			list[kept++] = list[i];
	return kept;
}

struct of_unit {
	struct exhibit_assembly shown;
	size_t unit;
};

static int by_place_and_unit(const void *a, const void *b)
{
	const struct of_unit *x = a, *y = b;
	int c = by_place(&x->shown, &y->shown);

	return c ? c : number_compare(x->unit, y->unit);
}

static void add_unit(const struct session *s, size_t unit, struct of_unit *list, size_t *n)
{
	const struct program *p = s->program;
	const struct unit_facts *u = &p->units[unit].facts;

	for (size_t i = 0; i < u->code_lines.n; i++) {
		const struct fact_code_line *l = &u->code_lines.items[i];
		const struct fact_code_text *t = u->code_texts.items + l->code_texts.first;
		struct exhibit_assembly shown = { .path = program_text(p, l->file), .line = l->at.line, .function = program_text(p, l->function) };

		if (!l->code_texts.n)
			continue;
		shown.is_own = is_own(&s->exhibit, shown.path, shown.line, shown.function);
		shown.text = program_text(p, t->text);
		shown.n_more = t->n_more;
		list[(*n)++] = (struct of_unit){ shown, unit };
	}
}

void session_fill_assembly(struct session *s)
{
	const struct program *p = s->program;
	struct exhibit_assembly *shown;
	struct of_unit *list;
	size_t n = 0, most = 0;

	for (size_t i = 0; i < p->n_units; i++)
		most += p->units[i].facts.code_texts.n;
	list = xmalloc((most + 1) * sizeof *list);
	for (size_t i = 0; i < p->n_units; i++)
		add_unit(s, i, list, &n);
	qsort(list, n, sizeof *list, by_place_and_unit);
	shown = ARENA_ARRAY(&s->memory, struct exhibit_assembly, n);
	for (size_t i = 0; i < n; i++)
		shown[i] = list[i].shown;
	s->exhibit.assembly = shown;
	s->exhibit.n_assembly = drop_repeats(shown, n);
	free(list);
}
