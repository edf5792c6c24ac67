#include "reports/place.h"

#include "analyzer/base/path.h"
#include "reports/utf8.h"

#include <ctype.h>
#include <string.h>

bool report_path(const struct report *r, const char *path, struct strbuf *out)
{
	struct strbuf full = STRBUF_INIT;
	bool is_inside = false;

	strbuf_clear(out);
	if (path && !r->repository) {
		is_inside = !path_is_absolute(path);
		strbuf_adds(out, path);
	} else if (path) {
		path_join(r->root, path, &full);
		is_inside = path_is_below(full.text, r->repository) && strcmp(full.text, r->repository) != 0;
		strbuf_adds(out, path_relative(full.text, r->repository));
	}
	strbuf_release(&full);
	return is_inside;
}

/* The column of the byte at `offset` in the line. */
static uint32_t column_of(const char *line, size_t len, size_t offset, enum column_unit unit)
{
	uint32_t column = 1, code;

	if (unit == COLUMN_BYTES)
		return (uint32_t)offset + 1;
	for (size_t i = 0; i < offset;) {
		size_t n = utf8_decode(line + i, len - i, &code);

		column += n == 4 ? 2 : 1;
		i += n ? n : 1;
	}
	return column;
}

static bool is_in_name(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Where what stands at the offset ends: a directive before a comment or the end of its line, a name at its last letter. */
static size_t end_of(const char *line, size_t len, size_t from)
{
	size_t end = from + 1;

	if (line[from] == '#') {
		while (end < len && !(line[end - 1] == ' ' && line[end] == '/' && end + 1 < len && strchr("/*", line[end + 1])))
			end++;
		while (end > from + 1 && isspace((unsigned char)line[end - 1]))
			end--;
		return end;
	}
	while (end < len && is_in_name(line[from]) && is_in_name(line[end]))
		end++;
	return end;
}

struct region report_region(const struct report *r, struct srcloc loc, enum column_unit unit)
{
	struct region region = { loc.line ? loc.line : 1, loc.line && loc.col ? loc.col : 1, 0 };
	size_t len = 0, from = region.col - 1;
	const char *line = exhibit_line(r->exhibit, loc.path, region.line, &len);

	region.end_col = region.col + 1;
	if (!line)
		return region;
	if (from >= len)
		from = len ? len - 1 : 0;
	region.col = column_of(line, len, from, unit);
	region.end_col = len ? column_of(line, len, end_of(line, len, from), unit) : region.col + 1;
	return region;
}

void report_message(const struct finding *f, struct strbuf *out)
{
	size_t from = out->len;

	finding_message(f, out);
	if (*f->config)
		strbuf_addf(out, " (in configuration %s)", f->config);
	for (size_t i = from; i < out->len; i++)
		if (out->text[i] == '\n' || out->text[i] == '\r' || !out->text[i])
			out->text[i] = ' ';
}
