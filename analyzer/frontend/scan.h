/*
 * Directives and words of a source text, found without a preprocessor: for what libclang does not show, which is code
 * that the configuration skips, conditions, and the bodies of macros. Knows comments, literals and line continuations.
 */
#ifndef WHYNOT_FRONTEND_SCAN_H
#define WHYNOT_FRONTEND_SCAN_H

#include "analyzer/facts/facts.h"

#include <stdbool.h>

enum directive_kind {
	DIRECTIVE_OTHER,   /* #else, #endif, #error, and what nobody knows */
	DIRECTIVE_INCLUDE, DIRECTIVE_INCLUDE_NEXT, DIRECTIVE_IMPORT,
	DIRECTIVE_DEFINE, DIRECTIVE_UNDEF,
	DIRECTIVE_IF,      /* #if, #elif */
	DIRECTIVE_IFDEF,   /* #ifdef, #ifndef, #elifdef, #elifndef */
	DIRECTIVE_PRAGMA,
	DIRECTIVE_LINE,    /* #line 1 "x", # 1 "x" */
};

/* What a directive does to the regions of #if around it. */
enum region_step {
	REGION_NONE,
	REGION_OPENS,      /* #if, #ifdef, #ifndef */
	REGION_TURNS,      /* #elif and its like, #else */
	REGION_CLOSES,
};

/* A position that knows its line. */
struct scan_at {
	size_t offset;
	size_t line_start; /* offset of the line's first byte */
	uint32_t line;
};

struct scan {
	const char *text;
	size_t len;
	bool is_cxx;       /* has raw strings */
	struct scan_at at;
};

struct directive {
	enum directive_kind kind;
	enum region_step region;
	bool is_ifndef;        /* #ifndef X, #if !defined(X): what a guard begins with */
	struct scan_at hash;   /* the '#' */
	struct scan_at rest;   /* behind the keyword */
	size_t end;            /* of the logical line: its line feed, or the end of the text */
};

struct word {
	const char *text;
	size_t len;
	struct scan_at at;
};

/* Text need not end with a NUL and must outlive the scan. */
void scan_init(struct scan *s, const char *text, size_t len, bool is_cxx);

/* The next directive; the scan then stands behind it. False at the end. */
bool scan_directive(struct scan *s, struct directive *d);

/* The next identifier between `at` and `end`, comments and literals left out; `at` then stands behind it. */
bool scan_word(const struct scan *s, struct scan_at *at, size_t end, struct word *word);

/* The same for an identifier, a number or one byte of punctuation. */
bool scan_token(const struct scan *s, struct scan_at *at, size_t end, struct word *token);

/* The next comment, directives and literals left aside: `from` is its first slash, and the scan stands behind it. False at the end. */
bool scan_comment(struct scan *s, struct scan_at *from);

/* From `at` over blanks and comments of a logical line, to `end` at most. */
void scan_skip_blanks(const struct scan *s, struct scan_at *at, size_t end);

/* Length of the header name ("x.h" or <x.h>, delimiters included) at the offset, or 0 if there is none. */
size_t scan_header_name(const struct scan *s, size_t offset, size_t end);

static inline struct place scan_place(struct scan_at at)
{
	return (struct place){ at.line, (uint32_t)(at.offset - at.line_start) + 1 };
}

#endif
