/* The words and marks that lines of escape_models.txt are made of, for escape_models_text.c. */
#ifndef WHYNOT_RULES_ESCAPE_MODELS_WORDS_H
#define WHYNOT_RULES_ESCAPE_MODELS_WORDS_H

#include "analyzer/base/error.h"

#include <stdbool.h>

struct words {
	const char *path;        /* for messages */
	const char *at, *end;    /* what is still to be read; all below look behind blanks */
	const char *line_start;
	unsigned line;
	struct error *e;
};

struct word {
	const char *text;
	size_t len;
};

void words_skip_blanks(struct words *w);

/* At the end of the line, or at its comment. */
bool words_at_end(struct words *w);

/* The word at the present place; len 0 if there is none. A word does not begin with a digit. */
struct word words_peek(struct words *w);
bool word_is(struct word w, const char *text);

/* Consumes the mark if it is there. */
bool words_take(struct words *w, const char *mark);

/* The same; below 0 with the place and the remedy if it is not. */
int words_expect(struct words *w, const char *mark, const char *remedy);

#endif
