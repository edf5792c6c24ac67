/* What the writer and the reader of the text form share; for these two files only. */
#ifndef WHYNOT_FACTS_FACTS_TEXT_PRIVATE_H
#define WHYNOT_FACTS_FACTS_TEXT_PRIVATE_H

#include "analyzer/facts/facts.h"

#include <string.h>

/* All schemas at hand: fact_schema() makes one anew at each call. */
struct schema_table {
	struct fact_schema kinds[n_FACT_KIND];
};

static inline void schema_table_init(struct schema_table *t)
{
	for (enum fact_kind k = 0; k < n_FACT_KIND; k++)
		t->kinds[k] = fact_schema(k);
}

static inline size_t count_lines(const char *p, const char *end)
{
	size_t n = 0;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		n++;
		p++;
	}
	return n;
}

#endif
