/*
 * .whynot.yaml and the command line: who has the last word on what. The file is looked for from the working folder upward, then,
 * since editors and scripts run from anywhere, from the folder of the first FILE upward.
 */
#include "analyzer/session.h"

#include "analyzer/base/nearest.h"
#include "analyzer/base/file.h"
#include "analyzer/base/path.h"
#include "analyzer/explain.h"
#include "rules/compiler_names.h"

#include <string.h>

static bool find_file(const struct session *s, struct strbuf *found)
{
	struct strbuf folder = STRBUF_INIT;
	bool is_found = config_find(s->directory, found);

	if (!is_found && s->options->files.n && s->options->command == COMMAND_CHECK) {
		path_join(s->directory, s->options->files.items[0], &folder);
		is_found = config_find(folder.text, found);
	}
	strbuf_release(&folder);
	return is_found;
}

static bool rule_has_name(const struct rule_info *info, const char *name)
{
	for (size_t i = 0; i < info->n_names; i++)
		if (!strcmp(info->names[i].name, name))
			return true;
	return false;
}

static bool pass_has_name(const char *pass, const char *name)
{
	for (size_t i = 0; i < n_compiler_names; i++)
		if (!strcmp(compiler_names[i].pass, pass) && !strcmp(compiler_names[i].name, name))
			return true;
	return false;
}

static int fail_rule(const struct session *s, const struct config_rule *r, const struct nearest *n, struct error *e)
{
	struct strbuf hint = STRBUF_INIT;

	if (n->best)
		strbuf_addf(&hint, "did you mean '%s'?", n->best);
	else
		strbuf_adds(&hint, "whynot explain lists them");
	if (r->name)
		error_at(e, s->config.path, r->line, r->col, "rule '%s' has no finding '%s'; %s", r->rule, r->name, hint.text);
	else
		error_at(e, s->config.path, r->line, r->col, "there is no rule '%s'; %s", r->rule, hint.text);
	strbuf_release(&hint);
	return -1;
}

static int check_rule(const struct session *s, const struct config_rule *r, struct error *e)
{
	const struct rule *rule = rule_find(r->rule);
	bool is_pass = explain_knows_pass(r->rule);
	struct nearest n = { .asked = r->name ? r->name : r->rule };

	if (!rule && !is_pass) {
		struct config_rule whole = *r;

		whole.name = NULL;
		n.asked = r->rule;
		for (size_t i = 0; i < n_rules; i++)
			nearest_offer(&n, rules[i]->info.id);
		for (size_t i = 0; i < n_compiler_names; i++)
			nearest_offer(&n, compiler_names[i].pass);
		return fail_rule(s, &whole, &n, e);
	}
	if (!r->name || (rule && rule_has_name(&rule->info, r->name)) || (is_pass && pass_has_name(r->rule, r->name)))
		return 0;
	for (size_t i = 0; rule && i < rule->info.n_names; i++)
		nearest_offer(&n, rule->info.names[i].name);
	for (size_t i = 0; i < n_compiler_names; i++)
		if (!strcmp(compiler_names[i].pass, r->rule))
			nearest_offer(&n, compiler_names[i].name);
	return fail_rule(s, r, &n, e);
}

static bool is_given(const struct options *o, const char *key)
{
	for (size_t i = 0; i < o->given.n; i++)
		if (!strcmp(o->given.items[i].key, key))
			return true;
	return false;
}

static void merge(struct session *s)
{
	static const enum codegen_mode modes[] = { CODEGEN_OFF, CODEGEN_RUN, CODEGEN_READ };
	struct options *o = &s->merged;
	const struct config *c = &s->config;

	if (c->database.line && !is_given(o, "database"))
		o->build = path_relative(c->database.texts[0].text, s->directory);
	if (c->baseline.line && !is_given(o, "baseline"))
		o->baseline = path_relative(c->baseline.texts[0].text, s->directory);
	if (c->level.line && !is_given(o, "level"))
		o->level = (int)c->level.number;
	if (c->fail_level.line && !is_given(o, "fail-level"))
		o->fail_level = (enum severity)c->fail_level.number;
	if (c->remarks.line && !is_given(o, "remarks"))
		o->remarks = modes[c->remarks.number];
	if (c->compiler.line && !is_given(o, "compiler"))
		o->compiler = c->compiler.texts[0].text;
	if (c->stack_limit.line && !is_given(o, "stack-limit"))
		o->stack_limit = (unsigned)c->stack_limit.number;
}

static int load_found(struct session *s, const char *path, struct error *e)
{
	struct strbuf folder = STRBUF_INIT;

	path_join(path, "..", &folder);
	s->settings_folder = arena_strdup(&s->memory, folder.text);
	strbuf_release(&folder);
	return config_load(&s->config, path_relative(path, s->directory), e);
}

int session_load_settings(struct session *s, struct error *e)
{
	struct strbuf found = STRBUF_INIT;
	int rc = 0;

	s->merged = *s->options;
	if (s->options->config)
		rc = config_load(&s->config, s->options->config, e);
	else if (!s->options->no_config && find_file(s, &found))
		rc = load_found(s, found.text, e);
	strbuf_release(&found);
	for (size_t i = 0; rc == 0 && i < s->config.n_rule_lines; i++)
		rc = check_rule(s, &s->config.rule_lines[i], e);
	if (rc < 0)
		return rc;
	merge(s);
	s->options = &s->merged;
	return 0;
}

static int read_models(struct session *s, const char *path, struct error *e)
{
	size_t len;
	const char *text = file_text(path, &s->memory, &len, e);

	return text ? models_read(&s->models, path, text, len, e) : -1;
}

int session_set_up_rules(struct session *s, struct error *e)
{
	const struct config *c = &s->config;
	int rc = 0;

	models_read_own(&s->models);
	for (size_t i = 0; i < c->models.n_texts && rc == 0; i++)
		rc = read_models(s, path_relative(c->models.texts[i].text, s->directory), e);
	for (size_t i = 0; i < s->options->models.n && rc == 0; i++)
		rc = read_models(s, s->options->models.items[i], e);
	s->settings = (struct rule_settings){ .models = &s->models, .stack_limit = s->options->stack_limit,
					      .fixes_includes = s->options->fix || s->options->fix_export,
					      .replaces_includes = s->options->fix_all };
	return rc;
}

void session_write_settings(const struct session *s, struct out *o)
{
	if (s->config.path)
		out_printf(o, "# %s\n", s->config.path);
	else
		out_puts(o, "# no .whynot.yaml\n");
	config_write(&s->config, s->options->given.items, s->options->given.n, o);
}
