#include "analyzer/fix_text.h"

#include "analyzer/base/vec.h"
#include "analyzer/frontend/scan.h"

#include <string.h>

enum { CONTEXT = 3 };

void fix_text_init(struct fix_text *t, const char *text, size_t len)
{
	VEC(struct fix_line) lines = { 0 };
	struct fix_line line = { 0 };

	*t = (struct fix_text){ .text = text, .len = len };
	while (line.start < len) {
		const char *end = memchr(text + line.start, '\n', len - line.start);

		VEC_PUSH(&lines, line);
		line.start = end ? (size_t)(end + 1 - text) : len;
	}
	t->n_lines = (uint32_t)lines.n;
	VEC_PUSH(&lines, line);
	t->lines = arena_memdup(&t->memory, lines.items, lines.n * sizeof *lines.items);
	VEC_RELEASE(&lines);
}

void fix_text_release(struct fix_text *t)
{
	arena_release(&t->memory);
}

static size_t line_length(const struct fix_text *t, uint32_t i)
{
	return t->lines[i + 1].start - t->lines[i].start;
}

static bool all_blank(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!strchr(" \t\r\n\f\v", text[i]) || !text[i])
			return false;
	return true;
}

static bool is_blank_line(const struct fix_text *t, uint32_t i)
{
	return all_blank(t->text + t->lines[i].start, line_length(t, i));
}

static bool find_directive(const struct fix_text *t, uint32_t line, struct directive *d)
{
	struct scan s;

	scan_init(&s, t->text, t->len, false);
	while (scan_directive(&s, d))
		if (d->hash.line >= line)
			return d->hash.line == line;
	return false;
}

/* What precedes the '#' on its line is the end of a comment that began further up, and stays; NULL: nothing stays. */
static const char *kept_front(struct fix_text *t, const struct directive *d)
{
	const char *front = t->text + d->hash.line_start;
	size_t len = d->hash.offset - d->hash.line_start, blanks = 0;

	while (blanks < len && strchr(" \t", front[blanks]) && front[blanks])
		blanks++;
	if (blanks == len || (len - blanks > 1 && front[blanks] == '/' && front[blanks + 1] == '*'))
		return NULL;
	while (len && strchr(" \t", front[len - 1]) && front[len - 1])
		len--;
	return arena_printf(&t->memory, "%.*s\n", (int)len, front);
}

bool fix_text_remove(struct fix_text *t, uint32_t line, const char *instead)
{
	struct directive d;
	const char *front;

	if (!line || line > t->n_lines || !find_directive(t, line, &d))
		return false;
	front = kept_front(t, &d);
	for (uint32_t i = line - 1; i < t->n_lines && t->lines[i].start <= d.end; i++)
		t->lines[i].is_gone = true;
	if (front && instead)
		front = arena_printf(&t->memory, "%s%s", front, instead);
	t->lines[line - 1].instead = front ? front : instead;
	return true;
}

/* The end of the line at the offset: "\n", "\r\n", or "\n" if it has none. */
static const char *line_end(const struct fix_text *t, size_t offset)
{
	const char *end = memchr(t->text + offset, '\n', t->len - offset);

	return end && end > t->text && end[-1] == '\r' ? "\r\n" : "\n";
}

bool fix_text_include(struct fix_text *t, uint32_t line, const char *headers)
{
	struct strbuf lines = STRBUF_INIT;
	struct directive d;
	struct scan s;
	size_t name, first_len = strcspn(headers, "\n"), start, end;
	uint32_t last;
	const char *eol;

	if (!line || line > t->n_lines || !find_directive(t, line, &d))
		return false;
	scan_init(&s, t->text, t->len, false);
	scan_skip_blanks(&s, &d.rest, d.end);
	name = scan_header_name(&s, d.rest.offset, d.end);
	if (!name)
		return false;
	for (last = line - 1; last + 1 < t->n_lines && t->lines[last + 1].start <= d.end; last++)
		t->lines[last + 1].is_gone = true;
	t->lines[line - 1].is_gone = true;
	start = t->lines[line - 1].start;
	end = t->lines[last + 1].start;
	eol = line_end(t, start);
	strbuf_add(&lines, t->text + start, d.rest.offset - start);
	strbuf_add(&lines, headers, first_len);
	strbuf_add(&lines, t->text + d.rest.offset + name, end - d.rest.offset - name);
	if (t->text[end - 1] != '\n')
		strbuf_adds(&lines, eol);
	for (const char *at = headers + first_len; *at;) {
		size_t len = strcspn(++at, "\n");

		strbuf_addf(&lines, "#include %.*s%s", (int)len, at, eol);
		at += len;
	}
	t->lines[line - 1].instead = arena_strndup(&t->memory, lines.text, lines.len);
	strbuf_release(&lines);
	return true;
}

/* Of the blank lines from `first` to before `end`, between which all is gone, keeps the first `n`. */
static void keep_blanks(struct fix_text *t, uint32_t first, uint32_t end, uint32_t n)
{
	for (uint32_t i = first; i < end; i++) {
		if (t->lines[i].is_gone)
			continue;
		t->lines[i].is_gone = n == 0;
		n -= n > 0;
	}
}

/* True for lines that end a run of what is gone and blank. */
static bool is_solid(const struct fix_text *t, uint32_t i)
{
	return t->lines[i].instead || (!t->lines[i].is_gone && !is_blank_line(t, i));
}

void fix_text_settle(struct fix_text *t)
{
	for (uint32_t first = 0, end; first < t->n_lines; first = end + 1) {
		uint32_t gap = 0, widest = 0;
		bool has_gone = false;

		for (end = first; end < t->n_lines && !is_solid(t, end); end++) {
			has_gone |= t->lines[end].is_gone;
			gap = t->lines[end].is_gone ? 0 : gap + 1;
			widest = gap > widest ? gap : widest;
		}
		if (has_gone)
			keep_blanks(t, first, end, first && end < t->n_lines ? widest : 0);
	}
}

void fix_text_apply(const struct fix_text *t, struct strbuf *out)
{
	for (uint32_t i = 0; i < t->n_lines; i++) {
		if (!t->lines[i].is_gone)
			strbuf_add(out, t->text + t->lines[i].start, line_length(t, i));
		else if (t->lines[i].instead)
			strbuf_adds(out, t->lines[i].instead);
	}
}

/* ---- diff ---------------------------------------------------------------------------------------------------------------- */

static uint32_t count_lines(const char *text)
{
	uint32_t n = 0;

	for (; text && *text; text++)
		n += *text == '\n';
	return n;
}

/* The end of the hunk that begins with the changed line: changes with at most twice the context between them share one. */
static uint32_t hunk_end(const struct fix_text *t, uint32_t changed)
{
	uint32_t last = changed;

	for (uint32_t i = changed; i < t->n_lines && i - last <= 2 * CONTEXT + 1; i++)
		if (t->lines[i].is_gone)
			last = i;
	return last + 1 + CONTEXT < t->n_lines ? last + 1 + CONTEXT : t->n_lines;
}

static void add_line(const struct fix_text *t, uint32_t i, char mark, struct strbuf *out)
{
	size_t len = line_length(t, i);

	strbuf_addc(out, mark);
	strbuf_add(out, t->text + t->lines[i].start, len);
	if (!len || t->text[t->lines[i].start + len - 1] != '\n')
		strbuf_adds(out, "\n\\ No newline at end of file\n");
}

static void add_instead(const char *text, struct strbuf *out)
{
	while (text && *text) {
		size_t len = strcspn(text, "\n") + 1;

		strbuf_addc(out, '+');
		strbuf_add(out, text, len);
		text += len;
	}
}

/* How a range of lines is written: an empty one names the line before it. */
static void add_range(struct strbuf *out, char mark, uint32_t before, uint32_t n)
{
	strbuf_addf(out, "%c%u,%u ", mark, (unsigned)(n ? before + 1 : before), (unsigned)n);
}

void fix_text_diff(const struct fix_text *t, const char *path, struct strbuf *out)
{
	uint32_t n_new_before = 0, i = 0; /* lines of the new text before the line at hand */

	strbuf_addf(out, "--- a/%s\n+++ b/%s\n", path, path);
	while (i < t->n_lines) {
		uint32_t changed = i, begin, end, n_new = 0;

		while (changed < t->n_lines && !t->lines[changed].is_gone)
			changed++;
		if (changed == t->n_lines)
			return;
		begin = changed - i > CONTEXT ? changed - CONTEXT : i;
		n_new_before += begin - i;
		end = hunk_end(t, changed);
		for (uint32_t k = begin; k < end; k++)
			n_new += t->lines[k].is_gone ? count_lines(t->lines[k].instead) : 1;
		strbuf_adds(out, "@@ ");
		add_range(out, '-', begin, end - begin);
		add_range(out, '+', n_new_before, n_new);
		strbuf_adds(out, "@@\n");
		for (uint32_t k = begin; k < end; k++) {
			add_line(t, k, t->lines[k].is_gone ? '-' : ' ', out);
			add_instead(t->lines[k].instead, out);
		}
		n_new_before += n_new;
		i = end;
	}
}

/* ---- replacements --------------------------------------------------------------------------------------------------------- */

bool fix_text_replacement(const struct fix_text *t, uint32_t *line, struct fix_replacement *r)
{
	uint32_t i = *line;

	while (i < t->n_lines && !t->lines[i].is_gone)
		i++;
	if (i == t->n_lines)
		return false;
	*r = (struct fix_replacement){ .offset = t->lines[i].start, .text = t->lines[i].instead ? t->lines[i].instead : "" };
	do
		i++;
	while (i < t->n_lines && t->lines[i].is_gone && !t->lines[i].instead);
	r->len = t->lines[i].start - r->offset;
	*line = i;
	return true;
}
