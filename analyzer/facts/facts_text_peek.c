/* The line of the unit, read without the rest. */
#include "analyzer/facts/facts_text.h"

#include <string.h>

/* The end of the field that starts at `at`: its TAB or the end of the line. */
static const char *field_end(const char *at, const char *end)
{
	const char *tab = memchr(at, '\t', (size_t)(end - at));

	return tab ? tab : end;
}

static bool peek_unit(const char *line, const char *end, struct facts_text_unit *unit)
{
	static const char head[] = "unit\t";
	const char *config, *language, *status;
	size_t len;

	if ((size_t)(end - line) < sizeof head - 1 || memcmp(line, head, sizeof head - 1) != 0)
		return false;
	unit->name = line + sizeof head - 1;
	config = field_end(unit->name, end);
	if (config == end)
		return false;
	unit->name_len = (size_t)(field_end(config + 1, end) - unit->name);
	language = unit->name + unit->name_len;
	if (language == end)
		return false;
	status = field_end(language + 1, end);
	if (status == end)
		return false;
	status++;
	len = (size_t)(field_end(status, end) - status);
	for (unsigned i = 0; i < n_UNIT_STATUS; i++) {
		if (strlen(unit_status_words[i]) == len && !memcmp(unit_status_words[i], status, len)) {
			unit->status = (enum unit_status)i;
			return true;
		}
	}
	return false;
}

bool facts_text_peek(const char *bytes, size_t len, struct facts_text_unit *unit)
{
	const char *end = bytes + len;

	for (const char *line = bytes; line < end;) {
		const char *line_end = memchr(line, '\n', (size_t)(end - line));

		if (!line_end)
			line_end = end;
		if (peek_unit(line, line_end, unit))
			return true;
		/* Only the format's line, blank lines and comments stand before it. */
		if (line != line_end && *line != '#' && *line != 'w')
			return false;
		line = line_end + 1;
	}
	return false;
}
