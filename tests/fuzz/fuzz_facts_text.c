/*
 * Any bytes as a facts text: refused with a line, or facts that are written and read back to the same bytes, the same with
 * every section taken as known.
 */
#include "analyzer/base/panic.h"
#include "analyzer/facts/facts_text.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The section of the unit that has these bytes. */
static const struct file_facts *known(void *context, const char *bytes, size_t len)
{
	const struct unit_facts *u = context;

	for (size_t i = 0; i < u->files.n; i++)
		if (u->files.items[i].section_len == len && !memcmp(u->files.items[i].section, bytes, len))
			return &u->files.items[i];
	BUG("the same bytes gave another section of %zu bytes", len);
}

static void expect_same(const struct strbuf *a, const struct strbuf *b, const char *what)
{
	if (a->len != b->len || memcmp(a->text, b->text, a->len) != 0)
		BUG("%s gives other facts:\n%s\n%s", what, a->text, b->text);
}

static void read_or_bug(const char *bytes, size_t len, const struct facts_text_sections *sections, struct intern *text,
			struct unit_facts *u)
{
	struct error e = ERROR_INIT;

	if (facts_text_read("again", bytes, len, text, sections, u, &e) < 0)
		BUG("%s", e.text.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct intern text;
	struct unit_facts first = { 0 }, again = { 0 }, shared = { 0 };
	struct facts_text_sections sections = { &first, known };
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT, c = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct facts_text_unit line;

	facts_text_peek(bytes, size, &line);
	intern_init(&text);
	if (facts_text_read("fuzz", bytes, size, &text, NULL, &first, &e) == 0) {
		facts_text_write(&first, &text, &a);
		if (!facts_text_peek(bytes, size, &line) || line.status != first.status)
			BUG("the unit's line is not seen");
		read_or_bug(a.text, a.len, NULL, &text, &again);
		facts_text_write(&again, &text, &b);
		expect_same(&a, &b, "reading back");
		read_or_bug(bytes, size, &sections, &text, &shared);
		facts_text_write(&shared, &text, &c);
		expect_same(&a, &c, "sharing sections");
	} else if (strncmp(e.text.text, "fuzz:", 5) != 0 || e.text.text[5] < '1' || e.text.text[5] > '9') {
		BUG("no line in '%s'", e.text.text);
	}
	unit_facts_release(&first);
	unit_facts_release(&again);
	unit_facts_release(&shared);
	strbuf_release(&a);
	strbuf_release(&b);
	strbuf_release(&c);
	error_release(&e);
	intern_release(&text);
	return 0;
}
