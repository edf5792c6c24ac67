/*
 * A single forward pass. Only five bytes can change what the text around them means: line feed, slash, both quotes and,
 * at the start of a line, '#'; a table finds the next of them, which keeps the scan at memory speed over plain code.
 */
#include "analyzer/frontend/scan.h"

#include <string.h>

enum { CLASS_WORD = 1, CLASS_DIGIT = 2, CLASS_BLANK = 4, CLASS_SPECIAL = 8 };

#define CLASS_LETTERS(from, to) [from ... to] = CLASS_WORD

__extension__ static const unsigned char classes[256] = {
	CLASS_LETTERS('a', 'z'), CLASS_LETTERS('A', 'Z'), CLASS_LETTERS(0x80, 0xff), ['_'] = CLASS_WORD, ['$'] = CLASS_WORD,
	['0' ... '9'] = CLASS_DIGIT,
	[' '] = CLASS_BLANK, ['\t'] = CLASS_BLANK, ['\v'] = CLASS_BLANK, ['\f'] = CLASS_BLANK, ['\r'] = CLASS_BLANK,
	['\n'] = CLASS_SPECIAL, ['/'] = CLASS_SPECIAL, ['"'] = CLASS_SPECIAL, ['\''] = CLASS_SPECIAL,
};

static bool is_class(char c, int mask)
{
	return classes[(unsigned char)c] & mask;
}

void scan_init(struct scan *s, const char *text, size_t len, bool is_cxx)
{
	*s = (struct scan){ .text = text, .len = len, .is_cxx = is_cxx, .at = { .line = 1 } };
}

/* Behind a line feed at the offset. */
static void next_line(struct scan_at *at)
{
	at->offset++;
	at->line++;
	at->line_start = at->offset;
}

/* Over a line continuation, if there is one. */
static bool skip_splice(const struct scan *s, struct scan_at *at)
{
	const char *p = s->text + at->offset;
	size_t left = s->len - at->offset;

	if (left < 2 || p[0] != '\\')
		return false;
	if (p[1] != '\n' && (left < 3 || p[1] != '\r' || p[2] != '\n'))
		return false;
	at->offset += p[1] == '\n' ? 1 : 2;
	next_line(at);
	return true;
}

/* From the slash of a comment to behind it; a line comment's line feed stays. False: no comment, nothing moved. */
static bool skip_comment(const struct scan *s, struct scan_at *at)
{
	char second = at->offset + 1 < s->len ? s->text[at->offset + 1] : '\0';

	if (second != '/' && second != '*')
		return false;
	at->offset += 2;
	while (at->offset < s->len) {
		char c = s->text[at->offset];

		if (c != '*' && c != '\n' && c != '\\') {
			at->offset++;
			continue;
		}
		if (second == '*' && c == '*' && at->offset + 1 < s->len && s->text[at->offset + 1] == '/') {
			at->offset += 2;
			return true;
		}
		if (c == '\n') {
			if (second == '/')
				return true;
			next_line(at);
		} else if (!skip_splice(s, at)) {
			at->offset++;
		}
	}
	return true;
}

/* From the opening quote to behind the closing one; an unclosed literal ends before its line feed. */
static void skip_quoted(const struct scan *s, struct scan_at *at)
{
	char quote = s->text[at->offset++];

	while (at->offset < s->len && s->text[at->offset] != '\n') {
		char c = s->text[at->offset];

		if (skip_splice(s, at))
			continue;
		at->offset++;
		if (c == quote)
			return;
		if (c == '\\' && at->offset < s->len && s->text[at->offset] != '\n')
			at->offset++;
	}
}

/* True if the quote at the offset opens a raw string: R, uR, UR, LR or u8R before it, and no other letter. */
static bool is_raw(const struct scan *s, size_t offset)
{
	size_t from = offset;

	while (from > 0 && offset - from < 4 && is_class(s->text[from - 1], CLASS_WORD | CLASS_DIGIT))
		from--;
	if (offset == from || s->text[offset - 1] != 'R')
		return false;
	switch (offset - 1 - from) {
	case 0: return true;
	case 1: return strchr("uUL", s->text[from]) != NULL;
	case 2: return s->text[from] == 'u' && s->text[from + 1] == '8';
	default: return false;
	}
}

static void skip_raw(const struct scan *s, struct scan_at *at)
{
	size_t delimiter = at->offset + 1, n = 0;

	while (delimiter + n < s->len && n <= 16 && s->text[delimiter + n] != '(')
		n++;
	if (n > 16 || delimiter + n == s->len) {
		skip_quoted(s, at);
		return;
	}
	for (at->offset = delimiter + n; at->offset < s->len;) {
		const char *p = s->text + at->offset;

		if (*p == ')' && s->len - at->offset >= n + 2 && !memcmp(p + 1, s->text + delimiter, n) && p[n + 1] == '"') {
			at->offset += n + 2;
			return;
		}
		if (*p == '\n')
			next_line(at);
		else
			at->offset++;
	}
}

/* 1'000 is a number, u'x' a literal: looks for the start of what stands before the quote. */
static bool is_digit_separator(const struct scan *s, size_t offset)
{
	size_t from = offset;

	while (from > 0 && (is_class(s->text[from - 1], CLASS_WORD | CLASS_DIGIT) || s->text[from - 1] == '\''))
		from--;
	return from < offset && is_class(s->text[from], CLASS_DIGIT);
}

/* Over the special byte at the offset and what it begins. */
static void skip_special(const struct scan *s, struct scan_at *at)
{
	char c = s->text[at->offset];

	if (c == '\n')
		next_line(at);
	else if (c == '/' && skip_comment(s, at))
		return;
	else if (c == '"' && s->is_cxx && is_raw(s, at->offset))
		skip_raw(s, at);
	else if (c == '"' || (c == '\'' && !is_digit_separator(s, at->offset)))
		skip_quoted(s, at);
	else
		at->offset++;
}

void scan_skip_blanks(const struct scan *s, struct scan_at *at, size_t end)
{
	while (at->offset < end) {
		if (is_class(s->text[at->offset], CLASS_BLANK))
			at->offset++;
		else if (!skip_splice(s, at) && !(s->text[at->offset] == '/' && skip_comment(s, at)))
			return;
	}
}

bool scan_word(const struct scan *s, struct scan_at *at, size_t end, struct word *word)
{
	while (at->offset < end) {
		size_t from = at->offset;
		int class = classes[(unsigned char)s->text[from]];

		if (class & (CLASS_WORD | CLASS_DIGIT)) {
			while (at->offset < end && is_class(s->text[at->offset], CLASS_WORD | CLASS_DIGIT))
				at->offset++;
			if (class & CLASS_DIGIT)
				continue;
			*word = (struct word){ s->text + from, at->offset - from, *at };
			word->at.offset = from;
			return true;
		}
		if (class & CLASS_SPECIAL)
			skip_special(s, at);
		else if (!skip_splice(s, at))
			at->offset++;
	}
	return false;
}

bool scan_token(const struct scan *s, struct scan_at *at, size_t end, struct word *token)
{
	while (at->offset < end) {
		size_t from = at->offset;
		int class = classes[(unsigned char)s->text[from]];

		if (class & CLASS_SPECIAL) {
			skip_special(s, at);
			continue;
		}
		if (skip_splice(s, at))
			continue;
		at->offset++;
		if (class & CLASS_BLANK)
			continue;
		if (class)
			while (at->offset < end && is_class(s->text[at->offset], CLASS_WORD | CLASS_DIGIT))
				at->offset++;
		*token = (struct word){ s->text + from, at->offset - from, *at };
		token->at.offset = from;
		return true;
	}
	return false;
}

bool scan_comment(struct scan *s, struct scan_at *from)
{
	while (s->at.offset < s->len) {
		char c = s->text[s->at.offset];

		*from = s->at;
		if (c == '/' && skip_comment(s, &s->at))
			return true;
		if (is_class(c, CLASS_SPECIAL))
			skip_special(s, &s->at);
		else if (!skip_splice(s, &s->at))
			s->at.offset++;
	}
	return false;
}

size_t scan_header_name(const struct scan *s, size_t offset, size_t end)
{
	char open = offset < end ? s->text[offset] : '\0', close = open == '<' ? '>' : '"';

	if (open != '<' && open != '"')
		return 0;
	for (size_t i = offset + 1; i < end && s->text[i] != '\n'; i++)
		if (s->text[i] == close)
			return i + 1 - offset;
	return 0;
}

static const struct keyword {
	const char *word;
	enum directive_kind kind;
	enum region_step region;
} keywords[] = {
	{ "include", DIRECTIVE_INCLUDE, REGION_NONE }, { "include_next", DIRECTIVE_INCLUDE_NEXT, REGION_NONE },
	{ "import", DIRECTIVE_IMPORT, REGION_NONE }, { "define", DIRECTIVE_DEFINE, REGION_NONE },
	{ "undef", DIRECTIVE_UNDEF, REGION_NONE }, { "if", DIRECTIVE_IF, REGION_OPENS }, { "elif", DIRECTIVE_IF, REGION_TURNS },
	{ "ifdef", DIRECTIVE_IFDEF, REGION_OPENS }, { "ifndef", DIRECTIVE_IFDEF, REGION_OPENS },
	{ "elifdef", DIRECTIVE_IFDEF, REGION_TURNS }, { "elifndef", DIRECTIVE_IFDEF, REGION_TURNS },
	{ "else", DIRECTIVE_OTHER, REGION_TURNS }, { "endif", DIRECTIVE_OTHER, REGION_CLOSES },
	{ "pragma", DIRECTIVE_PRAGMA, REGION_NONE }, { "line", DIRECTIVE_LINE, REGION_NONE },
};

static void take_keyword(struct directive *d, const struct word *w)
{
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
		if (strlen(keywords[i].word) != w->len || memcmp(keywords[i].word, w->text, w->len))
			continue;
		d->kind = keywords[i].kind;
		d->region = keywords[i].region;
		return;
	}
}

/* True for "#ifndef" and for "#if !defined". */
static bool is_negated(const struct scan *s, const struct directive *d, const struct word *keyword)
{
	struct scan_at at = d->rest;
	struct word w;

	if (d->kind == DIRECTIVE_IFDEF)
		return keyword->len == strlen("ifndef") && keyword->text[2] == 'n';
	scan_skip_blanks(s, &at, d->end);
	return at.offset < d->end && s->text[at.offset] == '!' && scan_word(s, &at, d->end, &w) &&
	       w.len == strlen("defined") && !memcmp(w.text, "defined", w.len);
}

/* To the line feed that ends the logical line. Quotes in #error and the like need not be paired. */
static void skip_to_line_end(const struct scan *s, struct scan_at *at)
{
	while (at->offset < s->len && s->text[at->offset] != '\n') {
		if (is_class(s->text[at->offset], CLASS_SPECIAL))
			skip_special(s, at);
		else if (!skip_splice(s, at))
			at->offset++;
	}
}

static void read_directive(struct scan *s, struct directive *d)
{
	struct word keyword;

	*d = (struct directive){ .hash = s->at };
	s->at.offset++;
	scan_skip_blanks(s, &s->at, s->len);
	d->rest = s->at;
	if (s->at.offset < s->len && is_class(s->text[s->at.offset], CLASS_WORD) && scan_word(s, &s->at, s->len, &keyword)) {
		take_keyword(d, &keyword);
		d->rest = s->at;
	} else if (s->at.offset < s->len && is_class(s->text[s->at.offset], CLASS_DIGIT)) {
		d->kind = DIRECTIVE_LINE;
	}
	if (d->kind >= DIRECTIVE_INCLUDE && d->kind <= DIRECTIVE_IMPORT) {
		/* <don't.h> and <a//b.h> are neither literals nor comments. */
		scan_skip_blanks(s, &s->at, s->len);
		s->at.offset += scan_header_name(s, s->at.offset, s->len);
	}
	skip_to_line_end(s, &s->at);
	d->end = s->at.offset;
	d->is_ifndef = d->region == REGION_OPENS && is_negated(s, d, &keyword);
}

bool scan_directive(struct scan *s, struct directive *d)
{
	bool at_line_start = s->at.offset == s->at.line_start;

	while (s->at.offset < s->len) {
		char c = s->text[s->at.offset];

		if (at_line_start) {
			scan_skip_blanks(s, &s->at, s->len);
			if (s->at.offset < s->len && s->text[s->at.offset] == '#') {
				read_directive(s, d);
				return true;
			}
			at_line_start = false;
		} else if (is_class(c, CLASS_SPECIAL)) {
			at_line_start = c == '\n';
			skip_special(s, &s->at);
		} else if (!skip_splice(s, &s->at)) {
			s->at.offset++;
		}
	}
	return false;
}
