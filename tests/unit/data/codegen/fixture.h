/* For the tests of codegen/: one unit's facts, and the lines of their text form. */
#ifndef WHYNOT_TESTS_UNIT_DATA_CODEGEN_FIXTURE_H
#define WHYNOT_TESTS_UNIT_DATA_CODEGEN_FIXTURE_H

#include "analyzer/base/file.h"
#include "analyzer/codegen/codegen.h"
#include "analyzer/facts/facts_text.h"
#include "tests/unit/unit.h"

#include <string.h>

#define CODEGEN_DATA TEST_SOURCE_DIR "/unit/data/codegen/"

struct fixture {
	struct intern text;
	struct unit_facts unit;
	struct strbuf written; /* what fixture_text() made last */
};

static inline void fixture_init(struct fixture *f)
{
	*f = (struct fixture){ .written = STRBUF_INIT };
	intern_init(&f->text);
}

static inline void fixture_release(struct fixture *f)
{
	unit_facts_release(&f->unit);
	intern_release(&f->text);
	strbuf_release(&f->written);
}

/* The text form of the facts of one kind (with its children), from the unit as it is written; valid until the next call. */
static inline const char *fixture_text(struct fixture *f, const char *kind)
{
	struct strbuf all = STRBUF_INIT;
	size_t len = strlen(kind);

	strbuf_clear(&f->written);
	f->unit.main_file = intern_adds(&f->text, "main.c");
	facts_text_write(&f->unit, &f->text, &all);
	for (const char *p = all.text; *p;) {
		size_t line = strcspn(p, "\n") + 1;
		bool child = !strncmp(p, kind, len) && p[len] == '_';

		if (!strncmp(p, kind, len) && (p[len] == '\t' || child))
			strbuf_add(&f->written, p, line);
		p += line;
	}
	strbuf_release(&all);
	return f->written.text;
}

static inline const char *fixture_reason(const struct fixture *f)
{
	return intern_text(&f->text, f->unit.codegens.items[0].reason);
}

static inline enum codegen_status fixture_status(const struct fixture *f)
{
	return f->unit.codegens.items[0].status;
}

static inline void fixture_load(struct strbuf *out, const char *path)
{
	struct error e = ERROR_INIT;

	if (file_read(path, out, &e) < 0)
		fail_msg("%s", e.text.text);
}

static inline void fixture_assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in:\n%s", part, text);
}

#endif
