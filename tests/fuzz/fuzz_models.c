/*
 * Any bytes as models: refused with line and column and without a trace, or models in order, each within its bounds, that
 * are written as text and read back to the same.
 */
#include "analyzer/base/panic.h"
#include "rules/escape_models.h"
#include "tests/model_write.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_place(const char *said)
{
	if (strncmp(said, "fuzz:", 5) != 0 || said[5] < '1' || said[5] > '9' || !strchr(said + 5, ':'))
		BUG("no place in '%s'", said);
}

static void expect_bounds(const struct model *m)
{
	unsigned most = m->n_params + m->variadic;

	for (size_t i = 0; i < m->n_effects; i++) {
		const struct model_effect *e = &m->effects[i];
		bool from_param = e->from.kind == MODEL_PARAM || e->from.kind == MODEL_CALLBACK_RESULT;

		if ((from_param && e->from.param >= most) || e->from.depth > MODEL_MOST_DEPTH || e->to.depth > MODEL_MOST_DEPTH)
			BUG("%s: effect %zu is out of bounds", m->name, i);
		if (e->from.n_factors > MODEL_MOST_FACTORS || (e->only_if_null && e->null_param >= m->n_params))
			BUG("%s: effect %zu has too many factors or no condition", m->name, i);
		if (e->kind == MODEL_FLOWS && e->to.kind == MODEL_PARAM && (!e->to.depth || e->to.param >= most))
			BUG("%s: effect %zu assigns to an argument", m->name, i);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct models m = { .n = 0 }, again = { .n = 0 };
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
	struct error e = ERROR_INIT;

	if (models_read(&m, "fuzz", (const char *)data, size, &e) < 0) {
		expect_place(e.text.text);
		if (m.n)
			BUG("%zu models of a text that was refused", m.n);
	}
	for (size_t i = 0; i < m.n; i++) {
		expect_bounds(&m.items[i]);
		if (i && strcmp(m.items[i - 1].name, m.items[i].name) >= 0)
			BUG("%s is out of order", m.items[i].name);
		if (models_find(&m, m.items[i].name) != &m.items[i])
			BUG("%s is not found", m.items[i].name);
		model_write(&m.items[i], &first);
	}
	if (models_read(&again, "again", first.text, first.len, &e) < 0)
		BUG("%s\n%s", e.text.text, first.text);
	for (size_t i = 0; i < again.n; i++)
		model_write(&again.items[i], &second);
	if (strcmp(first.text, second.text) != 0)
		BUG("read back it gives\n%s\ninstead of\n%s", second.text, first.text);
	strbuf_release(&first);
	strbuf_release(&second);
	error_release(&e);
	models_release(&m);
	models_release(&again);
	return 0;
}
