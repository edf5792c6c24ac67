/*
 * A project's settings: .whynot.yaml, found upward from where whynot runs. Whatever stands in the file and does nothing is an
 * error with its place and the nearest right word, so that nobody believes in a setting that is not in force.
 */
#ifndef WHYNOT_CONFIG_CONFIG_H
#define WHYNOT_CONFIG_CONFIG_H

#include "analyzer/base/arena.h"
#include "analyzer/base/error.h"
#include "analyzer/base/out.h"
#include "rules/finding.h"

#include <stdbool.h>
#include <stdint.h>

struct config_text {
	const char *text;         /* paths are absolute here, patterns as written */
	unsigned line, col;
};

struct config_value {
	unsigned line, col;       /* where its key stands; line 0: it is not set, and holds the default */
	uint64_t number;          /* NUMBER and BYTES: the value; WORD: which of its words */
	const struct config_text *texts; /* PATH(S) and GLOBS: the list; WORD: the word */
	size_t n_texts;
};

/* A line below `rules:`. */
struct config_rule {
	const char *rule, *name;  /* name NULL: the whole rule (or pass of the compiler's) */
	bool is_off, has_severity, has_level;
	enum severity severity;
	int level;                /* 0..3, as in struct finding */
	unsigned line, col;
};

struct config {
	struct arena memory;
	const char *path;         /* of the file, as messages name it; NULL: there is none */
	const char *folder;       /* absolute, of the file */
#define CONFIG(type, member, key, takes, standard, example, doc) struct config_value member;
#include "analyzer/config/config.def"
#undef CONFIG
	const struct config_rule *rule_lines; /* in the order of the file */
	size_t n_rule_lines;
};

/* All defaults. */
void config_init(struct config *c);
void config_release(struct config *c);

/*
 * Reads settings from text. `path` is for messages, `folder` (absolute) is where relative paths count from; both are kept.
 * Below 0 with "path:line:col: ..."; `c` may then only be released.
 */
int config_parse(struct config *c, const char *path, const char *folder, const char *text, size_t len, struct error *e);

/* The same from a file. */
int config_load(struct config *c, const char *path, struct error *e);

/*
 * Looks for .whynot.yaml in the folder (absolute) and those above it, up to the one that holds .git: what lies above is not the
 * project's. True with the path in `found`.
 */
bool config_find(const char *folder, struct strbuf *found);

/* ---- the table ------------------------------------------------------------------------------------------------------- */

enum config_type { CONFIG_PATH, CONFIG_PATHS, CONFIG_GLOBS, CONFIG_WORD, CONFIG_NUMBER, CONFIG_BYTES, CONFIG_RULES };

struct config_key {
	enum config_type type;
	size_t offset;            /* of its struct config_value in struct config */
	const char *key, *takes, *standard, *example, *doc;
};

extern const struct config_key config_keys[];
extern const size_t n_config_keys;

const struct config_value *config_value(const struct config *c, const struct config_key *key);

/* The row with this key, or NULL. */
const struct config_key *config_key_find(const char *key);

/* A whole .whynot.yaml with every key, its example and what it means. config_parse() takes it. */
void config_write_example(struct out *o);

/*
 * One line a key, "key: value   # where from", as YAML that means the same. `instead` gives for a key the words that say who set
 * it if the file did not have the last word (the command line), and the value; NULL otherwise.
 */
struct config_override { const char *key, *value, *from; };
void config_write(const struct config *c, const struct config_override *instead, size_t n_instead, struct out *o);

/* A number of bytes, also as 4KiB or 1MiB; false if the text is no such number or more than `most`. */
bool config_bytes(const char *text, uint64_t most, uint64_t *bytes);

#endif
