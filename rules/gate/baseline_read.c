#include "rules/gate/baseline.h"

#include <string.h>
#include <yaml.h>

struct reader {
	struct baseline *b;
	yaml_document_t *tree;
	struct error *e;
};

#define FAIL(r, node, ...) \
	error_at((r)->e, (r)->b->path, (unsigned)(node)->start_mark.line + 1, (unsigned)(node)->start_mark.column + 1, __VA_ARGS__)

/* The text, or NULL with the error filled. */
static const char *text_of(struct reader *r, const yaml_node_t *node)
{
	const char *text = (const char *)node->data.scalar.value;

	if (node->type == YAML_SCALAR_NODE && strlen(text) == node->data.scalar.length)
		return arena_strdup(&r->b->memory, text);
	FAIL(r, node, "a text is expected here");
	return NULL;
}

static int set_rule(struct reader *r, const yaml_node_t *node, const char *text, struct baseline_entry *entry)
{
	const char *slash = strchr(text, '/');

	if (!slash || slash == text || !slash[1])
		return FAIL(r, node, "a rule is written as rule/Name, not '%s'", text);
	entry->rule = arena_strndup(&r->b->memory, text, (size_t)(slash - text));
	entry->name = slash + 1;
	return 0;
}

static int read_pair(struct reader *r, const yaml_node_pair_t *pair, struct baseline_entry *entry)
{
	const yaml_node_t *key = yaml_document_get_node(r->tree, pair->key), *value = yaml_document_get_node(r->tree, pair->value);
	const struct { const char *key; const char **to; } texts[] = {
		{ "file", &entry->file }, { "function", &entry->function }, { "message", &entry->message }, { "line", &entry->line },
	};
	const char *word = text_of(r, key), *text = word ? text_of(r, value) : NULL;

	if (!text)
		return -1;
	if (!strcmp(word, "rule"))
		return set_rule(r, value, text, entry);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (!strcmp(word, texts[i].key)) {
			*texts[i].to = text;
			return 0;
		}
	}
	return FAIL(r, key, "unknown key '%s'; an entry has rule, file, function, message, line", word);
}

static int read_entry(struct reader *r, const yaml_node_t *node)
{
	struct baseline_entry entry = { .function = "<file>", .line = "", .at = (unsigned)node->start_mark.line + 1 };

	if (node->type != YAML_MAPPING_NODE)
		return FAIL(r, node, "an entry is a mapping like {rule: a/B, file: c, message: d}");
	for (yaml_node_pair_t *p = node->data.mapping.pairs.start; p < node->data.mapping.pairs.top; p++)
		if (read_pair(r, p, &entry) < 0)
			return -1;
	if (!entry.rule || !entry.file || !entry.message)
		return FAIL(r, node, "an entry needs a %s", !entry.rule ? "rule" : !entry.file ? "file" : "message");
	VEC_PUSH(&r->b->entries, entry);
	return 0;
}

static int read_findings(struct reader *r, const yaml_node_t *node)
{
	if (node->type != YAML_SEQUENCE_NODE)
		return FAIL(r, node, "'findings' is a list");
	for (yaml_node_item_t *item = node->data.sequence.items.start; item < node->data.sequence.items.top; item++)
		if (read_entry(r, yaml_document_get_node(r->tree, *item)) < 0)
			return -1;
	return 0;
}

static int read_root(struct reader *r, const yaml_node_t *node)
{
	bool has_version = false;

	if (node->type != YAML_MAPPING_NODE)
		return FAIL(r, node, "not a baseline: 'version: 1' and 'findings:' are expected");
	for (yaml_node_pair_t *p = node->data.mapping.pairs.start; p < node->data.mapping.pairs.top; p++) {
		const yaml_node_t *key = yaml_document_get_node(r->tree, p->key), *value = yaml_document_get_node(r->tree, p->value);
		const char *word = text_of(r, key), *text;

		if (!word)
			return -1;
		if (!strcmp(word, "version")) {
			text = text_of(r, value);
			if (!text)
				return -1;
			if (strcmp(text, "1"))
				return FAIL(r, value, "a baseline of version %s; this whynot reads version 1: make it again", text);
			has_version = true;
		} else if (strcmp(word, "findings")) {
			return FAIL(r, key, "unknown key '%s'; a baseline has version and findings", word);
		} else if (read_findings(r, value) < 0) {
			return -1;
		}
	}
	return has_version ? 0 : FAIL(r, node, "not a baseline: there is no 'version: 1'");
}

int baseline_read(struct baseline *b, const char *text, size_t len, struct error *e)
{
	yaml_parser_t parser;
	yaml_document_t tree;
	struct reader r = { b, &tree, e };
	const yaml_node_t *root;
	int rc;

	if (!yaml_parser_initialize(&parser))
		return error_set(e, "%s: out of memory", b->path);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	if (!yaml_parser_load(&parser, &tree)) {
		rc = error_at(e, b->path, (unsigned)parser.problem_mark.line + 1, (unsigned)parser.problem_mark.column + 1, "not YAML: %s",
			      parser.problem ? parser.problem : "damaged");
	} else {
		root = yaml_document_get_root_node(&tree);
		rc = root ? read_root(&r, root) : error_at(e, b->path, 1, 1, "the baseline is empty; --baseline-update --allow-growth makes one");
		yaml_document_delete(&tree);
	}
	yaml_parser_delete(&parser);
	return rc;
}
