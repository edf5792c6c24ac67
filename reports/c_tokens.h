/* The tokens of a C source, told apart as far as showing it needs: what clang's own raw lexer says of them. */
#ifndef WHYNOT_REPORTS_C_TOKENS_H
#define WHYNOT_REPORTS_C_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

enum c_token_kind {
	C_TOKEN_OTHER,      /* punctuation, one byte each, and what is no token (a quote without its other half) */
	C_TOKEN_COMMENT, C_TOKEN_STRING, C_TOKEN_NUMBER, C_TOKEN_KEYWORD,
	C_TOKEN_DIRECTIVE,  /* a '#' that begins a directive, and the directive's name */
	C_TOKEN_IDENTIFIER,
};

struct c_token {
	size_t start, len;  /* in bytes; line splices within it included */
	enum c_token_kind kind;
};

/* Where a source is being read. Starts as { text, len }. */
struct c_lexer {
	const char *text;
	size_t len, at;
	bool is_behind_text;    /* something else than comments stands before on the line, so '#' begins nothing */
	enum { C_NO_DIRECTIVE, C_DIRECTIVE_NAME, C_HEADER_NAME } expects;
};

/* The next token; false at the end. Any bytes will do. */
bool c_lexer_next(struct c_lexer *l, struct c_token *t);

#endif
