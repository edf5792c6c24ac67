#include "analyzer/codegen/code_lines.h"

#include "analyzer/base/hash.h"
#include "analyzer/base/strbuf.h"

#include <string.h>

enum { FIRST_SLOTS = 1024 };

static size_t hash_line(sid function, sid file, uint32_t line)
{
	const uint32_t words[] = { function.v, file.v, line };

	return (size_t)hash_bytes(words, sizeof words);
}

static void make_slots(struct code_lines *c, size_t n)
{
	free(c->slots);
	c->n_slots = n;
	c->slots = xmalloc(n * sizeof *c->slots);
	memset(c->slots, 0, n * sizeof *c->slots);
	for (size_t k = 0; k < c->lines.n; k++) {
		const struct fact_code_line *l = &c->lines.items[k];
		size_t i = hash_line(l->function, l->file, l->at.line) & (n - 1);

		while (c->slots[i])
			i = (i + 1) & (n - 1);
		c->slots[i] = (uint32_t)k + 1;
	}
}

void code_lines_init(struct code_lines *c, struct intern *text)
{
	*c = (struct code_lines){ .text = text };
	make_slots(c, FIRST_SLOTS);
}

uint32_t code_lines_find(struct code_lines *c, sid function, sid file, uint32_t line)
{
	size_t mask = c->n_slots - 1, i = hash_line(function, file, line) & mask;
	struct fact_code_line fresh = { .file = file, .at = { line, 0 }, .function = function };

	for (; c->slots[i]; i = (i + 1) & mask) {
		const struct fact_code_line *l = &c->lines.items[c->slots[i] - 1];

		if (l->at.line == line && sid_equal(l->function, function) && sid_equal(l->file, file))
			return c->slots[i] - 1;
	}
	VEC_PUSH(&c->lines, fresh);
	VEC_PUSH(&c->first_callee, 0);
	VEC_PUSH(&c->first_jump, 0);
	c->slots[i] = (uint32_t)c->lines.n;
	if (c->lines.n * 2 > c->n_slots)
		make_slots(c, c->n_slots * 2);
	return (uint32_t)c->lines.n - 1;
}

void code_lines_add_callee(struct code_lines *c, uint32_t line, sid symbol)
{
	uint32_t last = 0, added = (uint32_t)c->callees.n + 1;
	struct code_callee fresh = { .name = symbol };

	for (uint32_t i = c->first_callee.items[line]; i; i = c->callees.items[i - 1].next) {
		if (sid_equal(c->callees.items[i - 1].name, symbol))
			return;
		last = i;
	}
	VEC_PUSH(&c->callees, fresh);
	if (last)
		c->callees.items[last - 1].next = added;
	else
		c->first_callee.items[line] = added;
}

static bool is_before(const struct code_jump *j, uint32_t column, uint32_t other)
{
	return j->column < column || (j->column == column && j->other <= other);
}

void code_lines_add_jump(struct code_lines *c, uint32_t line, uint32_t column, uint32_t other)
{
	uint32_t last = 0, i = c->first_jump.items[line], n = 0, low = column < other ? column : other;
	struct code_jump fresh = { low, column < other ? other : column, 0 };

	for (; i && is_before(&c->jumps.items[i - 1], fresh.column, fresh.other); i = c->jumps.items[i - 1].next) {
		if (c->jumps.items[i - 1].column == fresh.column && c->jumps.items[i - 1].other == fresh.other && ++n == 2)
			return;
		last = i;
	}
	fresh.next = i;
	VEC_PUSH(&c->jumps, fresh);
	if (last)
		c->jumps.items[last - 1].next = (uint32_t)c->jumps.n;
	else
		c->first_jump.items[line] = (uint32_t)c->jumps.n;
}

static void join_jumps(struct code_lines *c, uint32_t line, struct strbuf *joined)
{
	strbuf_clear(joined);
	for (uint32_t i = c->first_jump.items[line]; i; i = c->jumps.items[i - 1].next) {
		const struct code_jump *j = &c->jumps.items[i - 1];

		strbuf_addf(joined, joined->len ? ",%u" : "%u", j->column);
		if (j->other != j->column)
			strbuf_addf(joined, "+%u", j->other);
	}
	c->lines.items[line].jump_columns = intern_add(c->text, joined->text, joined->len);
}

static void join_callees(struct code_lines *c, uint32_t line, struct strbuf *joined)
{
	strbuf_clear(joined);
	for (uint32_t i = c->first_callee.items[line]; i; i = c->callees.items[i - 1].next) {
		sid name = c->callees.items[i - 1].name;

		if (joined->len)
			strbuf_addc(joined, ',');
		strbuf_add(joined, intern_text(c->text, name), intern_length(c->text, name));
	}
	c->lines.items[line].callees = intern_add(c->text, joined->text, joined->len);
}

static int compare_lines(const void *left, const void *right, void *context)
{
	const struct fact_code_line *a = left, *b = right;
	const struct intern *text = context;
	int order = sid_equal(a->file, b->file) ? 0 : strcmp(intern_text(text, a->file), intern_text(text, b->file));

	if (!order)
		order = (a->at.line > b->at.line) - (a->at.line < b->at.line);
	if (!order && !sid_equal(a->function, b->function))
		order = strcmp(intern_text(text, a->function), intern_text(text, b->function));
	return order;
}

/* Numbers a line in its slice as it was before the sort. */
static void number_lines(struct code_lines *c)
{
	for (size_t i = 0; i < c->lines.n; i++)
		c->lines.items[i].code_texts = (struct slice){ (uint32_t)i, 0 };
}

/* The text of those lines that a page may want, in the order of the lines. */
static void add_texts(const struct code_lines *c, const struct own_files *own, struct unit_facts *unit, struct strbuf *joined)
{
	for (size_t i = 0; i < unit->code_lines.n; i++) {
		struct fact_code_line *l = &unit->code_lines.items[i];
		uint32_t number = l->code_texts.first;

		l->code_texts = (struct slice){ 0, 0 };
		if (!c->texts.lines.n || !own_files_want(own, l))
			continue;
		l->code_texts = (struct slice){ (uint32_t)unit->code_texts.n, 1 };
		VEC_PUSH(&unit->code_texts, code_texts_join(&c->texts, number, c->text, joined));
	}
}

void code_lines_finish(struct code_lines *c, struct unit_facts *unit)
{
	const struct unit_facts nothing = { 0 };
	struct own_files own;
	struct strbuf joined = STRBUF_INIT;

	for (size_t i = 0; i < c->lines.n; i++) {
		join_callees(c, (uint32_t)i, &joined);
		join_jumps(c, (uint32_t)i, &joined);
	}
	number_lines(c);
	if (c->lines.n)
		qsort_r(c->lines.items, c->lines.n, sizeof *c->lines.items, compare_lines, c->text);
	for (size_t i = 0; i < c->lines.n; i++)
		if (c->lines.items[i].n_instructions)
			VEC_PUSH(&unit->code_lines, c->lines.items[i]);
	own_files_init(&own, c->texts.lines.n ? unit : &nothing);
	add_texts(c, &own, unit, &joined);
	own_files_release(&own);
	strbuf_release(&joined);
	free(c->slots);
	code_texts_release(&c->texts);
	VEC_RELEASE(&c->lines);
	VEC_RELEASE(&c->first_callee);
	VEC_RELEASE(&c->callees);
	VEC_RELEASE(&c->first_jump);
	VEC_RELEASE(&c->jumps);
}
