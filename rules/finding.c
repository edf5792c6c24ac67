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

int finding_compare(const struct finding *a, const struct finding *b)
{
	int c = srcloc_compare(a->loc, b->loc);

	c = c ? c : strcmp(a->rule, b->rule);
	c = c ? c : strcmp(a->name, b->name);
	c = c ? c : strcmp(a->function, b->function);
	c = c ? c : message_compare(a, b);
	return c ? c : strcmp(a->config, b->config);
}
