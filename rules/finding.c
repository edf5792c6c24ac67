#include "rules/finding.h"

#include "analyzer/base/strbuf.h"

#include <string.h>

const char *severity_word(enum severity s)
{
	static const char *const words[] = { "note", "warning", "error" };

	return words[s];
}

const char *finding_kind_word(enum finding_kind kind)
{
	static const char *const words[] = { "Passed", "Missed", "Analysis", "AnalysisFPCommute", "AnalysisAliasing",
					     "Failure" };

	return words[kind];
}

void finding_message(const struct finding *f, struct strbuf *out)
{
	for (size_t i = 0; i < f->n_message_args; i++)
		strbuf_adds(out, f->args[i].value);
}

/* The next byte of the joined values, or -1; there may be empty values. */
static int next_byte(const struct finding *f, size_t *arg, const char **at)
{
	while (!**at) {
		if (++*arg >= f->n_message_args)
			return -1;
		*at = f->args[*arg].value;
	}
	return (unsigned char)*(*at)++;
}

/* Compares the messages as text, however they are cut into args, without building them. */
static int message_compare(const struct finding *a, const struct finding *b)
{
	size_t arg_a = 0, arg_b = 0;
	const char *at_a = a->n_message_args ? a->args[0].value : "", *at_b = b->n_message_args ? b->args[0].value : "";
	int x, y;

	do {
		x = next_byte(a, &arg_a, &at_a);
		y = next_byte(b, &arg_b, &at_b);
	} while (x == y && x >= 0);
	return (x > y) - (x < y);
}

/* The next arg of the message that has a place of its own, or NULL. */
static const struct finding_arg *next_placed(const struct finding *f, size_t *i)
{
	while (*i < f->n_message_args)
		if (f->args[(*i)++].loc.path)
			return &f->args[*i - 1];
	return NULL;
}

/* One message can stand for several verdicts: a load is clobbered by stores in two places. */
static int arg_places_compare(const struct finding *a, const struct finding *b)
{
	size_t i = 0, k = 0;
	const struct finding_arg *x, *y;
	int c;

	do {
		x = next_placed(a, &i);
		y = next_placed(b, &k);
		if (!x || !y)
			return (x != NULL) - (y != NULL);
		c = srcloc_compare(x->loc, y->loc);
	} while (!c);
	return c;
}

int finding_compare(const struct finding *a, const struct finding *b)
{
	int c = srcloc_compare(a->loc, b->loc);

	c = c ? c : strcmp(a->rule, b->rule);
	c = c ? c : strcmp(a->name, b->name);
	c = c ? c : strcmp(a->function, b->function);
	c = c ? c : message_compare(a, b);
	c = c ? c : strcmp(a->config, b->config);
	c = c ? c : (a->kind > b->kind) - (a->kind < b->kind);
	return c ? c : arg_places_compare(a, b);
}

bool finding_is_trouble(const struct finding *f)
{
	static const char *const names[] = { "UnitFailed", "UnitHadErrors", "RemarksFailed", "ProofFailed", "ProfileUnread" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(f->category, "whynot") && !strcmp(f->name, names[i]))
			return true;
	return false;
}
