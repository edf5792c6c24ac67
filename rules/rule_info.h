/* What a rule says about itself: data only, for the registry, `whynot explain`, reports, README and tests. */
#ifndef WHYNOT_RULES_RULE_INFO_H
#define WHYNOT_RULES_RULE_INFO_H

#include "rules/finding.h"

struct rule_name {
	const char *name;            /* CamelCase, for what happened */
	enum finding_kind kind;
	enum severity severity;
	int level;                   /* from which -m on */
	const char *summary;         /* one line */
};

struct rule_info {
	const char *id;              /* kebab-case: LLVM's Pass */
	const char *title;           /* one line */
	const char *explain;         /* what it sees, why it costs, what to do, what it cannot know; several lines */
	const struct rule_name *names; /* every finding it can ever give */
	size_t n_names;
	bool whole_file;             /* a change anywhere in a file can bring its findings elsewhere in that file */
	bool whole_program;          /* its claims need every unit */
};

#endif
