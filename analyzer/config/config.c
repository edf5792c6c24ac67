/*
 * The reader. libyaml gives a tree of nodes with their places; it is walked along the table of keys, so the depth of the walk is
 * that of the table, whatever the file looks like.
 */
#include "analyzer/config/config.h"

#include "analyzer/base/nearest.h"
#include "analyzer/base/path.h"
#include "analyzer/config/reader.h"

#include <errno.h>
#include <string.h>

/* ---- names ------------------------------------------------------------------------------------------------------------ */

/* The part of the key below the section ("" or "paths."), up to the next '.'; 0 if it is not in the section. */
static size_t word_in(const char *key, const char *section, const char **word)
{
	size_t len = strlen(section);

	if (strncmp(key, section, len) != 0)
		return 0;
	*word = key + len;
	return strcspn(*word, ".");
}

/* Adds "; did you mean 'x'?" or, if nothing is near, "; known here: a, b, c". */
static int fail_unknown(struct reader *r, const yaml_node_t *node, const char *section, const char *asked)
{
	struct nearest n = { .asked = asked };
	struct strbuf all = STRBUF_INIT;
	char *previous = NULL;

	for (size_t i = 0; i < n_config_keys; i++) {
		const char *word;
		size_t len = word_in(config_keys[i].key, section, &word);
		char *copy = len ? arena_strndup(&r->c->memory, word, len) : NULL;

		if (!copy || (previous && !strcmp(previous, copy)))
			continue;
		nearest_offer(&n, copy);
		strbuf_addf(&all, "%s%s", all.len ? ", " : "", copy);
		previous = copy;
	}
	if (n.best)
		FAIL(r, node, "unknown key '%s%s'; did you mean '%s%s'?", section, asked, section, n.best);
	else
		FAIL(r, node, "unknown key '%s%s'; keys here are %s", section, asked, all.text);
	strbuf_release(&all);
	return -1;
}

static bool is_section(const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < n_config_keys; i++)
		if (!strncmp(config_keys[i].key, name, len) && config_keys[i].key[len] == '.')
			return true;
	return false;
}

const char *config_node_kind(const yaml_node_t *node)
{
	switch (node->type) {
	case YAML_SEQUENCE_NODE: return "a list";
	case YAML_MAPPING_NODE: return "a mapping";
	default: return "a word";
	}
}

const char *config_scalar(struct reader *r, const yaml_node_t *node, const char *what)
{
	const char *text = (const char *)node->data.scalar.value;

	if (node->type != YAML_SCALAR_NODE) {
		FAIL(r, node, "'%s' takes one value here, not %s", what, config_node_kind(node));
		return NULL;
	}
	if (strlen(text) != node->data.scalar.length) {
		FAIL(r, node, "'%s' holds a zero byte", what);
		return NULL;
	}
	if (!*text) {
		FAIL(r, node, "'%s' has no value; leave the key out or give it one", what);
		return NULL;
	}
	return text;
}

/* ---- values ------------------------------------------------------------------------------------------------------------- */

static int add_text(struct reader *r, const struct config_key *key, const yaml_node_t *node, struct config_text *to)
{
	const char *text = config_scalar(r, node, key->key);
	struct strbuf path = STRBUF_INIT;

	if (!text)
		return -1;
	*to = (struct config_text){ .line = (unsigned)node->start_mark.line + 1, .col = (unsigned)node->start_mark.column + 1 };
	if (key->type == CONFIG_PATH || key->type == CONFIG_PATHS) {
		path_join(r->c->folder, text, &path);
		text = path.text;
	}
	to->text = arena_strdup(&r->c->memory, text);
	strbuf_release(&path);
	return 0;
}

static int read_texts(struct reader *r, const struct config_key *key, const yaml_node_t *node, struct config_value *v)
{
	bool is_list = node->type == YAML_SEQUENCE_NODE;
	size_t n = is_list ? (size_t)(node->data.sequence.items.top - node->data.sequence.items.start) : 1;
	struct config_text *texts = ARENA_ARRAY(&r->c->memory, struct config_text, n);

	if (node->type == YAML_MAPPING_NODE)
		return FAIL(r, node, "'%s' takes one value or a list of them, not a mapping", key->key);
	for (size_t i = 0; i < n; i++) {
		const yaml_node_t *item = is_list ? yaml_document_get_node(r->tree, node->data.sequence.items.start[i]) : node;

		if (add_text(r, key, item, &texts[i]) < 0)
			return -1;
	}
	v->texts = texts;
	v->n_texts = n;
	return 0;
}

int config_word_place(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (int i = 0; *words; i++) {
		size_t n = strcspn(words, "|");

		if (n == len && !strncmp(words, word, n))
			return i;
		words += n + (words[n] == '|');
	}
	return -1;
}

/* "a|b|c" as "a, b or c". */
static void add_choice(struct strbuf *b, const char *words)
{
	for (const char *at = words; *at;) {
		size_t n = strcspn(at, "|");

		if (at != words)
			strbuf_adds(b, strchr(at, '|') ? ", " : " or ");
		strbuf_add(b, at, n);
		at += n + (at[n] == '|');
	}
}

int config_fail_choice(struct reader *r, const yaml_node_t *node, const char *key, const char *words, const char *text)
{
	struct strbuf choice = STRBUF_INIT;

	add_choice(&choice, words);
	FAIL(r, node, "'%s' takes %s, not '%s'", key, choice.text, text);
	strbuf_release(&choice);
	return -1;
}

static int read_word(struct reader *r, const struct config_key *key, const yaml_node_t *node, struct config_value *v)
{
	const char *text = config_scalar(r, node, key->key);
	struct config_text *copy;
	int place;

	if (!text)
		return -1;
	place = config_word_place(key->takes, text);
	if (place < 0)
		return config_fail_choice(r, node, key->key, key->takes, text);
	copy = arena_zalloc(&r->c->memory, sizeof *copy);
	copy->text = arena_strdup(&r->c->memory, text);
	*v = (struct config_value){ .number = (uint64_t)place, .texts = copy, .n_texts = 1 };
	return 0;
}

/* The number at the start of `text`, or false. `*rest` is what follows it. */
static bool number_of(const char *text, uint64_t *number, const char **rest)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*number = strtoull(text, &end, 10);
	*rest = end;
	return errno == 0;
}

bool config_bytes(const char *text, uint64_t most, uint64_t *bytes)
{
	const char *rest = "";
	uint64_t unit = 1;

	if (!number_of(text, bytes, &rest))
		return false;
	rest += strspn(rest, " ");
	if (*rest) {
		unit = !strcmp(rest, "KiB") ? 1024 : !strcmp(rest, "MiB") ? 1024 * 1024 : !strcmp(rest, "GiB") ? 1u << 30 : 0;
		if (!unit)
			return false;
	}
	if (*bytes > most / unit)
		return false;
	*bytes *= unit;
	return true;
}

static int read_number(struct reader *r, const struct config_key *key, const yaml_node_t *node, struct config_value *v)
{
	const char *text = config_scalar(r, node, key->key), *rest = "";
	bool is_bytes = key->type == CONFIG_BYTES;
	uint64_t most = strtoull(key->takes, NULL, 10);
	bool is_right;

	if (!text)
		return -1;
	if (is_bytes)
		is_right = config_bytes(text, most, &v->number);
	else
		is_right = number_of(text, &v->number, &rest) && !*rest && v->number <= most;
	if (!is_right)
		return FAIL(r, node, "'%s' takes a number from 0 to %s%s, not '%s'", key->key, key->takes,
			    is_bytes ? " bytes, also as 4KiB" : "", text);
	return 0;
}

/* ---- the tree ----------------------------------------------------------------------------------------------------------- */

static int read_value(struct reader *r, const struct config_key *key, const yaml_node_t *name, const yaml_node_t *node)
{
	struct config_value *v = (struct config_value *)((char *)r->c + key->offset);
	int rc = 0;

	if (v->line)
		return FAIL(r, name, "key '%s' is given twice; first in line %u", key->key, v->line);
	switch (key->type) {
	case CONFIG_PATH:
		if (node->type == YAML_SEQUENCE_NODE)
			return FAIL(r, node, "'%s' takes one value here, not a list", key->key);
		/* fallthrough */
	case CONFIG_PATHS:
	case CONFIG_GLOBS: rc = read_texts(r, key, node, v); break;
	case CONFIG_WORD: rc = read_word(r, key, node, v); break;
	case CONFIG_NUMBER:
	case CONFIG_BYTES: rc = read_number(r, key, node, v); break;
	case CONFIG_RULES: rc = config_read_rules(r, key, node); break;
	}
	v->line = (unsigned)name->start_mark.line + 1;
	v->col = (unsigned)name->start_mark.column + 1;
	return rc;
}

/* A mapping of the file: the whole ("") or a section ("paths."), which holds no further ones. */
static int read_section(struct reader *r, const char *section, const yaml_node_t *node)
{
	struct strbuf full = STRBUF_INIT;
	int rc = 0;

	if (node->type != YAML_MAPPING_NODE)
		return FAIL(r, node, "lines like 'key: value' are expected%s%s, not %s", *section ? " below " : "", section,
			    config_node_kind(node));
	for (yaml_node_pair_t *p = node->data.mapping.pairs.start; rc == 0 && p < node->data.mapping.pairs.top; p++) {
		const yaml_node_t *name = yaml_document_get_node(r->tree, p->key);
		const yaml_node_t *value = yaml_document_get_node(r->tree, p->value);
		const struct config_key *key;
		const char *word = NULL;

		if (name->type != YAML_SCALAR_NODE)
			rc = FAIL(r, name, "a key is a word, not %s", config_node_kind(name));
		else
			word = (const char *)name->data.scalar.value;
		if (!word)
			break;
		strbuf_clear(&full);
		strbuf_addf(&full, "%s%s", section, word);
		key = strchr(word, '.') ? NULL : config_key_find(full.text);
		if (key) {
			rc = read_value(r, key, name, value);
		} else if (!*section && is_section(word)) {
			strbuf_addc(&full, '.');
			rc = read_section(r, full.text, value);
		} else {
			rc = fail_unknown(r, name, section, word);
		}
	}
	strbuf_release(&full);
	return rc;
}

/* ---- the text ----------------------------------------------------------------------------------------------------------- */

static int fail_yaml(const struct config *c, const yaml_parser_t *p, const char *text, struct error *e)
{
	size_t line = p->problem_mark.line + 1, col = p->problem_mark.column + 1;

	if (p->error == YAML_MEMORY_ERROR)
		return error_set(e, "%s: out of memory", c->path);
	/* Of bytes that are no text libyaml knows only how many came before. */
	if (p->error == YAML_READER_ERROR) {
		line = col = 1;
		for (size_t i = 0; i < p->problem_offset; i++, col++) {
			if (text[i] == '\n') {
				line++;
				col = 0;
			}
		}
	}
	return error_at(e, c->path, (unsigned)line, (unsigned)col, "not YAML: %s%s%s", p->problem ? p->problem : "damaged",
			p->context ? " " : "", p->context ? p->context : "");
}

/* Loads one document; 1 if there is one, to be deleted by the caller; 0 at the end of the text. */
static int load(struct reader *r, yaml_parser_t *p, const char *text)
{
	if (!yaml_parser_load(p, r->tree))
		return fail_yaml(r->c, p, text, r->e);
	if (yaml_document_get_root_node(r->tree))
		return 1;
	/* Even the end of the text is a document to libyaml, with memory of its own. */
	yaml_document_delete(r->tree);
	return 0;
}

static int read_documents(struct reader *r, yaml_parser_t *p, const char *text)
{
	int rc = load(r, p, text);

	if (rc <= 0)
		return rc;
	rc = read_section(r, "", yaml_document_get_root_node(r->tree));
	yaml_document_delete(r->tree);
	if (rc < 0)
		return rc;
	rc = load(r, p, text);
	if (rc > 0) {
		rc = FAIL(r, yaml_document_get_root_node(r->tree), "a second document begins; all settings are in one");
		yaml_document_delete(r->tree);
	}
	return rc;
}

int config_parse(struct config *c, const char *path, const char *folder, const char *text, size_t len, struct error *e)
{
	yaml_parser_t parser;
	yaml_document_t tree;
	struct reader r = { c, &tree, e };
	int rc;

	config_init(c);
	c->path = arena_strdup(&c->memory, path);
	c->folder = arena_strdup(&c->memory, folder);
	if (!yaml_parser_initialize(&parser))
		return error_set(e, "%s: out of memory", path);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	rc = read_documents(&r, &parser, text);
	yaml_parser_delete(&parser);
	return rc;
}
