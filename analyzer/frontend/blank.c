/*
 * Line continuations may stay: they join blank lines to blank lines, and keep a line comment going that went on before.
 */
#include "analyzer/frontend/blank.h"
#include "analyzer/frontend/scan.h"

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

bool blank_directive(char *text, size_t len, bool is_cxx, uint32_t line)
{
	struct scan s;
	struct directive d;
	struct scan_at at;

	scan_init(&s, text, len, is_cxx);
	do {
		if (!scan_directive(&s, &d))
			return false;
	} while (d.hash.line < line);
	if (d.hash.line != line)
		return false;
	for (at = d.hash; at.offset < d.end;) {
		size_t begin = at.offset, end = end_of_piece(&s, begin, d.end);

		blank(text, begin, end);
		at.offset = end;
		scan_skip_blanks(&s, &at, d.end);
	}
	return true;
}
