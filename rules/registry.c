/* The table of rules, made from rules.def. */
#include "rules/rule.h"

#include <string.h>

#define RULE(name) extern const struct rule rule_##name;
#include "rules/rules.def"
#undef RULE

#define RULE(name) &rule_##name,
const struct rule *const rules[] = {
#include "rules/rules.def"
};
#undef RULE

const size_t n_rules = sizeof rules / sizeof *rules;

const struct rule *rule_find(const char *id)
{
	for (size_t i = 0; i < n_rules; i++)
		if (!strcmp(rules[i]->info.id, id))
			return rules[i];
	return NULL;
}

void rule_check(const struct rule *r, const struct program *p, const struct rule_settings *s, struct emitter *e)
{
	e->rule = &r->info;
	if (r->check_with)
		r->check_with(p, s, e);
	else
		r->check(p, e);
}
