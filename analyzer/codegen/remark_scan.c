/*
 * LLVM writes every remark in one layout: the keys Pass, Name, DebugLoc, Function, Hotness, Args in this order, one a line,
 * values plain or quoted by fixed rules, places as flow maps that wrap where they get long. So no YAML parser is needed:
 * this walks the lines, and gives up on the first byte that LLVM's writer would not have put there.
 */
#include "analyzer/codegen/remark_scan.h"

#include "analyzer/base/utf8.h"

#include <string.h>

struct scan {
	const char *p, *end;
};

enum {
	BYTE_PLAIN = 1,  /* LLVM leaves a text unquoted if all of it is this */
	BYTE_FIRST = 2,  /* and starts with this */
	BYTE_QUOTED = 4, /* inside quotes, and neither a quote nor a backslash nor the end of the line */
	BYTE_KEY = 8,    /* in the key of an argument */
};

#define LETTERS(from, to) [from ... to] = BYTE_PLAIN | BYTE_FIRST | BYTE_QUOTED | BYTE_KEY

/* GNU range initialisers: later ones win. */
__extension__ static const unsigned char byte_class[256] = {
	[' '] = BYTE_PLAIN | BYTE_QUOTED,
	['!'] = BYTE_QUOTED,
	['#' ... '&'] = BYTE_QUOTED,
	['(' ... '+'] = BYTE_QUOTED,
	[','] = BYTE_PLAIN | BYTE_QUOTED,
	['/'] = BYTE_QUOTED,
	[':' ... '@'] = BYTE_QUOTED,
	['['] = BYTE_QUOTED,
	[']'] = BYTE_QUOTED,
	['`'] = BYTE_QUOTED,
	['{' ... '~'] = BYTE_QUOTED,
	LETTERS('0', '9'),
	LETTERS('A', 'Z'),
	LETTERS('a', 'z'),
	['_'] = BYTE_PLAIN | BYTE_FIRST | BYTE_QUOTED | BYTE_KEY,
	['.'] = BYTE_PLAIN | BYTE_FIRST | BYTE_QUOTED | BYTE_KEY,
	['^'] = BYTE_PLAIN | BYTE_FIRST | BYTE_QUOTED,
	['-'] = BYTE_PLAIN | BYTE_QUOTED | BYTE_KEY,
	['\t'] = BYTE_PLAIN | BYTE_QUOTED,
};

static bool is_class(char c, unsigned what)
{
	return byte_class[(unsigned char)c] & what;
}

static bool take(struct scan *s, const char *literal, size_t len)
{
	if ((size_t)(s->end - s->p) < len || memcmp(s->p, literal, len) != 0)
		return false;
	s->p += len;
	return true;
}

#define TAKE(s, literal) take((s), "" literal, sizeof literal - 1)

/* At least one space. */
static bool take_spaces(struct scan *s)
{
	if (s->p == s->end || *s->p != ' ')
		return false;
	while (s->p < s->end && *s->p == ' ')
		s->p++;
	return true;
}

/* What stands between two members of a flow map: a space, or the break of a long line. */
static bool take_flow_space(struct scan *s)
{
	if (!take_spaces(s))
		return false;
	return s->p == s->end || *s->p != '\n' || (s->p++, take_spaces(s));
}

static bool take_single(struct scan *s, struct raw_text *text)
{
	const char *start = ++s->p;

	for (;;) {
		while (s->p < s->end && (is_class(*s->p, BYTE_QUOTED) || *s->p == '"' || *s->p == '\\'))
			s->p++;
		if (s->p == s->end || *s->p != '\'')
			return false;
		s->p++;
		if (s->p == s->end || *s->p != '\'')
			break;
		s->p++;
	}
	*text = (struct raw_text){ start, (size_t)(s->p - 1 - start), RAW_QUOTING_SINGLE };
	return true;
}

static bool take_double(struct scan *s, struct raw_text *text)
{
	const char *start = s->p++;

	for (;;) {
		while (s->p < s->end && (is_class(*s->p, BYTE_QUOTED) || *s->p == '\''))
			s->p++;
		if (s->p == s->end)
			return false;
		if (*s->p == '"')
			break;
		if (*s->p != '\\' || s->end - s->p < 2 || s->p[1] <= ' ' || s->p[1] > '~')
			return false;
		s->p += 2;
	}
	s->p++;
	*text = (struct raw_text){ start, (size_t)(s->p - start), RAW_QUOTING_DOUBLE };
	return true;
}

/* An unquoted text; in a flow map it ends at a comma. */
static bool take_plain(struct scan *s, bool in_flow, struct raw_text *text)
{
	const char *start = s->p;

	if (s->p == s->end || !is_class(*s->p, BYTE_FIRST))
		return false;
	while (s->p < s->end && is_class(*s->p, BYTE_PLAIN) && !(in_flow && *s->p == ','))
		s->p++;
	*text = (struct raw_text){ start, (size_t)(s->p - start), RAW_QUOTING_NONE };
	return s->p[-1] != ' ' && s->p[-1] != '\t';
}

static bool take_text(struct scan *s, bool in_flow, struct raw_text *text)
{
	if (s->p == s->end)
		return false;
	if (*s->p == '\'')
		return take_single(s, text);
	if (*s->p == '"')
		return take_double(s, text);
	return take_plain(s, in_flow, text);
}

/* Up to nine digits: what fits without a thought; longer ones are libLLVM's. */
static bool take_number(struct scan *s, uint32_t *number)
{
	const char *start = s->p;

	*number = 0;
	while (s->p < s->end && *s->p >= '0' && *s->p <= '9' && s->p - start < 9)
		*number = *number * 10 + (uint32_t)(*s->p++ - '0');
	return s->p > start;
}

/* The rest of a line behind "DebugLoc:". */
static bool take_place(struct scan *s, struct raw_place *place)
{
	place->known = true;
	return take_spaces(s) && TAKE(s, "{ File: ") && take_text(s, true, &place->file) && TAKE(s, ",") &&
	       take_flow_space(s) && TAKE(s, "Line: ") && take_number(s, &place->line) && TAKE(s, ",") &&
	       take_flow_space(s) && TAKE(s, "Column: ") && take_number(s, &place->col) && TAKE(s, " }\n");
}

/* The rest of a line behind "Pass:" and the like; libLLVM refuses empty ones. */
static bool take_field(struct scan *s, struct raw_text *text)
{
	return take_spaces(s) && take_text(s, false, text) && text->len && TAKE(s, "\n");
}

static bool take_hotness(struct scan *s, struct raw_remark *r)
{
	uint32_t number = 0;

	r->has_hotness = true;
	if (!take_spaces(s) || !take_number(s, &number) || !TAKE(s, "\n"))
		return false;
	r->hotness = number;
	return true;
}

/* What LLVM puts into a block as it is; with anything else its reader stops in the middle. */
static bool is_printable_line(const char *p, const char *end)
{
	uint32_t code;

	for (size_t len; p < end; p += len) {
		len = (unsigned char)*p < 0x80 ? 1 : utf8_decode(p, (size_t)(end - p), &code);
		if (!len || ((unsigned char)*p < ' ' && *p != '\t') || *p == 0x7f)
			return false;
	}
	return true;
}

/* A text of several lines, behind the spaces after the key. */
static bool take_block(struct scan *s, struct raw_text *text)
{
	static const char indent[] = "      ";
	const char *start;

	_Static_assert(sizeof indent - 1 == RAW_BLOCK_INDENT, "as decoded");
	if (!TAKE(s, "|\n"))
		return false;
	start = s->p;
	while (s->end - s->p > RAW_BLOCK_INDENT && !memcmp(s->p, indent, RAW_BLOCK_INDENT)) {
		const char *stop = memchr(s->p, '\n', (size_t)(s->end - s->p));

		if (!stop || !is_printable_line(s->p, stop))
			return false;
		s->p = stop + 1;
	}
	*text = (struct raw_text){ start, (size_t)(s->p - start), RAW_QUOTING_BLOCK };
	return s->p > start;
}

/* The value of an argument, with its line's end. */
static bool take_value(struct scan *s, struct raw_text *text)
{
	if (!take_spaces(s))
		return false;
	if (s->p < s->end && *s->p == '|')
		return take_block(s, text);
	return take_text(s, false, text) && TAKE(s, "\n");
}

/* One argument behind its "  - ". */
static bool take_arg(struct scan *s, struct raw_arg *arg)
{
	const char *start = s->p;

	while (s->p < s->end && is_class(*s->p, BYTE_KEY))
		s->p++;
	arg->key = (struct raw_text){ start, (size_t)(s->p - start), RAW_QUOTING_NONE };
	if (s->p == start || !is_class(*start, BYTE_FIRST) || (arg->key.len == 8 && !memcmp(start, "DebugLoc", 8)))
		return false;
	if (!TAKE(s, ":") || !take_value(s, &arg->value))
		return false;
	return !TAKE(s, "    DebugLoc:") || take_place(s, &arg->place);
}

static bool take_kind(struct scan *s, enum remark_kind *kind)
{
	static const struct {
		const char *tag;
		size_t len;
		enum remark_kind kind;
	} tags[] = {
		{ "Missed\n", 7, REMARK_KIND_MISSED },
		{ "Passed\n", 7, REMARK_KIND_PASSED },
		{ "Analysis\n", 9, REMARK_KIND_ANALYSIS },
		{ "AnalysisFPCommute\n", 18, REMARK_KIND_ANALYSIS_FP_COMMUTE },
		{ "AnalysisAliasing\n", 17, REMARK_KIND_ANALYSIS_ALIASING },
		{ "Failure\n", 8, REMARK_KIND_FAILURE },
	};

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		if (take(s, tags[i].tag, tags[i].len)) {
			*kind = tags[i].kind;
			return true;
		}
	}
	return false;
}

bool remark_scan_document(const char *p, const char *end, struct raw_remark *r)
{
	struct scan s = { p, end };

	VEC_CLEAR(&r->args);
	r->place.known = r->has_hotness = false;
	r->hotness = 0;
	if (!TAKE(&s, "--- !") || !take_kind(&s, &r->kind) || !TAKE(&s, "Pass:") || !take_field(&s, &r->pass) ||
	    !TAKE(&s, "Name:") || !take_field(&s, &r->name))
		return false;
	if (TAKE(&s, "DebugLoc:") && !take_place(&s, &r->place))
		return false;
	if (!TAKE(&s, "Function:") || !take_field(&s, &r->function))
		return false;
	if (TAKE(&s, "Hotness:") && !take_hotness(&s, r))
		return false;
	if (TAKE(&s, "Args:\n")) {
		do {
			struct raw_arg arg = { .place.known = false };

			if (!TAKE(&s, "  - ") || !take_arg(&s, &arg))
				return false;
			VEC_PUSH(&r->args, arg);
		} while (s.p < s.end && *s.p == ' ');
	}
	return TAKE(&s, "...\n") && s.p == s.end;
}

/* '!' is rare in records but for the tags, so looking for it is a walk at memory speed. */
const char *remark_scan_find(const char *begin, const char *from, const char *end)
{
	static const char mark[] = { '-', '-', '-', ' ' };
	const char *p = from;

	while (p < end && (p = memchr(p, '!', (size_t)(end - p)))) {
		if (p - from >= 4 && !memcmp(p - 4, mark, 4) && (p - 4 == begin || p[-5] == '\n'))
			return p - 4;
		p++;
	}
	return end;
}
