/*
 * Candidates are sorted by file and meaning, so that what is the same lies side by side: n log n, however many commands one
 * file has. What the merge depends on is text and the order of the entries only.
 */
#include "analyzer/commands/build.h"

#include <string.h>

static int compare_meaning(const struct candidate *x, const struct candidate *y)
{
	for (size_t i = 0; i < x->n_meaning && i < y->n_meaning; i++) {
		int order = x->meaning[i] == y->meaning[i] ? 0 : strcmp(x->meaning[i], y->meaning[i]);

		if (order)
			return order;
	}
	return (x->n_meaning > y->n_meaning) - (x->n_meaning < y->n_meaning);
}

static int by_file_and_meaning(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int order = x->command.file == y->command.file ? 0 : strcmp(x->command.file, y->command.file);

	if (!order)
		order = (int)x->is_cc1 - (int)y->is_cc1;
	if (!order && x->meaning != y->meaning)
		order = compare_meaning(x, y);
	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static int by_order(const void *a, const void *b)
{
	const struct candidate *const *x = a, *const *y = b;

	return ((*x)->order > (*y)->order) - ((*x)->order < (*y)->order);
}

static int by_file_and_config(const void *a, const void *b)
{
	const struct compile_command *x = a, *y = b;
	int order = x->file == y->file ? 0 : strcmp(x->file, y->file);

	return order ? order : strcmp(x->config, y->config);
}

static bool same_command(const struct candidate *x, const struct candidate *y)
{
	const struct compile_command *a = &x->command, *b = &y->command;

	return a->directory == b->directory && a->n_args == b->n_args &&
	       (!a->n_args || !memcmp(a->args, b->args, a->n_args * sizeof *a->args));
}

static void note_repeat(struct build *b, const struct candidate *repeat, const struct candidate *first)
{
	b->notes.file = repeat->command.file;
	b->notes.line = repeat->line;
	if (!first->line)
		notes_add(&b->notes, COMPDB_NOTE_OTHER, "named twice");
	else if (same_command(repeat, first))
		notes_add(&b->notes, COMPDB_NOTE_OTHER, "repeats the command of line %u", first->line);
	else
		notes_add(&b->notes, COMPDB_NOTE_OTHER, "means the same as the command of line %u: only flags for the code's "
			  "form differ", first->line);
}

static void note_cc1(struct build *b, const struct candidate *c, bool has_driver)
{
	b->notes.file = c->command.file;
	b->notes.line = c->line;
	if (has_driver)
		notes_add(&b->notes, COMPDB_NOTE_OTHER, "the -cc1 twin of the compiler's own command");
	else
		notes_add(&b->notes, COMPDB_NOTE_LEFT_OUT, "only an internal -cc1 command of it is known; record the build with "
			  "bear 3 or later, or with cmake or meson");
}

/* Candidates first..end are all of one file. */
static void merge_file(struct build *b, struct candidate *first, struct candidate *end)
{
	VEC(struct candidate *) kept = { 0 };

	for (struct candidate *c = first; c < end; c++) {
		if (c->is_cc1)
			note_cc1(b, c, kept.n > 0);
		else if (kept.n && !compare_meaning(*VEC_LAST(&kept), c))
			note_repeat(b, c, *VEC_LAST(&kept));
		else
			VEC_PUSH(&kept, c);
	}
	if (kept.n > 1) {
		qsort(kept.items, kept.n, sizeof *kept.items, by_order);
		build_name_configs(b, kept.items, kept.n);
	}
	if (kept.n)
		kept.items[0]->command.is_first = true;
	for (size_t i = 0; i < kept.n; i++)
		VEC_PUSH(&b->db->commands, kept.items[i]->command);
	VEC_RELEASE(&kept);
}

void build_merge(struct build *b)
{
	struct candidate *items = b->candidates.items;
	size_t n = b->candidates.n, end;

	if (n)
		qsort(items, n, sizeof *items, by_file_and_meaning);
	for (size_t i = 0; i < n; i = end) {
		/* The texts are shared: equal files are equal pointers. */
		for (end = i + 1; end < n && items[end].command.file == items[i].command.file; end++)
			continue;
		merge_file(b, items + i, items + end);
	}
	if (b->db->commands.n)
		qsort(b->db->commands.items, b->db->commands.n, sizeof *b->db->commands.items, by_file_and_config);
	notes_finish(&b->notes);
}
