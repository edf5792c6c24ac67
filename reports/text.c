/*
 * Findings as clang and gcc show theirs, so that editors and CI matchers read them and people need not learn anything.
 *
 * What the analysed project contains (lines, names, paths) is shown on a terminal, so all of it goes through printable.h.
 */
#include "analyzer/base/printable.h"
#include "analyzer/base/utf8.h"
#include "reports/writers.h"

#include <ctype.h>
#include <string.h>

/* Of a long line, this much around the caret is shown. */
#define COLUMNS_MAX 200
#define COLUMNS_BEFORE_CARET 120

#define PLACE_COLOR "\033[1m"
#define CARET_COLOR "\033[0;1;32m"
#define NO_COLOR "\033[0m"

static const char *const severity_colors[] = {
	[SEVERITY_NOTE] = "\033[0;1;36m", [SEVERITY_WARNING] = "\033[0;1;35m", [SEVERITY_ERROR] = "\033[0;1;31m",
};

/* Text that has to stay on one line: white space of any kind is a space. */
static void add_text(struct strbuf *b, const char *text, size_t len)
{
	size_t columns = 0;

	for (size_t i = 0; i < len;) {
		if (isspace((unsigned char)text[i])) {
			strbuf_addc(b, ' ');
			i++;
		} else {
			i += printable_add_character(b, text + i, len - i, &columns);
		}
	}
}

static void add_place(struct strbuf *b, const struct report *r, struct srcloc loc)
{
	if (!loc.path) {
		strbuf_adds(b, "<no place>");
		return;
	}
	if (r->prefix && loc.path[0] != '/')
		add_text(b, r->prefix, strlen(r->prefix));
	add_text(b, loc.path, strlen(loc.path));
	if (loc.line)
		strbuf_addf(b, ":%u", loc.line);
	if (loc.line && loc.col)
		strbuf_addf(b, ":%u", loc.col);
}

static void add_color(struct strbuf *b, const struct report *r, const char *color)
{
	if (r->color)
		strbuf_adds(b, color);
}

static void add_head(struct strbuf *b, const struct report *r, const struct finding *f)
{
	struct strbuf message = STRBUF_INIT;

	add_color(b, r, PLACE_COLOR);
	add_place(b, r, f->loc);
	strbuf_adds(b, ": ");
	add_color(b, r, NO_COLOR);
	add_color(b, r, severity_colors[f->severity]);
	strbuf_addf(b, "%s: ", severity_word(f->severity));
	add_color(b, r, NO_COLOR);
	if (f->severity != SEVERITY_NOTE)
		add_color(b, r, PLACE_COLOR);
	finding_message(f, &message);
	if (*f->config)
		strbuf_addf(&message, " (in configuration %s)", f->config);
	if (f->has_hotness)
		strbuf_addf(&message, " (hotness: %llu)", (unsigned long long)f->hotness);
	else if (f->has_estimate)
		strbuf_addf(&message, " (estimate: %llu)", (unsigned long long)f->estimate);
	strbuf_addf(&message, " [%s/%s]", f->rule, f->name);
	add_text(b, message.text, message.len);
	if (f->severity != SEVERITY_NOTE)
		add_color(b, r, NO_COLOR);
	strbuf_addc(b, '\n');
	strbuf_release(&message);
}

/* The first byte of the character that byte `at` belongs to. */
static size_t character_start(const char *line, size_t len, size_t at)
{
	uint32_t code;

	for (size_t back = 1; back < 4 && back <= at; back++) {
		if (utf8_decode(line + at - back, len - (at - back), &code) > back)
			return at - back;
	}
	return at;
}

/* The byte from which on the line is shown: 0 if all of it fits. Looks at no more than fits, lines can be megabytes long. */
static size_t first_shown(const char *line, size_t len, size_t caret)
{
	struct strbuf scratch = STRBUF_INIT;
	size_t at = 0, columns = 0;

	while (at < len && columns < COLUMNS_MAX)
		at += printable_add_character(&scratch, line + at, len - at, &columns);
	if (at == len) {
		strbuf_release(&scratch);
		return 0;
	}
	at = caret;
	columns = 0;
	while (at > 0 && columns < COLUMNS_BEFORE_CARET) {
		at = utf8_before(line, at);
		printable_add_character(&scratch, line + at, len - at, &columns);
	}
	strbuf_release(&scratch);
	return at;
}

/*
 * The line, cut around byte `caret` when it is long, and in `padding` what brings the caret under it: a blank for each
 * column, but tabs as tabs, whatever their width is on this terminal.
 */
static void add_line(struct strbuf *b, struct strbuf *padding, const char *line, size_t len, size_t caret)
{
	size_t at = first_shown(line, len, caret), columns = 0;

	if (at > 0) {
		strbuf_adds(b, "...");
		strbuf_adds(padding, "   ");
	}
	while (at < len && columns < COLUMNS_MAX) {
		size_t before = columns, start = at;
		at += printable_add_character(b, line + at, len - at, &columns);
		for (size_t i = before; start < caret && i < columns; i++)
			strbuf_addc(padding, line[start] == '\t' ? '\t' : ' ');
	}
	if (at < len)
		strbuf_adds(b, "...");
}

static void add_source(struct strbuf *b, const struct report *r, struct srcloc loc)
{
	struct strbuf padding = STRBUF_INIT;
	size_t len = 0;
	const char *line = loc.path && loc.line ? exhibit_line(r->exhibit, loc.path, loc.line, &len) : NULL;

	if (!line)
		return;
	size_t caret = loc.col == 0 ? 0 : loc.col - 1 < len ? loc.col - 1 : len;
	if (caret < len)
		caret = character_start(line, len, caret);
	size_t before = b->len;
	strbuf_addf(b, "%5u", loc.line);
	int digits = (int)(b->len - before);
	strbuf_adds(b, " | ");
	add_line(b, &padding, line, len, caret);
	strbuf_addc(b, '\n');
	if (loc.col) {
		strbuf_addf(b, "%*s | ", digits, "");
		add_color(b, r, CARET_COLOR);
		strbuf_add(b, padding.text, padding.len);
		strbuf_addc(b, '^');
		add_color(b, r, NO_COLOR);
		strbuf_addc(b, '\n');
	}
	strbuf_release(&padding);
}

/* The words between steps ("; ") serve readers that join all args into one line. */
static void add_steps(struct strbuf *b, const struct report *r, const struct finding *f)
{
	for (size_t i = f->n_message_args; i < f->n_args; i++) {
		const struct finding_arg *step = &f->args[i];
		if (strcmp(step->key, "String") == 0)
			continue;
		strbuf_adds(b, "    ");
		for (const char *c = step->key; *c; c++) {
			char lower = (char)tolower((unsigned char)*c);
			add_text(b, &lower, 1);
		}
		strbuf_adds(b, ": ");
		add_text(b, step->value, strlen(step->value));
		if (step->loc.path) {
			strbuf_adds(b, "    at ");
			add_place(b, r, step->loc);
		}
		strbuf_addc(b, '\n');
	}
}

int text_write(const struct report *r, struct out *o, struct error *e)
{
	struct strbuf b = STRBUF_INIT;

	(void)e;
	for (size_t i = 0; i < r->n_findings; i++) {
		strbuf_clear(&b);
		add_head(&b, r, &r->findings[i]);
		add_source(&b, r, r->findings[i].loc);
		if (r->level >= 2)
			add_steps(&b, r, &r->findings[i]);
		out_write(o, b.text, b.len);
	}
	strbuf_release(&b);
	return 0;
}
