/* Any bytes as assembly text: facts in order, each of a line that has instructions, none with more jumps than instructions. */
#include "analyzer/base/panic.h"
#include "analyzer/codegen/codegen.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int compare(const struct intern *text, const struct fact_code_line *a, const struct fact_code_line *b)
{
	int order = strcmp(intern_text(text, a->file), intern_text(text, b->file));

	if (!order)
		order = (a->at.line > b->at.line) - (a->at.line < b->at.line);
	return order ? order : strcmp(intern_text(text, a->function), intern_text(text, b->function));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct intern text;
	struct unit_facts unit = { 0 };
	size_t n_texts = 0;

	struct file_facts own = { 0 };

	intern_init(&text);
	own.path = intern_adds(&text, "src/sample.c");
	VEC_PUSH(&unit.files, own);
	codegen_read_assembly("/project", "/project/build", (const char *)data, size, true, &text, &unit);
	for (size_t i = 0; i < unit.code_lines.n; i++) {
		const struct fact_code_line *l = &unit.code_lines.items[i];

		if (!l->n_instructions || l->n_cond_jumps > l->n_instructions || l->n_calls > l->n_instructions || !l->at.line ||
		    sid_is_none(l->file) || sid_is_none(l->function))
			BUG("line %u: %u instructions, %u jumps, %u calls", l->at.line, l->n_instructions, l->n_cond_jumps, l->n_calls);
		if (!sid_is_none(l->callees) && !l->n_calls)
			BUG("line %u: callees without calls", l->at.line);
		if (l->code_texts.n > 1 || (l->code_texts.n && (!(l->n_calls || l->n_cond_jumps) || l->code_texts.first != n_texts)))
			BUG("line %u: texts out of order", l->at.line);
		n_texts += l->code_texts.n;
		if (i && compare(&text, l - 1, l) > 0)
			BUG("line %u is out of order", l->at.line);
	}
	if (n_texts != unit.code_texts.n)
		BUG("%zu texts of %zu", n_texts, unit.code_texts.n);
	unit_facts_release(&unit);
	intern_release(&text);
	return 0;
}
