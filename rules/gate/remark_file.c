#include "rules/gate/remark_file.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct reader {
	struct remark_file *to;
	yaml_document_t *tree;
	struct error *e;
	VEC(struct finding_arg) args;   /* of the document at hand */
};

#define FAIL(r, node, ...) \
	error_at((r)->e, (r)->to->path, (unsigned)(node)->start_mark.line + 1, (unsigned)(node)->start_mark.column + 1, __VA_ARGS__)

void remark_file_init(struct remark_file *r, const char *path)
{
	*r = (struct remark_file){ .path = path };
	intern_init(&r->texts);
}

void remark_file_release(struct remark_file *r)
{
	VEC_RELEASE(&r->findings);
	intern_release(&r->texts);
	arena_release(&r->memory);
}

static const char *keep(struct reader *r, const char *text)
{
	return intern_text(&r->to->texts, intern_adds(&r->to->texts, text));
}

static const char *text_of(struct reader *r, const yaml_node_t *node)
{
	if (node->type == YAML_SCALAR_NODE)
		return keep(r, (const char *)node->data.scalar.value);
	FAIL(r, node, "a text is expected here");
	return NULL;
}

/* {File, Line, Column} */
static int read_place(struct reader *r, const yaml_node_t *node, struct srcloc *loc)
{
	if (node->type != YAML_MAPPING_NODE)
		return FAIL(r, node, "a place is {File, Line, Column}");
	for (yaml_node_pair_t *p = node->data.mapping.pairs.start; p < node->data.mapping.pairs.top; p++) {
		const char *key = text_of(r, yaml_document_get_node(r->tree, p->key));
		const char *value = key ? text_of(r, yaml_document_get_node(r->tree, p->value)) : NULL;

		if (!value)
			return -1;
		if (!strcmp(key, "File"))
			loc->path = value;
		else if (!strcmp(key, "Line"))
			loc->line = (uint32_t)strtoul(value, NULL, 10);
		else if (!strcmp(key, "Column"))
			loc->col = (uint32_t)strtoul(value, NULL, 10);
	}
	return 0;
}

static int read_arg(struct reader *r, const yaml_node_t *node)
{
	struct finding_arg arg = { "String", "", { NULL, 0, 0 } };

	if (node->type != YAML_MAPPING_NODE)
		return FAIL(r, node, "an argument is a mapping");
	for (yaml_node_pair_t *p = node->data.mapping.pairs.start; p < node->data.mapping.pairs.top; p++) {
		const yaml_node_t *value = yaml_document_get_node(r->tree, p->value);
		const char *key = text_of(r, yaml_document_get_node(r->tree, p->key));

		if (!key)
			return -1;
		if (!strcmp(key, "DebugLoc")) {
			if (read_place(r, value, &arg.loc) < 0)
				return -1;
			continue;
		}
		arg.key = key;
		arg.value = text_of(r, value);
		if (!arg.value)
			return -1;
	}
	VEC_PUSH(&r->args, arg);
	return 0;
}

static int read_args(struct reader *r, const yaml_node_t *node)
{
	if (node->type != YAML_SEQUENCE_NODE)
		return FAIL(r, node, "Args is a list");
	for (yaml_node_item_t *i = node->data.sequence.items.start; i < node->data.sequence.items.top; i++)
		if (read_arg(r, yaml_document_get_node(r->tree, *i)) < 0)
			return -1;
	return 0;
}

static int read_kind(struct reader *r, const yaml_node_t *node, struct finding *f)
{
	const char *tag = node->tag ? (const char *)node->tag : "";

	for (int kind = FINDING_PASSED; kind <= FINDING_FAILURE; kind++) {
		if (*tag == '!' && !strcmp(tag + 1, finding_kind_word((enum finding_kind)kind))) {
			f->kind = (enum finding_kind)kind;
			f->level = kind == FINDING_PASSED ? 1 : kind == FINDING_MISSED ? 2 : 3;
			return 0;
		}
	}
	return FAIL(r, node, "not a remark: a tag like !Missed is expected; is this a report of --yaml or of -fsave-optimization-record?");
}

static int read_pair(struct reader *r, const char *key, const yaml_node_t *value, struct finding *f)
{
	const struct { const char *key; const char **to; } texts[] = {
		{ "Pass", &f->rule }, { "Name", &f->name }, { "Function", &f->function },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!strcmp(key, texts[i].key))
			return (*texts[i].to = text_of(r, value)) ? 0 : -1;
	if (!strcmp(key, "DebugLoc"))
		return read_place(r, value, &f->loc);
	if (!strcmp(key, "Args"))
		return read_args(r, value);
	if (!strcmp(key, "Hotness")) {
		const char *text = text_of(r, value);

		f->has_hotness = text != NULL;
		f->hotness = text ? strtoull(text, NULL, 10) : 0;
		return text ? 0 : -1;
	}
	return 0;
}

/* The trailing ones are about the finding and no part of it. */
static bool take_trailing(struct finding *f, const struct finding_arg *arg)
{
	if (!strcmp(arg->key, "Level"))
		f->level = (int)strtol(arg->value, NULL, 10);
	else if (!strcmp(arg->key, "Severity"))
		f->severity = !strcmp(arg->value, "error") ? SEVERITY_ERROR : !strcmp(arg->value, "warning") ? SEVERITY_WARNING : SEVERITY_NOTE;
	else if (!strcmp(arg->key, "Fingerprint"))
		f->fingerprint = arg->value;
	else if (!strcmp(arg->key, "Config"))
		f->config = arg->value;
	else if (!strcmp(arg->key, "HotnessSource"))
		f->hotness_source = arg->value;
	else if (!strcmp(arg->key, "Estimate"))
		f->estimate = strtoull(arg->value, NULL, 10), f->has_estimate = true;
	else
		return false;
	return true;
}

static void finish(struct reader *r, struct finding *f)
{
	size_t n = r->args.n;

	while (n && take_trailing(f, &r->args.items[n - 1]))
		n--;
	f->n_args = f->n_message_args = n;
	for (size_t i = 0; i < n && f->n_message_args == n; i++)
		if (!strcmp(r->args.items[i].key, "String") && !strcmp(r->args.items[i].value, "; "))
			f->n_message_args = i;
	f->args = n ? arena_memdup(&r->to->memory, r->args.items, n * sizeof *r->args.items) : NULL;
	f->category = f->rule;
	if (strcmp(f->rule, "whynot") || strcmp(f->name, "Summary"))
		VEC_PUSH(&r->to->findings, *f);
}

static int read_document(struct reader *r)
{
	const yaml_node_t *root = yaml_document_get_root_node(r->tree);
	struct finding f = { .function = "<file>", .config = "" };

	if (read_kind(r, root, &f) < 0)
		return -1;
	if (root->type != YAML_MAPPING_NODE)
		return FAIL(r, root, "a remark is a mapping");
	VEC_CLEAR(&r->args);
	for (yaml_node_pair_t *p = root->data.mapping.pairs.start; p < root->data.mapping.pairs.top; p++) {
		const char *key = text_of(r, yaml_document_get_node(r->tree, p->key));

		if (!key || read_pair(r, key, yaml_document_get_node(r->tree, p->value), &f) < 0)
			return -1;
	}
	if (!f.rule || !f.name)
		return FAIL(r, root, "a remark needs a %s", f.rule ? "Name" : "Pass");
	finish(r, &f);
	return 0;
}

static int by_finding(const void *a, const void *b)
{
	return finding_compare(a, b);
}

static void sort(struct remark_file *r)
{
	size_t n = 0;

	if (r->findings.n)
		qsort(r->findings.items, r->findings.n, sizeof *r->findings.items, by_finding);
	for (size_t i = 0; i < r->findings.n; i++)
		if (!n || finding_compare(&r->findings.items[n - 1], &r->findings.items[i]))
			r->findings.items[n++] = r->findings.items[i];
	r->findings.n = n;
}

int remark_file_read(struct remark_file *to, const char *text, size_t len, struct error *e)
{
	yaml_parser_t parser;
	yaml_document_t tree;
	struct reader r = { .to = to, .tree = &tree, .e = e };
	int rc = 0;

	if (!yaml_parser_initialize(&parser))
		return error_set(e, "%s: out of memory", to->path);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	while (rc == 0) {
		if (!yaml_parser_load(&parser, &tree)) {
			rc = error_at(e, to->path, (unsigned)parser.problem_mark.line + 1, (unsigned)parser.problem_mark.column + 1,
				      "not YAML: %s", parser.problem ? parser.problem : "damaged");
			break;
		}
		bool is_end = !yaml_document_get_root_node(&tree);
		rc = is_end ? 1 : read_document(&r);
		yaml_document_delete(&tree);
	}
	yaml_parser_delete(&parser);
	VEC_RELEASE(&r.args);
	sort(to);
	return rc < 0 ? -1 : 0;
}
