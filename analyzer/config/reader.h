/* What the parts of the reader share: config.c the walk, config_rules.c what stands below `rules:`. */
#ifndef WHYNOT_CONFIG_READER_H
#define WHYNOT_CONFIG_READER_H

#include "analyzer/config/config.h"

#include <yaml.h>

struct reader {
	struct config *c;
	yaml_document_t *tree;
	struct error *e;
};

#define FAIL(r, node, ...) \
	error_at((r)->e, (r)->c->path, (unsigned)(node)->start_mark.line + 1, (unsigned)(node)->start_mark.column + 1, __VA_ARGS__)

/* "a list", "a mapping", "a word". */
const char *config_node_kind(const yaml_node_t *node);

/* The text of a scalar, or NULL with the error filled. `what` is the key that it is for. */
const char *config_scalar(struct reader *r, const yaml_node_t *node, const char *what);

/* The place of `word` in "a|b|c", or -1; and the error that names the choice. */
int config_word_place(const char *words, const char *word);
int config_fail_choice(struct reader *r, const yaml_node_t *node, const char *key, const char *words, const char *text);

int config_read_rules(struct reader *r, const struct config_key *key, const yaml_node_t *node);

#endif
