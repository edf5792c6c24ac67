/*
 * The sources that the page carries, and the instructions of their lines: the lines around findings and around the steps that led to them, or all, with their
 * tokens told apart. JSON: [path, lines of the file, [first line, text, [gap, 8 * length + kind, ...]], ...] for each file; a gap
 * is the bytes since the last token, and tokens that look like all text are left out. Instructions: [path, [line, functions that hold it,
 * function, 1 if it is the line's own, instructions left out, text, ...], ...] for each file.
 */
#include "reports/c_tokens.h"
#include "reports/html_private.h"

#include "analyzer/base/arena.h"

#include <string.h>

/* A gap of fewer lines than SHORTEST_GAP costs as much as saying so. */
enum { LINES_AROUND = 4, LINES_AROUND_STEP = 2, SHORTEST_GAP = 4, MOST_FUNCTIONS = 3 };

struct excerpt {
	const struct exhibit *exhibit;
	uint8_t **wanted;                    /* by source: a byte for each line, counted from 0 */
	const struct exhibit_source *last;   /* most places lie in the file of the one before */
};

static void want(struct excerpt *x, struct srcloc loc, uint32_t around)
{
	uint32_t first, last;

	if (!loc.path)
		return;
	if (!x->last || strcmp(x->last->path, loc.path))
		x->last = exhibit_source_of(x->exhibit, loc.path);
	if (!x->last || !x->last->bytes || !loc.line || loc.line > x->last->n_lines)
		return;
	first = loc.line > around ? loc.line - around : 1;
	last = x->last->n_lines - loc.line > around ? loc.line + around : x->last->n_lines;
	memset(x->wanted[x->last - x->exhibit->sources] + first - 1, 1, last - first + 1);
}

static void want_all_places(struct excerpt *x, const struct report *r)
{
	for (size_t i = 0; i < r->n_findings; i++)
		want(x, r->findings[i].loc, LINES_AROUND);
	for (size_t i = 0; i < r->n_findings; i++)
		for (size_t k = 0; k < r->findings[i].n_args; k++)
			want(x, r->findings[i].args[k].loc, LINES_AROUND_STEP);
}

static bool is_coloured(enum c_token_kind kind)
{
	return kind != C_TOKEN_OTHER && kind != C_TOKEN_IDENTIFIER;
}

/* A source on its way through its tokens. */
struct walk {
	const struct exhibit_source *source;
	struct c_lexer lexer;
	struct c_token token;        /* the next one; it may reach over the end of the lines at hand */
	bool more;
};

static size_t offset_of(const struct exhibit_source *s, uint32_t line)
{
	return line < s->n_lines ? s->line_starts[line] : s->len;
}

/* The tokens of the bytes from `start` to `end`. */
static void put_tokens(struct walk *w, size_t start, size_t end, struct out *o)
{
	const char *separator = "";
	size_t at = start;

	out_puts(o, ",[");
	while (w->more && w->token.start < end) {
		size_t from = w->token.start > at ? w->token.start : at, behind = w->token.start + w->token.len;
		size_t to = behind < end ? behind : end;

		if (is_coloured(w->token.kind) && to > from) {
			out_printf(o, "%s%zu,%zu", separator, from - at, 8 * (to - from) + (size_t)w->token.kind);
			separator = ",";
			at = to;
		}
		if (behind > end)
			break;
		w->more = c_lexer_next(&w->lexer, &w->token);
	}
	out_putc(o, ']');
}

/* Lines `first` to `last`, counted from 0, the last one left out. */
static void put_lines(struct walk *w, uint32_t first, uint32_t last, struct out *o)
{
	const struct exhibit_source *s = w->source;
	size_t start = s->line_starts[first], end = offset_of(s, last);

	out_printf(o, ",[%u,", first + 1);
	html_put_json(o, s->bytes + start, end - start - (end > start && s->bytes[end - 1] == '\n'));
	put_tokens(w, start, end, o);
	out_putc(o, ']');
}

static void put_source(const struct exhibit_source *s, const uint8_t *wanted, struct html_words *words, struct out *o)
{
	struct walk w = { .source = s, .lexer = { .text = s->bytes, .len = s->len } };

	w.more = c_lexer_next(&w.lexer, &w.token);
	out_printf(o, "[%u,%u", html_word(words, s->path), s->n_lines);
	for (uint32_t line = 0, end; line < s->n_lines; line = end) {
		for (end = line; end < s->n_lines && wanted[end]; end++)
			;
		if (end > line)
			put_lines(&w, line, end, o);
		else
			end++;
	}
	out_putc(o, ']');
}

static void fill_short_gaps(uint8_t *wanted, uint32_t n)
{
	for (uint32_t line = 0, end; line < n; line = end) {
		for (end = line; end < n && !wanted[end]; end++)
			;
		/* At the file's ends only if something of it is wanted at all. */
		if (end - line < SHORTEST_GAP && (end < n || line))
			memset(wanted + line, 1, end - line);
		end += end == line;
	}
}

static void fill_wanted(const struct report *r, struct arena *memory, struct excerpt *x)
{
	const struct exhibit *e = r->exhibit;

	*x = (struct excerpt){ .exhibit = e, .wanted = ARENA_ARRAY(memory, uint8_t *, e->n_sources) };
	for (size_t i = 0; i < e->n_sources; i++) {
		x->wanted[i] = ARENA_ARRAY(memory, uint8_t, e->sources[i].n_lines);
		if (r->full_sources)
			memset(x->wanted[i], 1, e->sources[i].n_lines);
	}
	if (r->full_sources)
		return;
	want_all_places(x, r);
	for (size_t i = 0; i < e->n_sources; i++)
		fill_short_gaps(x->wanted[i], e->sources[i].n_lines);
}

/* ---- instructions -------------------------------------------------------------------------------------------------------------- */

/* A loop of which a line is shown is wanted whole. */
static void want_loop(const struct excerpt *x, uint8_t **code, const struct exhibit_loop *l)
{
	const struct exhibit_source *s = exhibit_source_of(x->exhibit, l->path);
	size_t source = s ? (size_t)(s - x->exhibit->sources) : 0;
	uint32_t end = s && l->end_line < s->n_lines ? l->end_line : s ? s->n_lines : 0;

	if (l->line && l->line <= end && memchr(x->wanted[source] + l->line - 1, 1, end - l->line + 1))
		memset(code[source] + l->line - 1, 1, end - l->line + 1);
}

/* From lines that are shown to those whose instructions are: with a finding, or in a loop. */
static void want_code(const struct report *r, struct excerpt *x, struct arena *memory)
{
	const struct exhibit *e = r->exhibit;
	struct excerpt code = { .exhibit = e, .wanted = ARENA_ARRAY(memory, uint8_t *, e->n_sources) };

	for (size_t i = 0; i < e->n_sources; i++)
		code.wanted[i] = ARENA_ARRAY(memory, uint8_t, e->sources[i].n_lines);
	for (size_t i = 0; i < r->n_findings; i++)
		want(&code, r->findings[i].loc, 0);
	for (size_t i = 0; i < e->n_loops; i++)
		want_loop(x, code.wanted, &e->loops[i]);
	*x = code;
}

static void put_line_code(const struct exhibit_assembly *first, size_t n, struct html_words *w, struct out *o)
{
	out_printf(o, ",[%u,%zu", first->line, n);
	for (size_t i = 0; i < n && i < MOST_FUNCTIONS; i++)
		out_printf(o, ",%u,%d,%u,%u", html_word(w, first[i].function), first[i].is_own, first[i].n_more, html_word(w, first[i].text));
	out_putc(o, ']');
}

static void put_assembly(const struct report *r, const struct excerpt *x, struct html_words *w, struct out *o)
{
	const char *separator = "\n";

	out_puts(o, ",\n\"assembly\":[");
	for (size_t i = 0; i < r->exhibit->n_sources; i++) {
		const struct exhibit_source *s = &r->exhibit->sources[i];
		bool begun = false;

		for (uint32_t line = 1; s->bytes && line <= s->n_lines; line++) {
			const struct exhibit_assembly *first;
			size_t n = x->wanted[i][line - 1] ? exhibit_assembly_of(r->exhibit, s->path, line, &first) : 0;

			if (!n)
				continue;
			if (!begun)
				out_printf(o, "%s[%u", separator, html_word(w, s->path));
			begun = true;
			separator = ",\n";
			put_line_code(first, n, w, o);
		}
		if (begun)
			out_putc(o, ']');
	}
	out_putc(o, ']');
}

void html_put_sources(const struct report *r, struct html_words *w, struct out *o)
{
	struct arena memory = { 0 };
	struct excerpt x;
	const char *separator = "\n";

	fill_wanted(r, &memory, &x);
	out_puts(o, ",\n\"sources\":[");
	for (size_t i = 0; i < r->exhibit->n_sources; i++) {
		const struct exhibit_source *s = &r->exhibit->sources[i];

		if (!s->bytes || !s->n_lines || !memchr(x.wanted[i], 1, s->n_lines))
			continue;
		out_puts(o, separator);
		put_source(s, x.wanted[i], w, o);
		separator = ",\n";
	}
	out_putc(o, ']');
	want_code(r, &x, &memory);
	put_assembly(r, &x, w, o);
	arena_release(&memory);
}
