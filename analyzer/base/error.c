#include "analyzer/base/error.h"

void error_release(struct error *e)
{
	strbuf_release(&e->text);
}

void error_clear(struct error *e)
{
	strbuf_clear(&e->text);
}

/* The new text is built beside the old one, which may be among its parts: "in this unit: <what was wrong>". */
static void replace(struct error *e, const struct strbuf *text)
{
	strbuf_release(&e->text);
	e->text = *text;
}

int error_set(struct error *e, const char *format, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list ap;

	va_start(ap, format);
	strbuf_vaddf(&text, format, ap);
	va_end(ap);
	replace(e, &text);
	return -1;
}

int error_at(struct error *e, const char *path, unsigned line, unsigned col, const char *format, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list ap;

	strbuf_adds(&text, path);
	if (line)
		strbuf_addf(&text, ":%u", line);
	if (line && col)
		strbuf_addf(&text, ":%u", col);
	strbuf_adds(&text, ": ");
	va_start(ap, format);
	strbuf_vaddf(&text, format, ap);
	va_end(ap);
	replace(e, &text);
	return -1;
}
