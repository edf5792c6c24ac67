/*
 * What a user has set up about includes: headers that are kept, and mapping files of include-what-you-use
 * (https://github.com/include-what-you-use/include-what-you-use/blob/master/docs/IWYUMappings.md), which say by which public
 * header a private one, or a single name, is meant to be reached.
 */
#ifndef WHYNOT_RULES_INCLUDE_MAPPING_H
#define WHYNOT_RULES_INCLUDE_MAPPING_H

#include "analyzer/base/arena.h"
#include "analyzer/base/vec.h"

#include <regex.h>
#include <stdbool.h>

struct include_alias {
	const char *from, *to;     /* headers with their delimiters; of a symbol, `from` is the name */
	bool is_regex, is_private; /* is_private: `to` is no public header either, but leads to one */
	regex_t regex;
};

struct include_settings {
	struct arena memory;
	VEC(const char *) keep;               /* patterns: <valgrind/wild*>, config.h, src/legacy/ */
	VEC(struct include_alias *) includes; /* private header -> public header, in the order of the files */
	VEC(struct include_alias *) symbols;  /* name -> public header */
	VEC(const char *) refs;               /* mapping files that a file names and that are still to be read: absolute */
};

/* A settings of zeros is empty. */
void include_settings_release(struct include_settings *s);

/* True if a header that is included as `spelling` (with its delimiters) from the file at `path` matches a keep pattern. */
bool include_settings_keep(const struct include_settings *s, const char *spelling, const char *path);

/* The public header, with delimiters, by which the file at `path` is meant to be reached, or NULL. */
const char *include_mapping_public(const struct include_settings *s, const char *path);

/* True if the header is said to be the one for the name. */
bool include_mapping_has_symbol(const struct include_settings *s, const char *name, const char *spelling);

#endif
