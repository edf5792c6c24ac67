/*
 * What a user can set up about the rules, read before they run and the same for all of them. A rule that wants it has
 * `check_with` instead of `check` (rule.h); the pipeline fills it from the command line. So nothing is global, and the
 * program stays what was found in the sources.
 */
#ifndef WHYNOT_RULES_SETTINGS_H
#define WHYNOT_RULES_SETTINGS_H

#include <stdbool.h>

struct models;
struct include_settings;

enum { DEFAULT_STACK_LIMIT = 1024 };

struct rule_settings {
	const struct include_settings *includes; /* include_mapping.h; NULL: none */
	const struct models *models; /* escape_models.h: what library functions do with pointers; never NULL */
	bool fixes_includes;         /* advice about includes is to be taken, so none may be left out for its price */
	bool replaces_includes;      /* what could be included instead of a way round is to be proven, too */
	unsigned stack_limit;        /* bytes up to which an allocation could be a local; 0: DEFAULT_STACK_LIMIT */
};

#endif
