/* Words, numbers and strings of assembler text, taken off the front of a line. */
#ifndef WHYNOT_CODEGEN_ASM_TEXT_H
#define WHYNOT_CODEGEN_ASM_TEXT_H

#include "analyzer/base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* A run of text. */
struct span {
	const char *p, *end;
};

static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static inline void skip_blanks(struct span *s)
{
	while (s->p < s->end && is_blank(*s->p))
		s->p++;
}

/* Takes the text up to a blank or comma. */
static inline struct span take_word(struct span *s)
{
	struct span word = { s->p, s->p };

	while (s->p < s->end && !is_blank(*s->p) && *s->p != ',')
		s->p++;
	word.end = s->p;
	skip_blanks(s);
	return word;
}

static inline size_t span_length(struct span s)
{
	return (size_t)(s.end - s.p);
}

static inline bool span_is(struct span s, const char *text, size_t len)
{
	return span_length(s) == len && !memcmp(s.p, text, len);
}

#define SPAN_IS(s, literal) span_is((s), "" literal, sizeof literal - 1)

static inline bool take_number(struct span *s, uint32_t *number)
{
	const char *start = s->p;

	*number = 0;
	while (s->p < s->end && *s->p >= '0' && *s->p <= '9' && s->p - start < 9)
		*number = *number * 10 + (uint32_t)(*s->p++ - '0');
	if (s->p == start || (s->p < s->end && !is_blank(*s->p)))
		return false;
	skip_blanks(s);
	return true;
}

/* Appends a string in double quotes, its escapes decoded: \" \\ and up to three octal digits. */
static inline bool take_string(struct span *s, struct strbuf *out)
{
	if (s->p == s->end || *s->p != '"')
		return false;
	for (s->p++; s->p < s->end && *s->p != '"'; s->p++) {
		unsigned octal = 0;
		int n = 0;

		if (*s->p != '\\' || s->p + 1 == s->end) {
			strbuf_addc(out, *s->p);
			continue;
		}
		while (n < 3 && s->p + 1 < s->end && s->p[1] >= '0' && s->p[1] <= '7') {
			octal = octal * 8 + (unsigned)(*++s->p - '0');
			n++;
		}
		strbuf_addc(out, n ? (char)(unsigned char)octal : *++s->p);
	}
	if (s->p == s->end)
		return false;
	s->p++;
	skip_blanks(s);
	return true;
}

#endif
