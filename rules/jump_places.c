#include "rules/jump_places.h"

#include <string.h>

struct jump_line {
	uint32_t file, line;
	sid columns;
};

struct unrolled_loop {
	uint32_t file;
	struct place at;
};

static bool is_optimised(const struct program *p, const struct program_unit *u)
{
	const struct fact_codegen *g = u->facts.codegens.n ? &u->facts.codegens.items[0] : NULL;
	const char *level = g ? program_text(p, g->opt_level) : "";

	return g && (g->status == CODEGEN_STATUS_OK || g->status == CODEGEN_STATUS_WITHOUT_REMARKS) && *level && strcmp(level, "-O0") &&
	       u->facts.code_lines.n;
}

static int line_order(const void *va, const void *vb)
{
	const struct jump_line *a = va, *b = vb;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static void read_unit(struct jump_places *j, const struct program_unit *u)
{
	sid last = { 0 };
	uint32_t file = PROGRAM_NONE;

	for (size_t i = 0; i < u->facts.code_lines.n; i++) {
		const struct fact_code_line *c = &u->facts.code_lines.items[i];

		if (!i || !sid_equal(c->file, last))
			file = program_find_file(j->p, c->file);
		last = c->file;
		if (file != PROGRAM_NONE)
			j->lines[j->n_lines++] = (struct jump_line){ file, c->at.line, c->jump_columns };
	}
}

static int unrolled_order(const void *va, const void *vb)
{
	const struct unrolled_loop *a = va, *b = vb;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	return place_compare(a->at, b->at);
}

static bool is_unrolling(const struct program *p, const struct fact_remark *r)
{
	return !strcmp(program_text(p, r->name), "FullyUnrolled") && r->at.line;
}

static void read_unrolled(struct jump_places *j, const struct program *p, struct arena *memory)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_remarks; i++)
		n += is_unrolling(p, p->remarks[i].fact);
	j->unrolled = ARENA_ARRAY(memory, struct unrolled_loop, n);
	for (size_t i = 0; i < p->n_remarks; i++) {
		const struct fact_remark *r = p->remarks[i].fact;

		if (is_unrolling(p, r))
			j->unrolled[j->n_unrolled++] = (struct unrolled_loop){ program_find_file(p, r->file), r->at };
	}
	if (j->n_unrolled)
		qsort(j->unrolled, j->n_unrolled, sizeof *j->unrolled, unrolled_order);
}

bool jump_places_is_unrolled(const struct jump_places *j, uint32_t file, struct place at)
{
	struct unrolled_loop key = { file, at };

	return j->n_unrolled && bsearch(&key, j->unrolled, j->n_unrolled, sizeof key, unrolled_order);
}

void jump_places_init(struct jump_places *j, const struct program *p, struct arena *memory)
{
	size_t n = 0;

	*j = (struct jump_places){ .p = p };
	j->is_known = ARENA_ARRAY(memory, bool, p->n_files);
	memset(j->is_known, true, p->n_files * sizeof *j->is_known);
	for (size_t i = 0; i < p->n_units; i++)
		n += p->units[i].facts.code_lines.n;
	j->lines = ARENA_ARRAY(memory, struct jump_line, n);
	for (size_t i = 0; i < p->n_units; i++) {
		const struct program_unit *u = &p->units[i];

		if (is_optimised(p, u)) {
			read_unit(j, u);
			continue;
		}
		for (size_t k = 0; k < u->n_variants; k++)
			j->is_known[p->variants[u->variants[k]].file] = false;
	}
	read_unrolled(j, p, memory);
	if (j->n_lines)
		qsort(j->lines, j->n_lines, sizeof *j->lines, line_order);
}

bool jump_places_knows(const struct jump_places *j, uint32_t file)
{
	return j->is_known[file];
}

/* The first line of the file that is not before `line`; as an index. */
static size_t find(const struct jump_places *j, uint32_t file, uint32_t line)
{
	struct jump_line key = { .file = file, .line = line };
	size_t low = 0, high = j->n_lines;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (line_order(&j->lines[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool jump_places_has_code(const struct jump_places *j, uint32_t file, uint32_t from, uint32_t to)
{
	size_t at = find(j, file, from);

	return at < j->n_lines && j->lines[at].file == file && j->lines[at].line <= to;
}

static bool is_within(unsigned long column, uint32_t from, uint32_t to)
{
	return column >= from && column <= to;
}

/* A jump with two places on the line, as 7+12, is one. */
static unsigned count_columns(const char *columns, uint32_t from, uint32_t to)
{
	unsigned n = 0;

	while (*columns) {
		char *end;
		unsigned long column = strtoul(columns, &end, 10), other = column;

		if (end == columns)
			break; /* facts from elsewhere */
		if (*end == '+')
			other = strtoul(end + 1, &end, 10);
		n += is_within(column, from, to) || is_within(other, from, to);
		columns = end + (*end == ',');
	}
	return n;
}

unsigned jump_places_count(const struct jump_places *j, uint32_t file, struct place from, struct place to)
{
	unsigned n = 0, most = 0;
	uint32_t line = 0;

	for (size_t i = find(j, file, from.line); i < j->n_lines && j->lines[i].file == file && j->lines[i].line <= to.line; i++) {
		unsigned here = count_columns(program_text(j->p, j->lines[i].columns), j->lines[i].line == from.line ? from.col : 0,
					      j->lines[i].line == to.line ? to.col : UINT32_MAX);

		if (j->lines[i].line != line) {
			n += most;
			most = 0;
			line = j->lines[i].line;
		}
		most = here > most ? here : most;
	}
	return n + most;
}
