#include "tests/reported.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct reading {
	struct reported *r;
	yaml_document_t document;
	struct error *e;
};

static const char *scalar(const yaml_node_t *n)
{
	return n && n->type == YAML_SCALAR_NODE ? (const char *)n->data.scalar.value : NULL;
}

/* The value of a key of a mapping, or NULL. */
static yaml_node_t *value_of(struct reading *d, const yaml_node_t *mapping, const char *key)
{
	if (!mapping || mapping->type != YAML_MAPPING_NODE)
		return NULL;
	for (yaml_node_pair_t *p = mapping->data.mapping.pairs.start; p < mapping->data.mapping.pairs.top; p++) {
		const char *own = scalar(yaml_document_get_node(&d->document, p->key));

		if (own && !strcmp(own, key))
			return yaml_document_get_node(&d->document, p->value);
	}
	return NULL;
}

static int take_text(struct reading *d, const yaml_node_t *root, const char *key, const char **text)
{
	const char *value = scalar(value_of(d, root, key));

	if (!value)
		return error_at(d->e, "report", (unsigned)root->start_mark.line + 1, 0, "a finding without %s", key);
	*text = arena_strdup(&d->r->memory, value);
	return 0;
}

static uint32_t number(const char *digits)
{
	return digits ? (uint32_t)strtoul(digits, NULL, 10) : 0;
}

/* The message is what stands before the trailing args. */
static void take_args(struct reading *d, const yaml_node_t *args, struct reported_finding *f)
{
	struct strbuf message = STRBUF_INIT;
	bool trailing = false;

	for (yaml_node_item_t *i = args->data.sequence.items.start; i < args->data.sequence.items.top; i++) {
		const yaml_node_t *arg = yaml_document_get_node(&d->document, *i);
		const yaml_node_pair_t *first = arg && arg->type == YAML_MAPPING_NODE ? arg->data.mapping.pairs.start : NULL;
		const char *key = first ? scalar(yaml_document_get_node(&d->document, first->key)) : NULL;
		const char *value = first ? scalar(yaml_document_get_node(&d->document, first->value)) : NULL;

		if (!key || !value)
			continue;
		trailing |= !strcmp(key, "Level") || !strcmp(key, "Severity") || !strcmp(key, "Fingerprint") ||
			    !strcmp(key, "Config") || !strcmp(key, "HotnessSource") || !strcmp(key, "Estimate");
		if (!trailing)
			strbuf_adds(&message, value);
		if (!strcmp(key, "Severity"))
			f->severity = arena_strdup(&d->r->memory, value);
	}
	f->message = arena_strdup(&d->r->memory, message.text);
	strbuf_release(&message);
}

static int take_finding(struct reading *d, const yaml_node_t *root)
{
	struct reported_finding f = { .file = "" };
	const yaml_node_t *place = value_of(d, root, "DebugLoc"), *args = value_of(d, root, "Args");
	unsigned line = (unsigned)root->start_mark.line + 1;
	char *kind;

	if (!root->tag || root->tag[0] != '!' || root->type != YAML_MAPPING_NODE)
		return error_at(d->e, "report", line, 0, "a document that is no remark");
	kind = arena_strdup(&d->r->memory, (const char *)root->tag + 1);
	for (char *c = kind; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	f.kind = kind;
	if (take_text(d, root, "Pass", &f.rule) < 0 || take_text(d, root, "Name", &f.name) < 0)
		return -1;
	if (!strcmp(f.rule, "whynot") && !strcmp(f.name, "Summary"))
		return 0;
	if (place && take_text(d, place, "File", &f.file) < 0)
		return -1;
	f.line = number(scalar(value_of(d, place, "Line")));
	f.col = number(scalar(value_of(d, place, "Column")));
	if (!args || args->type != YAML_SEQUENCE_NODE)
		return error_at(d->e, "report", line, 0, "a finding without Args");
	take_args(d, args, &f);
	if (!f.severity)
		return error_at(d->e, "report", line, 0, "a finding without Severity");
	VEC_PUSH(&d->r->findings, f);
	return 0;
}

int reported_read(struct reported *r, const char *bytes, size_t len, struct error *e)
{
	struct reading d = { .r = r, .e = e };
	yaml_parser_t parser;
	bool more = true;
	int rc = 0;

	*r = (struct reported){ 0 };
	if (!yaml_parser_initialize(&parser))
		panic_out_of_memory(0);
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, len);
	while (more && rc == 0) {
		const yaml_node_t *root;

		if (!yaml_parser_load(&parser, &d.document)) {
			rc = error_at(e, "report", (unsigned)parser.problem_mark.line + 1, 0, "%s", parser.problem);
			break;
		}
		root = yaml_document_get_root_node(&d.document);
		more = root != NULL;
		if (root)
			rc = take_finding(&d, root);
		yaml_document_delete(&d.document);
	}
	yaml_parser_delete(&parser);
	return rc;
}

void reported_release(struct reported *r)
{
	VEC_RELEASE(&r->findings);
	arena_release(&r->memory);
}
