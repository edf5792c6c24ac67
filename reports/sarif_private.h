/*
 * The rules of a SARIF run, each once: what a result says of its rule, and what the run says of it. And which
 * findings make one result. Private to sarif*.c.
 */
#ifndef WHYNOT_REPORTS_SARIF_PRIVATE_H
#define WHYNOT_REPORTS_SARIF_PRIVATE_H

#include "analyzer/base/intern.h"
#include "analyzer/base/vec.h"
#include "reports/report.h"

#include <jansson.h>

struct sarif_rules {
	const struct report *report;
	struct intern ids;        /* "rule/Name"; a rule's index is its id's number less one */
	json_t *list;
};

void sarif_rules_init(struct sarif_rules *s, const struct report *r);

/* Puts ruleId and ruleIndex into the result; a rule that was not met before is added to the run's. */
void sarif_rules_put(struct sarif_rules *s, const struct finding *f, json_t *result);

/* The run's rules, handed to the caller; `s` is released. */
json_t *sarif_rules_take(struct sarif_rules *s);

struct sarif_heat {
	const struct report *report;
	const struct finding *like;   /* whose source `most` is of; NULL: not known yet */
	uint64_t most;
};

/* Puts rank and properties into the result if something is known of its heat. */
void sarif_heat_put(struct sarif_heat *h, const struct finding *const *group, size_t n, json_t *result);

/* Findings of one rule on one line, at the place of the first. */
struct sarif_group {
	const struct finding **findings;
	size_t n;
	const struct report_silent *silent; /* the first of them, if they are not shown; else NULL */
	size_t order;
};

struct sarif_groups {
	VEC(struct sarif_group) list;
	const struct finding **findings;  /* of all groups, one after the other */
	size_t n;
};

/*
 * Fills `g`, which points into the report. If there are more than `most` groups, the worst `most` - 1 come first, in the order of
 * their places. Returns how many are to be written.
 */
size_t sarif_groups_make(struct sarif_groups *g, const struct report *r, size_t most);
void sarif_groups_release(struct sarif_groups *g);

#endif
