/* Text -> words, as a shell or a compiler's response file would split it. Nothing is expanded. */
#ifndef WHYNOT_COMMANDS_WORDS_H
#define WHYNOT_COMMANDS_WORDS_H

#include "analyzer/base/arena.h"
#include "analyzer/base/vec.h"

#include <stdbool.h>

/* Owns the list, not the texts. An all-zero one is empty; a VEC by its members. */
struct words {
	const char **items;
	size_t n, cap;
};

enum words_style {
	WORDS_SHELL,     /* POSIX: nothing is special in '...'; in "..." a backslash hides only $ ` " \ and newline */
	WORDS_RESPONSE,  /* gcc's @file: a backslash hides any character, in quotes too */
	WORDS_CONFIG,    /* clang's --config file: as RESPONSE, and '#' at the start of a line begins a comment */
};

/* Appends the words, copied into `memory`. False if a quote is left open (its word then reaches to the end). */
bool words_split(struct words *out, struct arena *memory, const char *text, size_t len, enum words_style style);

void words_release(struct words *w);

#endif
