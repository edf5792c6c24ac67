/*
 * Suppressing comments are facts of the files that they stand in; the gate knows their grammar. Before the gate lets anything
 * through, each finding is shown to them once, so that those that are of no use are known, whatever level or file was asked for.
 */
#include "analyzer/session.h"

#include "rules/compiler_names.h"

#include <string.h>
#include <time.h>

/* Every word that a rule, a pass or a finding may be called by. */
static size_t known_words(struct session *s, const char *const **words)
{
	size_t n = 0, most = 3 * n_compiler_names;
	const char **list;

	for (size_t i = 0; i < n_rules; i++)
		most += 1 + 3 * rules[i]->info.n_names;
	list = ARENA_ARRAY(&s->memory, const char *, most);
	for (size_t i = 0; i < n_rules; i++) {
		const struct rule_info *r = &rules[i]->info;

		list[n++] = r->id;
		for (size_t k = 0; k < r->n_names; k++) {
			list[n++] = r->names[k].name;
			list[n++] = arena_printf(&s->memory, "%s/%s", r->id, r->names[k].name);
			list[n++] = arena_printf(&s->memory, "%s.%s", r->id, r->names[k].name);
		}
	}
	for (size_t i = 0; i < n_compiler_names; i++) {
		list[n++] = compiler_names[i].pass;
		list[n++] = compiler_names[i].name;
		list[n++] = arena_printf(&s->memory, "%s/%s", compiler_names[i].pass, compiler_names[i].name);
	}
	*words = list;
	return n;
}

/* Proofs need the sources, remarks the compiler: a rule that could not find anything does not make a comment useless. */
size_t session_rules_that_ran(struct session *s, const char *const **ids)
{
	const char **list = ARENA_ARRAY(&s->memory, const char *, n_rules + n_compiler_names);
	bool has_remarks = s->options->remarks != CODEGEN_OFF && s->options->command != COMMAND_LINK;
	size_t n = 0;

	for (size_t i = 0; i < n_rules; i++) {
		const struct rule *r = rules[i];
		bool needs_sources = r->ask && s->options->command == COMMAND_LINK;

		if (session_wants(s, r->info.id) && !needs_sources && (has_remarks || strcmp(r->info.id, "compiler")))
			list[n++] = r->info.id;
	}
	/* The compiler's table is in the order of passes. */
	for (size_t i = 0; has_remarks && s->program->n_remarks_read && i < n_compiler_names; i++)
		if (!i || strcmp(compiler_names[i].pass, compiler_names[i - 1].pass))
			list[n++] = compiler_names[i].pass;
	*ids = list;
	return n;
}

/* SOURCE_DATE_EPOCH is what builds that must not depend on the day agree on. */
static void write_today(char today[11])
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");
	time_t now = fixed && *fixed ? (time_t)strtoll(fixed, NULL, 10) : time(NULL);
	struct tm date = { 0 };

	gmtime_r(&now, &date);
	if (!strftime(today, 11, "%Y-%m-%d", &date))
		today[0] = '\0';
}

static void add_comments(const struct program *p, struct suppressions *to)
{
	for (size_t i = 0; i < p->n_variants; i++) {
		const struct file_facts *f = &p->variants[i].facts;

		for (size_t k = 0; k < f->comments.n; k++) {
			const struct fact_comment *c = &f->comments.items[k];

			suppressions_add(to, &(struct suppress_comment){
				.at = program_srcloc(p, p->files[p->variants[i].file].path, c->at), .end_line = c->end.line,
				.is_alone = c->flags & COMMENT_FLAG_ALONE, .text = program_text(p, c->text) });
		}
	}
}

void session_read_comments(struct session *s)
{
	char today[11];

	write_today(today);
	s->suppressions = suppressions_new();
	add_comments(s->program, s->suppressions);
	suppressions_close(s->suppressions, today);
}

void session_judge_comments(struct session *s)
{
	struct suppress_context context = { .is_whole = s->program->complete && !s->program->n_unproven && !s->n_left_out };
	const struct rule *own = rule_find("whynot");

	if (!own || !session_wants(s, own->info.id))
		return;
	for (size_t i = 0; i < s->emitter.findings.n; i++)
		suppressions_match(s->suppressions, &s->emitter.findings.items[i]);
	context.n_known = known_words(s, &context.known);
	context.n_ran = session_rules_that_ran(s, &context.ran);
	s->emitter.rule = &own->info;
	suppressions_judge(s->suppressions, &context, &s->emitter);
	emitter_sort(&s->emitter);
}
