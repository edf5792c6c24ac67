/* A rule judges the linked program. It sees no clang, no files, no other rule, and keeps no state. */
#ifndef WHYNOT_RULES_RULE_H
#define WHYNOT_RULES_RULE_H

#include "analyzer/program/program.h"
#include "rules/emit.h"
#include "rules/question.h"
#include "rules/rule_info.h"

struct rule {
	struct rule_info info;
	void (*check)(const struct program *p, struct emitter *e);
	void (*ask)(const struct program *p, struct question_list *q); /* NULL: no questions; see question.h */
};

/* All rules, in the order of rules.def. */
extern const struct rule *const rules[];
extern const size_t n_rules;

/* The rule with this id, or NULL. */
const struct rule *rule_find(const char *id);

#endif
