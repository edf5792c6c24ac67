/* The lines below `rules:`. */
#include "analyzer/config/reader.h"

#include <string.h>

static int set_severity(struct reader *r, const char *what, const yaml_node_t *node, struct config_rule *rule)
{
	const char *text = config_scalar(r, node, what);
	int place;

	if (!text)
		return -1;
	place = config_word_place("off|note|warning|error", text);
	if (place < 0)
		return config_fail_choice(r, node, what, "off|note|warning|error", text);
	rule->is_off = place == 0;
	rule->has_severity = place > 0;
	rule->severity = place > 0 ? (enum severity)(place - 1) : SEVERITY_NOTE;
	return 0;
}

static int set_level(struct reader *r, const char *what, const yaml_node_t *node, struct config_rule *rule)
{
	const char *text = config_scalar(r, node, what);

	if (!text)
		return -1;
	if (strlen(text) != 1 || *text < '0' || *text > '3')
		return FAIL(r, node, "the level of '%s' is a number from 0 to 3, not '%s'", what, text);
	rule->has_level = true;
	rule->level = *text - '0';
	return 0;
}

/* {severity: warning, level: 1} */
static int read_rule_mapping(struct reader *r, const char *what, const yaml_node_t *node, struct config_rule *rule)
{
	for (yaml_node_pair_t *p = node->data.mapping.pairs.start; p < node->data.mapping.pairs.top; p++) {
		const yaml_node_t *key = yaml_document_get_node(r->tree, p->key);
		const yaml_node_t *value = yaml_document_get_node(r->tree, p->value);
		const char *word = config_scalar(r, key, what);
		int rc;

		if (!word)
			return -1;
		if (!strcmp(word, "severity"))
			rc = set_severity(r, what, value, rule);
		else if (!strcmp(word, "level"))
			rc = set_level(r, what, value, rule);
		else
			rc = FAIL(r, key, "unknown key '%s' of rule '%s'; keys here are severity, level", word, what);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int read_rule(struct reader *r, const yaml_node_t *key, const yaml_node_t *value, struct config_rule *rule)
{
	const char *what = config_scalar(r, key, "rules"), *slash;

	if (!what)
		return -1;
	slash = strchr(what, '/');
	*rule = (struct config_rule){ .line = (unsigned)key->start_mark.line + 1, .col = (unsigned)key->start_mark.column + 1 };
	rule->rule = slash ? arena_strndup(&r->c->memory, what, (size_t)(slash - what)) : arena_strdup(&r->c->memory, what);
	rule->name = slash ? arena_strdup(&r->c->memory, slash + 1) : NULL;
	if (value->type == YAML_MAPPING_NODE)
		return read_rule_mapping(r, what, value, rule);
	return set_severity(r, what, value, rule);
}

static bool is_same_rule(const struct config_rule *a, const struct config_rule *b)
{
	return !strcmp(a->rule, b->rule) && !a->name == !b->name && (!a->name || !strcmp(a->name, b->name));
}

int config_read_rules(struct reader *r, const struct config_key *key, const yaml_node_t *node)
{
	size_t n = 0, cap;
	struct config_rule *rules;

	if (node->type != YAML_MAPPING_NODE)
		return FAIL(r, node, "'%s' takes a mapping like 'unused-include: error', not %s", key->key, config_node_kind(node));
	cap = (size_t)(node->data.mapping.pairs.top - node->data.mapping.pairs.start);
	rules = ARENA_ARRAY(&r->c->memory, struct config_rule, cap);
	for (yaml_node_pair_t *p = node->data.mapping.pairs.start; p < node->data.mapping.pairs.top; p++, n++) {
		const yaml_node_t *name = yaml_document_get_node(r->tree, p->key);

		if (read_rule(r, name, yaml_document_get_node(r->tree, p->value), &rules[n]) < 0)
			return -1;
		for (size_t i = 0; i < n; i++)
			if (is_same_rule(&rules[i], &rules[n]))
				return FAIL(r, name, "rule '%s' is given twice; first in line %u",
					    (const char *)name->data.scalar.value, rules[i].line);
	}
	r->c->rule_lines = rules;
	r->c->n_rule_lines = n;
	return 0;
}
