/* The table of settings, and the two texts that are written from it. */
#include "analyzer/config/config.h"

#include "analyzer/base/path.h"

#include <stddef.h>
#include <string.h>

const struct config_key config_keys[] = {
#define CONFIG(type, member, key, takes, standard, example, doc) \
	{ CONFIG_##type, offsetof(struct config, member), key, takes, standard, example, doc },
#include "analyzer/config/config.def"
#undef CONFIG
};
const size_t n_config_keys = sizeof config_keys / sizeof *config_keys;

const struct config_value *config_value(const struct config *c, const struct config_key *key)
{
	return (const struct config_value *)((const char *)c + key->offset);
}

const struct config_key *config_key_find(const char *key)
{
	for (size_t i = 0; i < n_config_keys; i++)
		if (!strcmp(config_keys[i].key, key))
			return &config_keys[i];
	return NULL;
}

/* A default that is a word knows its number. */
static uint64_t standard_number(const struct config_key *key)
{
	const char *words = key->takes;

	if (key->type == CONFIG_NUMBER || key->type == CONFIG_BYTES)
		return strtoull(key->standard, NULL, 10);
	for (uint64_t i = 0; key->type == CONFIG_WORD && *words; i++) {
		size_t n = strcspn(words, "|");

		if (n == strlen(key->standard) && !strncmp(words, key->standard, n))
			return i;
		words += n + (words[n] == '|');
	}
	return 0;
}

void config_init(struct config *c)
{
	*c = (struct config){ .path = NULL };
	for (size_t i = 0; i < n_config_keys; i++)
		((struct config_value *)((char *)c + config_keys[i].offset))->number = standard_number(&config_keys[i]);
}

void config_release(struct config *c)
{
	arena_release(&c->memory);
	*c = (struct config){ .path = NULL };
}

/* ---- texts -------------------------------------------------------------------------------------------------------------- */

/* Opens the key's section if the one before it was in another; returns how far the key is indented. */
static int enter_section(struct out *o, const struct config_key *key, const struct config_key *before)
{
	size_t len = strcspn(key->key, ".");

	if (!key->key[len])
		return 0;
	if (!before || strncmp(before->key, key->key, len + 1) != 0)
		out_printf(o, "%.*s:\n", (int)len, key->key);
	return 2;
}

static const char *last_word(const char *key)
{
	const char *dot = strchr(key, '.');

	return dot ? dot + 1 : key;
}

void config_write_example(struct out *o)
{
	for (size_t i = 0; i < n_config_keys; i++) {
		const struct config_key *k = &config_keys[i];
		int indent = enter_section(o, k, i ? &config_keys[i - 1] : NULL);

		out_printf(o, "%*s# %s%s%s%s\n", indent, "", k->doc, *k->standard ? " (default " : "", k->standard,
			   *k->standard ? ")" : "");
		if (k->type == CONFIG_RULES)
			out_printf(o, "%*s%s:\n    unused-include: error\n    struct-padding: {severity: warning, level: 1}\n"
				      "    loop-vectorize: off\n", indent, "", last_word(k->key));
		else
			out_printf(o, "%*s%s: %s\n", indent, "", last_word(k->key), k->example);
	}
}

/* As YAML that any reader takes as this text. */
static void write_quoted(struct out *o, const char *text)
{
	out_putc(o, '\'');
	for (; *text; text++)
		out_puts(o, *text == '\'' ? "''" : (char[]){ *text, '\0' });
	out_putc(o, '\'');
}

static void write_rule_lines(const struct config *c, struct out *o)
{
	out_puts(o, "rules:");
	out_puts(o, c->n_rule_lines ? "\n" : " {}   # default\n");
	for (size_t i = 0; i < c->n_rule_lines; i++) {
		const struct config_rule *r = &c->rule_lines[i];
		const char *severity = r->is_off ? "off" : severity_word(r->severity);

		out_printf(o, "  %s%s%s: {", r->rule, r->name ? "/" : "", r->name ? r->name : "");
		if (r->is_off || r->has_severity)
			out_printf(o, "severity: %s%s", severity, r->has_level ? ", " : "");
		if (r->has_level)
			out_printf(o, "level: %d", r->level);
		out_printf(o, "}   # %s:%u:%u\n", c->path, r->line, r->col);
	}
}

static void write_value(const struct config *c, const struct config_key *k, struct out *o)
{
	const struct config_value *v = config_value(c, k);

	if (k->type == CONFIG_NUMBER || k->type == CONFIG_BYTES) {
		out_printf(o, "%llu", (unsigned long long)v->number);
	} else if (k->type == CONFIG_WORD) {
		out_puts(o, v->line ? v->texts[0].text : k->standard);
	} else {
		out_putc(o, '[');
		for (size_t i = 0; i < v->n_texts; i++) {
			out_puts(o, i ? ", " : "");
			write_quoted(o, k->type == CONFIG_GLOBS ? v->texts[i].text : path_relative(v->texts[i].text, c->folder));
		}
		out_putc(o, ']');
	}
}

static const struct config_override *override_of(const struct config_override *list, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i].key, key))
			return &list[i];
	return NULL;
}

void config_write(const struct config *c, const struct config_override *instead, size_t n_instead, struct out *o)
{
	for (size_t i = 0; i < n_config_keys; i++) {
		const struct config_key *k = &config_keys[i];
		const struct config_value *v = config_value(c, k);
		const struct config_override *other = override_of(instead, n_instead, k->key);
		int indent = enter_section(o, k, i ? &config_keys[i - 1] : NULL);

		if (k->type == CONFIG_RULES) {
			write_rule_lines(c, o);
			continue;
		}
		if (k->type == CONFIG_PATH && !other && !v->line) {
			out_printf(o, "# %s:   # default: looked for\n", k->key);
			continue;
		}
		out_printf(o, "%*s%s: ", indent, "", last_word(k->key));
		if (other)
			write_quoted(o, other->value);
		else if (k->type == CONFIG_PATH)
			write_quoted(o, path_relative(v->texts[0].text, c->folder));
		else
			write_value(c, k, o);
		if (other)
			out_printf(o, "   # %s\n", other->from);
		else if (v->line)
			out_printf(o, "   # %s:%u:%u\n", c->path, v->line, v->col);
		else
			out_puts(o, "   # default\n");
	}
}
