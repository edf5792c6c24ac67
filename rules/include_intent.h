/*
 * What people say about includes besides including: pragmas of include-what-you-use in comments
 * (https://github.com/include-what-you-use/include-what-you-use/blob/master/docs/IWYUPragmas.md), and the user's settings.
 */
#ifndef WHYNOT_RULES_INCLUDE_INTENT_H
#define WHYNOT_RULES_INCLUDE_INTENT_H

#include "analyzer/program/program.h"
#include "rules/include_mapping.h"

/* Something that a pragma in one file says of a header or name, as it is written there. */
struct include_wish {
	uint32_t file;
	const char *text;
};

/* Files with such paths may include the private header `header` themselves. */
struct include_friend {
	uint32_t header;
	regex_t path;
};

struct include_intent {
	const struct program *p;
	const struct include_settings *settings; /* NULL: none */
	bool *keep;              /* by include: somebody wants it to stay */
	bool *exports;           /* by include: its file passes on what it brings */
	const char **public_of;  /* by file: the header, with delimiters, by which it is meant to be reached; NULL: itself */
	VEC(struct include_friend *) friends;
	VEC(struct include_wish) not_to_include;  /* headers that are not to be proposed for the file */
	VEC(struct include_wish) not_to_declare;  /* names that are not to be declared forward in it */
	struct arena memory;
};

/* `settings` may be NULL, and must outlive it. */
void include_intent_init(struct include_intent *x, const struct program *p, const struct include_settings *settings);
void include_intent_release(struct include_intent *x);

/* The header by which `from` is meant to reach `header`, with its delimiters; NULL: itself. */
const char *include_intent_public(const struct include_intent *x, uint32_t header, uint32_t from);

/* Whether somebody asks not to propose this header (with its delimiters) for the file, or not to declare the name forward there. */
bool include_intent_refuses_header(const struct include_intent *x, uint32_t file, const char *spelling);
bool include_intent_refuses_forward(const struct include_intent *x, uint32_t file, const char *name);

#endif
