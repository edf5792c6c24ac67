/*
 * A unit's code lines come by file and line, so each file's are one run. Only units that the compiler optimised count: the code of the
 * others says nothing about what it could do.
 */
#include "rules/compiler_code.h"

#include <string.h>

static bool is_optimised(const struct program *p, const struct unit_facts *u)
{
	const struct fact_codegen *g = u->codegens.n ? &u->codegens.items[0] : NULL;
	const char *level = g ? program_text(p, g->opt_level) : "";

	return g && (g->status == CODEGEN_STATUS_OK || g->status == CODEGEN_STATUS_WITHOUT_REMARKS) && *level && strcmp(level, "-O0");
}

/* The order of files means nothing and does not show: one file is asked for at a time. */
static int run_compare(const void *va, const void *vb)
{
	const struct code_run *a = va, *b = vb;

	if (a->file.v != b->file.v)
		return a->file.v < b->file.v ? -1 : 1;
	return (a->unit > b->unit) - (a->unit < b->unit);
}

void code_index_init(struct code_index *c, const struct program *p)
{
	*c = (struct code_index){ .program = p };
	for (uint32_t u = 0; u < p->n_units; u++) {
		const struct unit_facts *unit = &p->units[u].facts;
		uint32_t first = 0;

		for (uint32_t i = 1; i <= unit->code_lines.n && is_optimised(p, unit); i++) {
			struct code_run run = { unit->code_lines.items[first].file, u, first, i - first };

			if (i < unit->code_lines.n && sid_equal(unit->code_lines.items[i].file, run.file))
				continue;
			VEC_PUSH(&c->runs, run);
			first = i;
		}
	}
	if (c->runs.n)
		qsort(c->runs.items, c->runs.n, sizeof *c->runs.items, run_compare);
}

void code_index_release(struct code_index *c)
{
	VEC_RELEASE(&c->runs);
}

/* The runs of the file: the first in `*first`, their number returned. */
static size_t runs_of(const struct code_index *c, sid file, size_t *first)
{
	size_t low = 0, high = c->runs.n, n = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->runs.items[middle].file.v < file.v)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + n < c->runs.n && sid_equal(c->runs.items[low + n].file, file))
		n++;
	*first = low;
	return n;
}

/* The lines of the run from `line` on: `*n` of them. */
static const struct fact_code_line *lines_from(const struct code_index *c, const struct code_run *run, uint32_t line, uint32_t *n)
{
	const struct fact_code_line *lines = c->program->units[run->unit].facts.code_lines.items + run->first;
	uint32_t low = 0, high = run->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (lines[middle].at.line < line)
			low = middle + 1;
		else
			high = middle;
	}
	*n = run->n - low;
	return lines + low;
}

/* Whether "a,b,c" has the word. */
static bool has_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	while (*words) {
		size_t n = strcspn(words, ",");

		if (n == len && !memcmp(words, word, n))
			return true;
		words += n + (words[n] == ',');
	}
	return false;
}

/* Counts in the first unit that has the lines. With `callee`, tells in `*calls` whether they call it. */
static bool look(const struct code_index *c, sid file, uint32_t from, uint32_t to, sid function, struct code_counts *counts,
		 const char *callee, bool *calls)
{
	size_t first, n_runs = runs_of(c, file, &first);

	*counts = (struct code_counts){ 0 };
	*calls = false;
	for (size_t r = first; r < first + n_runs && !counts->n_instructions; r++) {
		uint32_t n;
		const struct fact_code_line *line = lines_from(c, &c->runs.items[r], from, &n);

		for (; n && line->at.line <= to; n--, line++) {
			if (!sid_equal(line->function, function))
				continue;
			counts->n_instructions += line->n_instructions;
			counts->n_cond_jumps += line->n_cond_jumps;
			counts->n_calls += line->n_calls;
			counts->n_vector += line->n_vector;
			*calls |= callee && has_word(program_text(c->program, line->callees), callee);
		}
	}
	return counts->n_instructions > 0;
}

bool code_count(const struct code_index *c, sid file, uint32_t from, uint32_t to, sid function, struct code_counts *counts)
{
	bool calls;

	return look(c, file, from, to, function, counts, NULL, &calls);
}

bool code_calls(const struct code_index *c, sid file, uint32_t from, uint32_t to, sid function, const char *callee)
{
	struct code_counts counts;
	bool calls;

	return look(c, file, from, to, function, &counts, callee, &calls) && calls;
}
