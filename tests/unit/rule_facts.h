/*
 * Facts written by hand, in the text form but readable: two or more blanks stand for the TAB between fields, and the first
 * and last line are added. A program from such units, and the findings of one rule as text.
 */
#ifndef WHYNOT_TESTS_UNIT_RULE_FACTS_H
#define WHYNOT_TESTS_UNIT_RULE_FACTS_H

#include "tests/unit/unit.h"

#include "analyzer/facts/facts_text.h"
#include "analyzer/program/link.h"
#include "rules/escape_models.h"
#include "rules/rule.h"

#include <string.h>

static inline void write_facts(const char *unit, struct strbuf *out)
{
	strbuf_clear(out);
	strbuf_addf(out, "whynot-facts\t%d\n", FACTS_TEXT_VERSION);
	for (const char *p = unit; *p;) {
		size_t blanks = strspn(p, " ");

		if (blanks > 1) {
			strbuf_addc(out, '\t');
			p += blanks;
		} else {
			strbuf_addc(out, *p++);
		}
	}
	strbuf_adds(out, "end\t0\n");
}

static inline void add_unit(struct linker *l, const char *unit)
{
	struct strbuf facts = STRBUF_INIT;
	struct error e = ERROR_INIT;

	write_facts(unit, &facts);
	if (linker_add(l, "test", facts.text, facts.len, &e) < 0)
		fail_msg("%s", e.text.text);
	strbuf_release(&facts);
	error_release(&e);
}

/* Links units up to a NULL. */
static inline struct program *link_units(struct intern *text, const char *const *units, bool complete)
{
	struct linker *l;

	intern_init(text);
	l = linker_new(text);
	for (; *units; units++)
		add_unit(l, *units);
	return linker_finish(l, complete);
}

static inline void unlink_units(struct program *p, struct intern *text)
{
	program_free(p);
	intern_release(text);
}

static inline void add_proofs(struct program *p, size_t unit, const char *text)
{
	struct strbuf facts = STRBUF_INIT;
	struct error e = ERROR_INIT;

	write_facts(text, &facts);
	if (program_add_proofs(p, unit, facts.text, facts.len, &e) < 0)
		fail_msg("%s", e.text.text);
	strbuf_release(&facts);
	error_release(&e);
}

static inline void write_finding(const struct finding *f, struct strbuf *out)
{
	strbuf_addf(out, "%s:%u:%u: %s: ", f->loc.path, f->loc.line, f->loc.col, f->name);
	finding_message(f, out);
	if (*f->config)
		strbuf_addf(out, " {%s}", f->config);
	strbuf_addc(out, '\n');
	for (size_t i = f->n_message_args; i < f->n_args; i++)
		if (strcmp(f->args[i].key, "String"))
			strbuf_addf(out, "  %s:%u:%u: %s: %s\n", f->args[i].loc.path, f->args[i].loc.line, f->args[i].loc.col,
				    f->args[i].key, f->args[i].value);
}

/* Replaces `out` with the rule's findings, a line each and one for each of their steps. */
static inline void judge(const struct program *p, const char *rule, struct strbuf *out)
{
	const struct rule *r = rule_find(rule);
	struct models models = { .n = 0 };
	const struct rule_settings settings = { .models = &models };
	struct arena memory = { 0 };
	struct emitter e;

	assert_non_null(r);
	models_read_own(&models);
	emitter_init(&e, &memory);
	rule_check(r, p, &settings, &e);
	emitter_sort(&e);
	strbuf_clear(out);
	for (size_t i = 0; i < e.findings.n; i++)
		write_finding(&e.findings.items[i], out);
	emitter_release(&e);
	arena_release(&memory);
	models_release(&models);
}

/* What the rule finds in units up to a NULL has to be exactly this. */
static inline void expect_findings(const char *rule, const char *const *units, const char *expected)
{
	struct intern text;
	struct program *p = link_units(&text, units, true);
	struct strbuf found = STRBUF_INIT;

	judge(p, rule, &found);
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	unlink_units(p, &text);
}

#define UNITS(...) (const char *const[]){ __VA_ARGS__, NULL }

#endif
