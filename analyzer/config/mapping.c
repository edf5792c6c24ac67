/*
 * A mapping file is YAML: a list of { include: [from, visibility, to, visibility] }, { symbol: [name, visibility, to,
 * visibility] } and { ref: file }. `from` that begins with '@' is an extended regular expression for the whole spelling.
 */
#include "analyzer/config/mapping.h"

#include "analyzer/base/path.h"
#include "analyzer/base/strbuf.h"

#include <string.h>
#include <yaml.h>

struct reader {
	struct include_settings *s;
	const char *path;
	yaml_document_t *tree;
	struct error *e;
};

#define FAIL(r, node, ...) \
	error_at((r)->e, (r)->path, (unsigned)(node)->start_mark.line + 1, (unsigned)(node)->start_mark.column + 1, __VA_ARGS__)

static const char *text_of(struct reader *r, const yaml_node_t *node, const char *what)
{
	const char *text = (const char *)node->data.scalar.value;

	if (node->type != YAML_SCALAR_NODE) {
		FAIL(r, node, "%s is expected here, as a word", what);
		return NULL;
	}
	if (!*text || strlen(text) != node->data.scalar.length) {
		FAIL(r, node, "%s is expected here, and this is empty or holds a zero byte", what);
		return NULL;
	}
	return arena_strdup(&r->s->memory, text);
}

static bool is_header_name(const char *text)
{
	size_t len = strlen(text);

	return len > 2 && ((text[0] == '<' && text[len - 1] == '>') || (text[0] == '"' && text[len - 1] == '"'));
}

static int compile_regex(struct reader *r, const yaml_node_t *node, struct include_alias *a)
{
	struct strbuf whole = STRBUF_INIT;
	char problem[128];
	int code;

	strbuf_addf(&whole, "^(%s)$", a->from + 1);
	code = regcomp(&a->regex, whole.text, REG_EXTENDED | REG_NOSUB);
	strbuf_release(&whole);
	a->is_regex = code == 0;
	if (!code)
		return 0;
	regerror(code, &a->regex, problem, sizeof problem);
	return FAIL(r, node, "'%s' is no regular expression: %s", a->from, problem);
}

/* "private" or "public"; 1 if private, below 0 if neither. */
static int read_visibility(struct reader *r, const yaml_node_t *node)
{
	const char *text = text_of(r, node, "'private' or 'public'");

	if (!text)
		return -1;
	if (strcmp(text, "private") && strcmp(text, "public"))
		return FAIL(r, node, "'private' or 'public' is expected here, not '%s'", text);
	return !strcmp(text, "private");
}

static int read_alias(struct reader *r, const yaml_node_t *list, bool is_symbol)
{
	const yaml_node_t *items[4];
	struct include_alias *a = arena_zalloc(&r->s->memory, sizeof *a);
	int is_private;

	if (list->type != YAML_SEQUENCE_NODE || list->data.sequence.items.top - list->data.sequence.items.start != 4)
		return FAIL(r, list, "a list of four is expected: [%s, visibility, header, visibility]", is_symbol ? "name" : "header");
	for (size_t i = 0; i < 4; i++)
		items[i] = yaml_document_get_node(r->tree, list->data.sequence.items.start[i]);
	a->from = text_of(r, items[0], is_symbol ? "a name" : "a header");
	a->to = a->from ? text_of(r, items[2], "a header") : NULL;
	if (!a->to || read_visibility(r, items[1]) < 0)
		return -1;
	is_private = read_visibility(r, items[3]);
	if (is_private < 0)
		return -1;
	a->is_private = is_private > 0;
	if (!is_header_name(a->to))
		return FAIL(r, items[2], "'%s' is no header; write it with its <> or \"\"", a->to);
	if (is_symbol) {
		VEC_PUSH(&r->s->symbols, a);
		return 0;
	}
	if (*a->from != '@' && !is_header_name(a->from))
		return FAIL(r, items[0], "'%s' is no header; write it with its <> or \"\"", a->from);
	if (*a->from == '@' && compile_regex(r, items[0], a) < 0)
		return -1;
	VEC_PUSH(&r->s->includes, a);
	return 0;
}

static int read_ref(struct reader *r, const yaml_node_t *node)
{
	const char *text = text_of(r, node, "a mapping file");
	struct strbuf folder = STRBUF_INIT, path = STRBUF_INIT;

	if (!text)
		return -1;
	path_join(r->path, "..", &folder);
	path_join(folder.text, text, &path);
	VEC_PUSH(&r->s->refs, arena_strdup(&r->s->memory, path.text));
	strbuf_release(&folder);
	strbuf_release(&path);
	return 0;
}

static int read_entry(struct reader *r, const yaml_node_t *entry)
{
	const yaml_node_t *key, *value;
	const char *word;

	if (entry->type != YAML_MAPPING_NODE || entry->data.mapping.pairs.top - entry->data.mapping.pairs.start != 1)
		return FAIL(r, entry, "an entry is { include: [...] }, { symbol: [...] } or { ref: file }");
	key = yaml_document_get_node(r->tree, entry->data.mapping.pairs.start->key);
	value = yaml_document_get_node(r->tree, entry->data.mapping.pairs.start->value);
	word = text_of(r, key, "'include', 'symbol' or 'ref'");
	if (!word)
		return -1;
	if (!strcmp(word, "include") || !strcmp(word, "symbol"))
		return read_alias(r, value, *word == 's');
	if (!strcmp(word, "ref"))
		return read_ref(r, value);
	return FAIL(r, key, "'include', 'symbol' or 'ref' is expected here, not '%s'", word);
}

static int read_list(struct reader *r, const yaml_node_t *list)
{
	if (list->type != YAML_SEQUENCE_NODE)
		return FAIL(r, list, "a mapping file is a list of entries: [ { include: [...] }, ... ]");
	for (yaml_node_item_t *i = list->data.sequence.items.start; i < list->data.sequence.items.top; i++)
		if (read_entry(r, yaml_document_get_node(r->tree, *i)) < 0)
			return -1;
	return 0;
}

int include_mapping_read(struct include_settings *s, const char *path, const char *text, size_t len, struct error *e)
{
	yaml_parser_t parser;
	yaml_document_t tree;
	struct reader r = { s, path, &tree, e };
	int rc;

	if (!yaml_parser_initialize(&parser))
		return error_set(e, "%s: out of memory", path);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	if (!yaml_parser_load(&parser, &tree)) {
		rc = error_at(e, path, (unsigned)parser.problem_mark.line + 1, (unsigned)parser.problem_mark.column + 1, "not YAML: %s",
			      parser.problem ? parser.problem : "damaged");
	} else {
		const yaml_node_t *root = yaml_document_get_root_node(&tree);

		rc = root ? read_list(&r, root) : 0;
		yaml_document_delete(&tree);
	}
	yaml_parser_delete(&parser);
	return rc;
}
