/* Parsing. Short options take their value attached, with '=' or as the next word: -m2, -m=2, -m 2. */
#include "analyzer/options_table.h"

#include <string.h>

/* The row that `word` names, and where its attached value starts (NULL: none attached). */
static const struct option_row *find_row(const char *word, const char **attached)
{
	bool is_long = word[1] == '-';
	const char *name = word + (is_long ? 2 : 1);
	size_t len = strcspn(name, "=");

	for (size_t i = 0; i < n_option_rows; i++) {
		const struct option_row *r = &option_rows[i];

		if (is_long && r->name && strlen(r->name) == len && !strncmp(r->name, name, len)) {
			*attached = name[len] ? name + len + 1 : NULL;
			return r;
		}
		if (!is_long && r->letter && r->letter == *name) {
			*attached = name[1] ? name + 1 + (name[1] == '=') : NULL;
			return r;
		}
	}
	return NULL;
}

static int take_option(struct options *o, char *const *argv, int *i, struct error *e)
{
	const char *word = argv[*i], *value;
	const struct option_row *r = find_row(word, &value);

	if (!r)
		return error_set(e, "unknown option '%s'; see whynot --help", word);
	if (!r->value && value)
		return error_set(e, "option '%.*s' takes no value", (int)strcspn(word, "="), word);
	if (r->value && *r->value != '[' && !value) {
		value = argv[*i + 1];
		if (!value)
			return error_set(e, "option '%s' needs a value (%s); see whynot --help", word, r->value);
		++*i;
	}
	if (r->take(o, value, e) < 0)
		return -1;
	if (r->key)
		VEC_PUSH(&o->given, ((struct config_override){ r->key, value, "command line" }));
	return 0;
}

/* The first operand may be a command's name. */
static void take_operand(struct options *o, const char *word, bool *first)
{
	if (*first) {
		*first = false;
		for (size_t i = 0; i < n_option_commands; i++) {
			if (!strcmp(word, option_commands[i].name)) {
				if (o->command == COMMAND_CHECK)
					o->command = option_commands[i].command;
				return;
			}
		}
	}
	VEC_PUSH(&o->files, word);
}

int options_parse(struct options *o, int argc, char *const *argv, struct error *e)
{
	bool first = true;
	int i;

	*o = (struct options){ .color = "auto", .configs = "all", .unit_timeout = 600, .unit_memory = 8192,
			       .remarks = CODEGEN_RUN, .fail_level = SEVERITY_WARNING };
	for (i = 1; i < argc; i++)
		VEC_PUSH(&o->words, argv[i]);
	for (i = 1; i < argc && strcmp(argv[i], "--"); i++) {
		if (argv[i][0] == '-' && argv[i][1]) {
			if (take_option(o, argv, &i, e) < 0)
				return -1;
		} else {
			take_operand(o, argv[i], &first);
		}
	}
	o->has_clang_args = i < argc && !o->hook;
	o->names_files = o->files.n || i < argc;
	for (i++; i < argc; i++) {
		if (o->hook)
			VEC_PUSH(&o->files, argv[i]);
		else
			VEC_PUSH(&o->clang_args, argv[i]);
	}
	if (o->has_clang_args && !o->files.n)
		return error_set(e, "no file named before '--'; the form is: whynot check FILE... -- CLANG-ARGUMENTS");
	return 0;
}

void options_release(struct options *o)
{
	VEC_RELEASE(&o->only);
	VEC_RELEASE(&o->words);
	VEC_RELEASE(&o->models);
	VEC_RELEASE(&o->profiles);
	VEC_RELEASE(&o->given);
	VEC_RELEASE(&o->reports);
	VEC_RELEASE(&o->files);
	VEC_RELEASE(&o->clang_args);
	VEC_RELEASE(&o->include_mappings);
}

bool options_only(const struct options *o, const char *rule)
{
	for (size_t i = 0; i < o->only.n; i++) {
		for (const char *at = o->only.items[i]; *at;) {
			size_t len = strcspn(at, ",");

			if (strlen(rule) == len && !strncmp(rule, at, len))
				return true;
			at += len + (at[len] == ',');
		}
	}
	return !o->only.n;
}
