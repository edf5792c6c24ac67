/*
 * What only the HTML page shows: functions and loops with what is left of them in the machine code, that code by line
 * (exhibit_assembly.c), includes (exhibit_includes.c), and the meaning of names. Filled when such a report was asked for.
 */
#include "analyzer/session.h"

#include "analyzer/base/order.h"
#include "analyzer/exhibit_fill.h"

#include <stdlib.h>
#include <string.h>

/* ---- code by line --------------------------------------------------------------------------------------------------------- */

/* One line of the source in one symbol of one unit. */
struct line_code {
	sid file;
	uint32_t line, unit;
	const struct fact_code_line *code;
};

/* What the register allocator says of a loop in one symbol. */
struct spills {
	sid file, function;
	uint32_t line, n_spills, n_reloads;
};

struct page {
	struct session *s;
	const struct program *p;
	struct arena *memory;
	VEC(struct line_code) lines;        /* by file and line */
	VEC(struct line_code) copy;         /* of the function at hand: all its lines in all symbols, by unit and symbol */
	struct { const struct line_code *first; size_t n; } chosen; /* part of `copy`: the copy of the function that is shown */
	uint32_t *n_callers;                /* by function of the program */
	VEC(struct spills) spills;          /* of loops in functions, in no order */
	VEC(struct exhibit_function) functions;
	VEC(struct exhibit_loop) loops;
};

static int by_line(const void *a, const void *b)
{
	const struct line_code *x = a, *y = b;
	int c = number_compare(x->file.v, y->file.v);

	if (!c)
		c = number_compare(x->line, y->line);
	if (!c)
		c = number_compare(x->unit, y->unit);
	return c ? c : number_compare(x->code->function.v, y->code->function.v);
}

/* Symbols by number: all are of the same program, and the order is not shown. */
static int by_symbol(const void *a, const void *b)
{
	const struct line_code *x = a, *y = b;
	int c = number_compare(x->unit, y->unit);

	if (!c)
		c = number_compare(x->code->function.v, y->code->function.v);
	return c ? c : number_compare(x->line, y->line);
}

static void collect_lines(struct page *g)
{
	for (size_t i = 0; i < g->p->n_units; i++) {
		const struct unit_facts *u = &g->p->units[i].facts;

		for (size_t k = 0; k < u->code_lines.n; k++) {
			const struct fact_code_line *c = &u->code_lines.items[k];

			VEC_PUSH(&g->lines, ((struct line_code){ c->file, c->at.line, (uint32_t)i, c }));
		}
	}
	if (g->lines.n)
		qsort(g->lines.items, g->lines.n, sizeof *g->lines.items, by_line);
}

static size_t first_line(const struct page *g, sid file, uint32_t line)
{
	size_t low = 0, high = g->lines.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct line_code *l = &g->lines.items[middle];

		if (l->file.v < file.v || (l->file.v == file.v && l->line < line))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Of the function's copies its own symbol, else the one with most instructions; of equal ones the first unit's. */
static void choose_copy(struct page *g, const struct program_function *f)
{
	sid file = f->in->facts.path;
	bool is_own = false;
	uint32_t best = 0;

	VEC_CLEAR(&g->copy);
	for (size_t i = first_line(g, file, f->fact->at.line); i < g->lines.n && g->lines.items[i].file.v == file.v &&
							       g->lines.items[i].line <= f->fact->end.line; i++)
		VEC_PUSH(&g->copy, g->lines.items[i]);
	g->chosen.n = 0;
	if (g->copy.n)
		qsort(g->copy.items, g->copy.n, sizeof *g->copy.items, by_symbol);
	for (size_t i = 0, k; i < g->copy.n; i = k) {
		const struct line_code *first = &g->copy.items[i];
		bool own = sid_equal(first->code->function, f->fact->name);
		uint32_t n = 0;

		for (k = i; k < g->copy.n && g->copy.items[k].unit == first->unit && sid_equal(g->copy.items[k].code->function, first->code->function); k++)
			n += g->copy.items[k].code->n_instructions;
		if (g->chosen.n && (own == is_own ? n <= best : is_own))
			continue;
		is_own = own;
		best = n;
		g->chosen.first = first;
		g->chosen.n = k - i;
	}
}

/* "a,b" and "b,c" make "a,b,c". */
static void add_callees(struct strbuf *all, const char *callees)
{
	while (*callees) {
		size_t len = strcspn(callees, ",");
		bool known = false;

		for (const char *at = all->text; *at && !known;) {
			size_t n = strcspn(at, ",");

			known = n == len && !memcmp(at, callees, n);
			at += n + (at[n] == ',');
		}
		if (!known && len) {
			strbuf_adds(all, all->len ? "," : "");
			strbuf_add(all, callees, len);
		}
		callees += len + (callees[len] == ',');
	}
}

static struct exhibit_code code_of(struct page *g, uint32_t first, uint32_t last)
{
	struct exhibit_code code = { .callees = "" };
	struct strbuf callees = STRBUF_INIT;

	for (size_t i = 0; i < g->chosen.n; i++) {
		const struct line_code *l = &g->chosen.first[i];

		if (l->line < first || l->line > last)
			continue;
		code.n_instructions += l->code->n_instructions;
		code.n_cond_jumps += l->code->n_cond_jumps;
		code.n_calls += l->code->n_calls;
		code.n_vector += l->code->n_vector;
		add_callees(&callees, program_text(g->p, l->code->callees));
	}
	if (callees.len)
		code.callees = arena_strdup(g->memory, callees.text);
	strbuf_release(&callees);
	return code;
}

/* ---- spills -------------------------------------------------------------------------------------------------------------------- */

static uint32_t value_of(const struct program *p, const struct program_remark *r, const char *key)
{
	for (uint32_t i = 0; i < r->fact->remark_args.n; i++)
		if (!strcmp(program_text(p, r->args[i].key), key))
			return (uint32_t)strtoul(program_text(p, r->args[i].value), NULL, 10);
	return 0;
}

static void collect_spills(struct page *g)
{
	const struct program *p = g->p;

	for (size_t i = 0; i < p->n_remarks; i++) {
		const struct program_remark *r = &p->remarks[i];
		struct spills s = { r->fact->file, r->fact->function, r->fact->at.line, 0, 0 };

		if (strcmp(program_text(p, r->fact->pass), "regalloc") || strcmp(program_text(p, r->fact->name), "LoopSpillReloadCopies"))
			continue;
		s.n_spills = value_of(p, r, "NumSpills") + value_of(p, r, "NumFoldedSpills");
		s.n_reloads = value_of(p, r, "NumReloads") + value_of(p, r, "NumFoldedReloads");
		if (s.n_spills || s.n_reloads)
			VEC_PUSH(&g->spills, s);
	}
}

/* Of the copy that is shown. Two loops on one line, or one symbol in two units: the larger number. */
static void add_spills(const struct page *g, sid file, struct exhibit_loop *loop)
{
	for (size_t i = 0; g->chosen.n && i < g->spills.n; i++) {
		const struct spills *s = &g->spills.items[i];

		if (s->line != loop->line || !sid_equal(s->file, file) || !sid_equal(s->function, g->chosen.first->code->function))
			continue;
		loop->n_spills = s->n_spills > loop->n_spills ? s->n_spills : loop->n_spills;
		loop->n_reloads = s->n_reloads > loop->n_reloads ? s->n_reloads : loop->n_reloads;
	}
}

/* ---- functions and loops --------------------------------------------------------------------------------------------------- */

static void count_callers(struct page *g)
{
	g->n_callers = ARENA_ARRAY(g->memory, uint32_t, g->p->n_functions);
	for (size_t i = 0; i < g->p->n_functions; i++) {
		const struct program_function *f = &g->p->functions[i];

		for (uint32_t k = 0; k < f->fact->calls.n; k++) {
			const struct fact_call *call = &f->in->facts.calls.items[f->fact->calls.first + k];
			const struct program_function *callee = sid_is_none(call->callee) ? NULL :
								program_definition(g->p, call->callee, f->in->file);

			if (callee)
				g->n_callers[callee - g->p->functions]++;
		}
	}
}

static int by_place(const void *a, const void *b, void *page)
{
	const struct page *g = page;
	const struct program_function *x = &g->p->functions[*(const uint32_t *)a], *y = &g->p->functions[*(const uint32_t *)b];
	int c = strcmp(program_text(g->p, x->in->facts.path), program_text(g->p, y->in->facts.path));

	if (!c)
		c = place_compare(x->fact->at, y->fact->at);
	return c ? c : number_compare(*(const uint32_t *)a, *(const uint32_t *)b);
}

static void add_function(struct page *g, const struct program_function *f)
{
	struct exhibit_param *params = ARENA_ARRAY(g->memory, struct exhibit_param, f->fact->params.n);

	for (uint32_t i = 0; i < f->fact->params.n; i++) {
		const struct fact_param *p = &f->in->facts.params.items[f->fact->params.first + i];

		params[i] = (struct exhibit_param){ program_text(g->p, p->name), program_text(g->p, p->type) };
	}
	VEC_PUSH(&g->functions, ((struct exhibit_function){
		.name = program_text(g->p, f->fact->name), .path = program_text(g->p, f->in->facts.path), .line = f->fact->at.line,
		.end_line = f->fact->end.line, .n_statements = f->fact->n_statements, .n_callers = g->n_callers[f - g->p->functions],
		.params = params, .n_params = f->fact->params.n, .code = code_of(g, f->fact->at.line, f->fact->end.line) }));
}

/* The conditions of loop `number`, which counts from 1. */
static void add_conditions(struct page *g, const struct program_function *f, uint32_t number, struct exhibit_loop *loop)
{
	static const char *const sources[] = { "invariant", "counter", "state", "data", "call" };
	const struct fact_condition *all = f->in->facts.conditions.items + f->fact->conditions.first;
	struct exhibit_condition *list = ARENA_ARRAY(g->memory, struct exhibit_condition, f->fact->conditions.n);

	for (uint32_t i = 0; i < f->fact->conditions.n; i++)
		if (all[i].loop == number)
			list[loop->n_conditions++] = (struct exhibit_condition){ all[i].at.line, all[i].at.col, program_text(g->p, all[i].text),
										 sources[all[i].class], all[i].role == CONDITION_ROLE_EXIT };
	loop->conditions = list;
}

static void add_loops(struct page *g, const struct program_function *f)
{
	static const char *const kinds[] = { "for", "while", "do", "range-for" };
	uint32_t *depths = ARENA_ARRAY(g->memory, uint32_t, f->fact->loops.n + 1);

	for (uint32_t i = 0; i < f->fact->loops.n; i++) {
		const struct fact_loop *l = &f->in->facts.loops.items[f->fact->loops.first + i];
		bool is_once = l->flags & LOOP_FLAG_ONCE;
		struct exhibit_loop loop = {
			.kind = kinds[l->kind], .path = program_text(g->p, f->in->facts.path), .line = l->at.line, .col = l->at.col,
			.end_line = l->end.line, .function = (uint32_t)g->functions.n - 1, .code = code_of(g, l->at.line, l->end.line) };

		/* Outer ones come first. */
		depths[i + 1] = !is_once + (l->parent <= i ? depths[l->parent] : 0);
		if (is_once)
			continue;
		loop.depth = depths[i + 1];
		add_conditions(g, f, i + 1, &loop);
		add_spills(g, f->in->facts.path, &loop);
		VEC_PUSH(&g->loops, loop);
	}
}

static void fill_functions(struct page *g)
{
	uint32_t *order = ARENA_ARRAY(g->memory, uint32_t, g->p->n_functions);

	for (uint32_t i = 0; i < g->p->n_functions; i++)
		order[i] = i;
	qsort_r(order, g->p->n_functions, sizeof *order, by_place, g);
	for (size_t i = 0; i < g->p->n_functions; i++) {
		const struct program_function *f = &g->p->functions[order[i]];

		choose_copy(g, f);
		add_function(g, f);
		add_loops(g, f);
	}
}

static int by_loop(const void *a, const void *b)
{
	const struct exhibit_loop *x = a, *y = b;
	int c = strcmp(x->path, y->path);

	if (!c)
		c = number_compare(x->line, y->line);
	if (!c)
		c = number_compare(x->col, y->col);
	return c ? c : number_compare(x->function, y->function);
}

/* ---- together ------------------------------------------------------------------------------------------------------------------ */

void session_fill_page(struct session *s)
{
	struct page g = { .s = s, .p = s->program, .memory = &s->memory };

	collect_lines(&g);
	collect_spills(&g);
	count_callers(&g);
	fill_functions(&g);
	if (g.loops.n)
		qsort(g.loops.items, g.loops.n, sizeof *g.loops.items, by_loop);
	s->exhibit.functions = arena_memdup(g.memory, g.functions.items, g.functions.n * sizeof *g.functions.items);
	s->exhibit.n_functions = g.functions.n;
	s->exhibit.loops = arena_memdup(g.memory, g.loops.items, g.loops.n * sizeof *g.loops.items);
	s->exhibit.n_loops = g.loops.n;
	session_fill_assembly(s);
	session_fill_includes(s);
	exhibit_fill_texts(&s->exhibit, s->emitter.findings.items, s->counts.shown, &s->memory);
	VEC_RELEASE(&g.lines);
	VEC_RELEASE(&g.copy);
	VEC_RELEASE(&g.spills);
	VEC_RELEASE(&g.functions);
	VEC_RELEASE(&g.loops);
}
