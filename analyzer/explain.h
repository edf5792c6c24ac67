/* `whynot explain`: what rules, findings and the compiler's remarks mean, from the rules' own declarations. */
#ifndef WHYNOT_ANALYZER_EXPLAIN_H
#define WHYNOT_ANALYZER_EXPLAIN_H

#include "analyzer/base/error.h"
#include "analyzer/base/out.h"

#include <stdbool.h>

/*
 * Writes everything that `what` names, upper or lower case alike: a rule, a finding (Name or rule/Name), a remark of the
 * compiler's (Name or pass/Name), a pass of the compiler's. Below 0 if it names nothing; the error then has the nearest names.
 */
int explain(const char *what, struct out *o, struct error *e);

/* Writes all rules and names, a line each with its level. */
void explain_list(struct out *o);

/* Whether the compiler has a pass of this name, for --only. Upper and lower case are told apart, as findings do. */
bool explain_knows_pass(const char *pass);

#endif
