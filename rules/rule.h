/* A rule judges the linked program. It sees no clang, no files, no other rule, and keeps no state. */
#ifndef WHYNOT_RULES_RULE_H
#define WHYNOT_RULES_RULE_H

#include "analyzer/program/program.h"
#include "rules/emit.h"
#include "rules/question.h"
#include "rules/rule_info.h"
#include "rules/settings.h"

struct rule {
	struct rule_info info;
	/* One of both; `check_with` for a rule that users can set up. */
	void (*check)(const struct program *p, struct emitter *e);
	void (*check_with)(const struct program *p, const struct rule_settings *s, struct emitter *e);
	void (*ask)(const struct program *p, const struct rule_settings *s, struct question_list *q); /* NULL: no questions; see question.h */
};

/* All rules, in the order of rules.def. */
extern const struct rule *const rules[];
extern const size_t n_rules;

/* The rule with this id, or NULL. */
const struct rule *rule_find(const char *id);

/* Runs the rule: its findings are added to the emitter's. */
void rule_check(const struct rule *r, const struct program *p, const struct rule_settings *s, struct emitter *e);

#endif
