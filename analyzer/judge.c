/* Which rules run; the rules over the program; then the gate over their findings. */
#include "analyzer/session.h"

#include "analyzer/explain.h"
#include "reports/report.h"

#include <string.h>

/* Cuts the words of all --only options at their commas. */
static size_t only_words(const struct session *s, const char **words, size_t cap, struct arena *a)
{
	size_t n = 0;

	for (size_t i = 0; i < s->options->only.n; i++) {
		for (const char *at = s->options->only.items[i]; *at;) {
			size_t len = strcspn(at, ",");

			if (len && n < cap)
				words[n++] = arena_strndup(a, at, len);
			at += len + (at[len] == ',');
		}
	}
	return n;
}

enum { MOST_ONLY = 64 };

bool session_wants(const struct session *s, const char *rule)
{
	struct arena scratch = { 0 };
	const char *words[MOST_ONLY];
	size_t n = only_words(s, words, MOST_ONLY, &scratch);
	bool wanted = !n;

	/* A word that is no rule is a pass of the compiler's. */
	for (size_t i = 0; i < n && !wanted; i++)
		wanted = !strcmp(words[i], rule) || (!strcmp(rule, "compiler") && !rule_find(words[i]));
	arena_release(&scratch);
	return wanted;
}

int session_check_options(struct session *s, struct error *e)
{
	const char **words = ARENA_ARRAY(&s->memory, const char *, MOST_ONLY);
	size_t n = only_words(s, words, MOST_ONLY, &s->memory);

	for (size_t i = 0; i < n; i++)
		if (!rule_find(words[i]) && !explain_knows_pass(words[i]))
			return error_set(e, "--only: there is no rule '%s'; whynot explain lists them", words[i]);
	if (!report_format_find(s->options->format) && strcmp(s->options->format, "none"))
		return error_set(e, "--format takes text, yaml or none, not '%s'", s->options->format);
	if (s->options->fix_export && !strcmp(s->options->fix_export, "-") && s->options->fix == FIX_DIFF)
		return error_set(e, "--fix=diff and --fix-export=- both go to standard output; name a file");
	if (s->options->command == COMMAND_LINK && (s->options->fix || s->options->fix_export))
		return error_set(e, "--fix needs the sources, which shards do not have; use whynot check --fix");
	return 0;
}

void session_judge(struct session *s)
{
	const char **only = ARENA_ARRAY(&s->memory, const char *, MOST_ONLY);
	struct gate_options gate = { .level = s->options->level, .fail_level = s->options->fail_level,
				     .never_fail = s->options->exit_zero, .only = only,
				     .n_only = only_words(s, only, MOST_ONLY, &s->memory), .files = s->reported.items,
				     .n_files = s->reported.n };

	for (size_t i = 0; i < n_rules; i++) {
		if (!session_wants(s, rules[i]->info.id))
			continue;
		s->emitter.rule = &rules[i]->info;
		rules[i]->check(s->program, &s->emitter);
	}
	emitter_sort(&s->emitter);
	gate_apply(&gate, s->emitter.findings.items, s->emitter.findings.n, &s->counts);
}
