#include "analyzer/codegen/code_text.h"

#include <stdlib.h>

/* Inline assembly can put a program on one line. */
enum { LONGEST = 160 };

void code_texts_add(struct code_texts *t, uint32_t line, struct code_instruction instruction)
{
	const struct code_text_line none = { 0, 0, 0 };

	while (t->lines.n <= line)
		VEC_PUSH(&t->lines, none);
	if (t->lines.items[line].n++ >= CODE_TEXT_MOST)
		return;
	instruction.next = 0;
	VEC_PUSH(&t->instructions, instruction);
	if (t->lines.items[line].last)
		t->instructions.items[t->lines.items[line].last - 1].next = (uint32_t)t->instructions.n;
	else
		t->lines.items[line].first = (uint32_t)t->instructions.n;
	t->lines.items[line].last = (uint32_t)t->instructions.n;
}

/* Runs of blanks become one. */
static void add_words(struct strbuf *out, struct span s)
{
	const char *end = span_length(s) > LONGEST ? s.p + LONGEST : s.end;
	bool is_apart = false;

	for (; s.p < end; s.p++) {
		if (is_blank(*s.p) || *s.p == '\r' || !*s.p) {
			is_apart = true;
			continue;
		}
		if (is_apart)
			strbuf_addc(out, ' ');
		is_apart = false;
		strbuf_addc(out, *s.p);
	}
	if (end < s.end)
		strbuf_adds(out, "...");
}

static void add_row(struct strbuf *out, char mark, struct span s)
{
	if (out->len)
		strbuf_addc(out, '\n');
	strbuf_addc(out, mark);
	add_words(out, s);
}

struct fact_code_text code_texts_join(const struct code_texts *t, uint32_t line, struct intern *text, struct strbuf *scratch)
{
	struct fact_code_text joined = { 0 };

	strbuf_clear(scratch);
	if (line >= t->lines.n)
		return joined;
	for (uint32_t i = t->lines.items[line].first; i; i = t->instructions.items[i - 1].next) {
		const struct code_instruction *one = &t->instructions.items[i - 1];

		if (span_length(one->label))
			add_row(scratch, ':', one->label);
		add_row(scratch, one->mark, one->text);
	}
	joined.text = intern_add(text, scratch->text, scratch->len);
	if (t->lines.items[line].n > CODE_TEXT_MOST)
		joined.n_more = t->lines.items[line].n - CODE_TEXT_MOST;
	return joined;
}

void code_texts_release(struct code_texts *t)
{
	VEC_RELEASE(&t->instructions);
	VEC_RELEASE(&t->lines);
}

/* ---- which lines ------------------------------------------------------------------------------------------------------------ */

static int by_first(const void *a, const void *b)
{
	const struct loop_lines *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

static struct own_file own_file_of(const struct file_facts *f)
{
	const struct file_facts *facts = f->shared ? f->shared : f;
	struct own_file own = { .path = f->path };

	for (size_t i = 0; i < facts->loops.n; i++) {
		struct loop_lines lines = { facts->loops.items[i].at.line, facts->loops.items[i].end.line };

		VEC_PUSH(&own.loops, lines);
	}
	if (own.loops.n)
		qsort(own.loops.items, own.loops.n, sizeof *own.loops.items, by_first);
	for (size_t i = 1; i < own.loops.n; i++)
		if (own.loops.items[i].last < own.loops.items[i - 1].last)
			own.loops.items[i].last = own.loops.items[i - 1].last;
	return own;
}

void own_files_init(struct own_files *o, const struct unit_facts *unit)
{
	*o = (struct own_files){ 0 };
	for (size_t i = 0; i < unit->files.n; i++)
		if (!(unit->files.items[i].flags & FILE_FLAG_SYSTEM))
			VEC_PUSH(&o->files, own_file_of(&unit->files.items[i]));
}

void own_files_release(struct own_files *o)
{
	for (size_t i = 0; i < o->files.n; i++)
		VEC_RELEASE(&o->files.items[i].loops);
	VEC_RELEASE(&o->files);
}

static bool is_in_loop(const struct own_file *f, uint32_t line)
{
	size_t low = 0, high = f->loops.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (f->loops.items[middle].first <= line)
			low = middle + 1;
		else
			high = middle;
	}
	return low && f->loops.items[low - 1].last >= line;
}

bool own_files_want(const struct own_files *o, const struct fact_code_line *line)
{
	for (size_t i = 0; i < o->files.n; i++)
		if (sid_equal(o->files.items[i].path, line->file))
			return line->n_calls || line->n_cond_jumps || is_in_loop(&o->files.items[i], line->at.line);
	return false;
}
