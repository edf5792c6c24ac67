/*
 * What people say about includes besides including: pragmas of include-what-you-use in comments
 * (https://github.com/include-what-you-use/include-what-you-use/blob/master/docs/IWYUPragmas.md), and the user's settings.
 */
#ifndef WHYNOT_RULES_INCLUDE_INTENT_H
#define WHYNOT_RULES_INCLUDE_INTENT_H

#include "analyzer/program/program.h"
#include "rules/include_mapping.h"

struct include_intent {
	const struct program *p;
	const struct include_settings *settings; /* NULL: none */
	bool *keep;              /* by include: somebody wants it to stay */
	bool *exports;           /* by include: its file passes on what it brings */
	const char **public_of;  /* by file: the header, with delimiters, by which it is meant to be reached; NULL: itself */
};

/* `settings` may be NULL, and must outlive it. */
void include_intent_init(struct include_intent *x, const struct program *p, const struct include_settings *settings);
void include_intent_release(struct include_intent *x);

#endif
