/*
 * Any bytes as a compile database: refused with a place, or commands in order with names that tell the configurations of a
 * file apart, and the same description when read again.
 */
#include "analyzer/base/panic.h"
#include "analyzer/commands/build.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_place(const struct error *e)
{
	const char *text = e->text.text;

	if (strncmp(text, "fuzz:", 5) != 0 || text[5] < '1' || text[5] > '9')
		BUG("no place in '%s'", text);
}

static void expect_sound(const struct compdb *db)
{
	for (size_t i = 0; i < db->commands.n; i++) {
		const struct compile_command *c = &db->commands.items[i];
		int order = i ? strcmp(c[-1].file, c->file) : -1;

		if (order > 0 || (order == 0 && strcmp(c[-1].config, c->config) >= 0))
			BUG("%s [%s] is out of order", c->file, c->config);
		if (strlen(c->config) > 60 || c->file[0] != '/' || c->directory[0] != '/')
			BUG("%s in %s [%s]", c->file, c->directory, c->config);
	}
}

static void describe(const struct compdb *db, struct strbuf *text)
{
	struct error e = ERROR_INIT;
	struct out o;

	out_to_memory(&o, text);
	compdb_describe(db, &o);
	if (out_close(&o, &e) < 0)
		BUG("%s", e.text.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct compdb_text text = { "fuzz", "/project", (const char *)data, size, true, NULL };
	struct strbuf first = STRBUF_INIT, again = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct compdb db;

	if (compdb_parse(&db, &text, &e) < 0) {
		expect_place(&e);
	} else {
		expect_sound(&db);
		describe(&db, &first);
		compdb_release(&db);
		if (compdb_parse(&db, &text, &e) < 0)
			BUG("accepted once, then: %s", e.text.text);
		describe(&db, &again);
		compdb_release(&db);
		if (strcmp(first.text, again.text) != 0)
			BUG("read again it gives\n%s\ninstead of\n%s", again.text, first.text);
	}
	strbuf_release(&first);
	strbuf_release(&again);
	error_release(&e);
	return 0;
}
