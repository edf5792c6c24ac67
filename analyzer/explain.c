/*
 * Three kinds of things have names: rules, their findings, and the compiler's remarks. All are looked through for each
 * question, since one word can mean several. Suggestions come by edit distance.
 */
#include "analyzer/explain.h"

#include "analyzer/base/nearest.h"
#include "rules/compiler_examples.h"
#include "rules/compiler_names.h"
#include "rules/rule.h"

#include <string.h>
#include <strings.h>

enum { WIDTH = 100, MOST_SUGGESTIONS = 3, LONGEST_NAME = NEAREST_LONGEST };

/* ---- text ------------------------------------------------------------------------------------------------------------ */

/* Writes one paragraph up to `end`, broken at blanks. Line feeds in it are blanks. */
static void write_paragraph(struct out *o, const char *indent, const char *at, const char *end)
{
	size_t margin = strlen(indent), col = 0;

	while (at < end) {
		size_t blanks = strspn(at, " \n"), len = strcspn(at + blanks, " \n");

		at += blanks;
		if (at >= end)
			break;
		if (col && col + 1 + len > WIDTH) {
			out_putc(o, '\n');
			col = 0;
		}
		if (col)
			out_putc(o, ' ');
		else
			out_puts(o, indent);
		col += col ? 1 + len : margin + len;
		out_write(o, at, len);
		at += len;
	}
	out_putc(o, '\n');
}

/* Paragraphs are separated by an empty line. */
static void write_wrapped(struct out *o, const char *indent, const char *text)
{
	for (;;) {
		const char *end = strstr(text, "\n\n");

		write_paragraph(o, indent, text, end ? end : text + strlen(text));
		if (!end)
			return;
		out_putc(o, '\n');
		text = end + strspn(end, "\n");
	}
}

/* One entry of a list of names: "  -m=2  Name  summary", the summary wrapped under itself if it is long. */
static void write_name(struct out *o, const char *pass, const char *name, int level, enum severity severity, const char *summary)
{
	out_printf(o, "  %s%s%s", pass ? pass : "", pass ? "/" : "", name);
	if (severity != SEVERITY_NOTE && level <= 1)
		out_printf(o, "  (%s, always)\n", severity_word(severity));
	else
		out_printf(o, "  (%s, -m=%d)\n", severity_word(severity), level);
	write_wrapped(o, "      ", summary);
}

static void write_compiler_name(struct out *o, const struct compiler_name *n)
{
	write_name(o, n->pass, n->name, n->level, SEVERITY_NOTE, n->summary);
}

static void write_names(struct out *o, const struct rule_info *r)
{
	for (size_t i = 0; i < r->n_names; i++)
		write_name(o, r->id, r->names[i].name, r->names[i].level, r->names[i].severity, r->names[i].summary);
}

/* ---- questions --------------------------------------------------------------------------------------------------------- */

/* The compiler's rule has LLVM's names, which are a table of their own. */
static bool is_compiler(const struct rule_info *r)
{
	return !strcmp(r->id, "compiler");
}

/* Whether `what` is `name` or `group`/`name`. */
static bool is_named(const char *what, const char *group, const char *name)
{
	size_t len = strlen(group);

	if (!strcasecmp(what, name))
		return true;
	return !strncasecmp(what, group, len) && what[len] == '/' && !strcasecmp(what + len + 1, name);
}

/* An empty line between one answer and the next. */
static void begin_answer(struct out *o, size_t *n_answers)
{
	if ((*n_answers)++)
		out_putc(o, '\n');
}

static void explain_rule(const struct rule_info *r, struct out *o)
{
	out_printf(o, "%s: %s\n\n", r->id, r->title);
	write_wrapped(o, "", r->explain);
	out_puts(o, "\nFindings:\n");
	write_names(o, r);
	for (size_t i = 0; is_compiler(r) && i < n_compiler_names; i++)
		write_compiler_name(o, &compiler_names[i]);
}

/* Indented, under its compiler and flags. Tabs stay: who copies it gets what was compiled. */
static void write_example(struct out *o, const char *text)
{
	size_t head = strcspn(text, "\n");

	out_printf(o, "\nExample for %.*s:\n\n", (int)(head - strlen("// ")), text + strlen("// "));
	for (const char *at = text + head + 1; *at;) {
		size_t len = strcspn(at, "\n");

		out_printf(o, "%s%.*s\n", len ? "    " : "", (int)len, at);
		at += len + (at[len] == '\n');
	}
}

static void explain_remark(const struct compiler_name *n, struct out *o)
{
	const char *example = compiler_example_find(n->pass, n->name);

	write_compiler_name(o, n);
	if (*n->explain) {
		out_putc(o, '\n');
		write_wrapped(o, "", n->explain);
	}
	if (example)
		write_example(o, example);
}

/* A finding without a text of its own is explained by its rule. */
static void explain_finding(const struct rule_info *r, const struct rule_name *n, struct out *o)
{
	write_name(o, r->id, n->name, n->level, n->severity, n->summary);
	out_putc(o, '\n');
	write_wrapped(o, "", r->explain);
}

static void explain_in_rules(const char *what, struct out *o, size_t *n_answers)
{
	for (size_t i = 0; i < n_rules; i++) {
		const struct rule_info *r = &rules[i]->info;

		if (!strcasecmp(what, r->id)) {
			begin_answer(o, n_answers);
			explain_rule(r, o);
		}
		for (size_t k = 0; k < r->n_names; k++) {
			if (is_named(what, r->id, r->names[k].name)) {
				begin_answer(o, n_answers);
				explain_finding(r, &r->names[k], o);
			}
		}
	}
}

static void explain_in_compiler(const char *what, struct out *o, size_t *n_answers)
{
	bool in_pass = false;

	for (size_t i = 0; i < n_compiler_names; i++) {
		const struct compiler_name *n = &compiler_names[i];

		if (!strcasecmp(what, n->pass)) {
			if (!in_pass) {
				begin_answer(o, n_answers);
				out_printf(o, "%s: remarks of this pass of the compiler's\n\nFindings:\n", n->pass);
			}
			in_pass = true;
			write_compiler_name(o, n);
		} else if (is_named(what, n->pass, n->name) || is_named(what, "compiler", n->name)) {
			begin_answer(o, n_answers);
			explain_remark(n, o);
		}
	}
}

bool explain_knows_pass(const char *pass)
{
	for (size_t i = 0; i < n_compiler_names; i++)
		if (!strcmp(pass, compiler_names[i].pass))
			return true;
	return false;
}

/* ---- suggestions --------------------------------------------------------------------------------------------------------- */

struct suggestion {
	char text[LONGEST_NAME];
	size_t distance;
};

struct suggestions {
	struct suggestion best[MOST_SUGGESTIONS];
	size_t n;
};

/* Keeps the nearest ones, of equally near ones those that came first. */
static void suggest(struct suggestions *s, const char *what, const char *group, const char *name)
{
	struct suggestion new;
	size_t at;
	int len = snprintf(new.text, sizeof new.text, "%s%s%s", group ? group : "", group ? "/" : "", name);

	if (len < 0 || (size_t)len >= sizeof new.text)
		return;
	/* Who asks without a group misspelled the name, not the group. */
	new.distance = edit_distance(what, strchr(what, '/') ? new.text : name);
	if (!is_near(what, new.distance))
		return;
	for (at = 0; at < s->n; at++) {
		if (!strcmp(s->best[at].text, new.text))
			return;
		if (new.distance < s->best[at].distance)
			break;
	}
	if (at == MOST_SUGGESTIONS)
		return;
	s->n += s->n < MOST_SUGGESTIONS;
	memmove(&s->best[at + 1], &s->best[at], (s->n - at - 1) * sizeof *s->best);
	s->best[at] = new;
}

static int fail_with_suggestions(const char *what, struct error *e)
{
	struct suggestions s = { .n = 0 };

	for (size_t i = 0; strlen(what) < LONGEST_NAME && i < n_rules; i++) {
		const struct rule_info *r = &rules[i]->info;

		suggest(&s, what, NULL, r->id);
		for (size_t k = 0; k < r->n_names; k++)
			suggest(&s, what, r->id, r->names[k].name);
	}
	for (size_t i = 0; strlen(what) < LONGEST_NAME && i < n_compiler_names; i++) {
		suggest(&s, what, NULL, compiler_names[i].pass);
		suggest(&s, what, compiler_names[i].pass, compiler_names[i].name);
	}
	error_set(e, "explain: there is no rule, finding or remark '%.*s'", LONGEST_NAME, what);
	for (size_t i = 0; i < s.n; i++)
		strbuf_addf(&e->text, "%s%s", i ? ", " : "; nearest: ", s.best[i].text);
	if (!s.n)
		strbuf_adds(&e->text, "; whynot explain lists them all");
	return -1;
}

int explain(const char *what, struct out *o, struct error *e)
{
	size_t n_answers = 0;

	explain_in_rules(what, o, &n_answers);
	explain_in_compiler(what, o, &n_answers);
	return n_answers ? 0 : fail_with_suggestions(what, e);
}

void explain_list(struct out *o)
{
	for (size_t i = 0; i < n_rules; i++) {
		const struct rule_info *r = &rules[i]->info;

		out_printf(o, "%s%s: %s\n", i ? "\n" : "", r->id, r->title);
		write_names(o, r);
		for (size_t k = 0; is_compiler(r) && k < n_compiler_names; k++)
			write_compiler_name(o, &compiler_names[k]);
	}
	out_puts(o, "\n'always' is shown without -m, the others from the level named. whynot explain NAME says more.\n");
}
