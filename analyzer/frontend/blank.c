/*
 * Line continuations may stay: they join blank lines to blank lines, and keep a line comment going that went on before.
 */
#include "analyzer/frontend/blank.h"
#include "analyzer/frontend/scan.h"

#include <string.h>

static void blank(char *text, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if (text[i] != '\n')
			text[i] = ' ';
}

/* The end of the next thing that is neither blank nor comment: a header name as a whole, else one byte. */
static size_t end_of_piece(const struct scan *s, size_t offset, size_t end)
{
	size_t len = scan_header_name(s, offset, end);

	return offset + (len ? len : 1);
}

static bool find_directive(struct scan *s, uint32_t line, struct directive *d)
{
	do {
		if (!scan_directive(s, d))
			return false;
	} while (d->hash.line < line);
	return d->hash.line == line;
}

bool redirect_directive(char *text, size_t len, bool is_cxx, uint32_t line, const char *name)
{
	size_t room, n = strlen(name);
	struct directive d;
	struct scan s;

	scan_init(&s, text, len, is_cxx);
	if (!find_directive(&s, line, &d))
		return false;
	scan_skip_blanks(&s, &d.rest, d.end);
	room = scan_header_name(&s, d.rest.offset, d.end);
	if (room < n + 2)
		return false;
	blank(text, d.rest.offset, d.rest.offset + room);
	text[d.rest.offset] = text[d.rest.offset + n + 1] = '"';
	memcpy(text + d.rest.offset + 1, name, n);
	return true;
}

bool blank_directive(char *text, size_t len, bool is_cxx, uint32_t line)
{
	struct scan s;
	struct directive d;
	struct scan_at at;

	scan_init(&s, text, len, is_cxx);
	if (!find_directive(&s, line, &d))
		return false;
	for (at = d.hash; at.offset < d.end;) {
		size_t begin = at.offset, end = end_of_piece(&s, begin, d.end);

		blank(text, begin, end);
		at.offset = end;
		scan_skip_blanks(&s, &at, d.end);
	}
	return true;
}
