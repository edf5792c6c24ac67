/* Which directives may be looked at at all: what people include on purpose is left out by how it is called and where it stands. */
#ifndef WHYNOT_RULES_INCLUDE_CANDIDATES_H
#define WHYNOT_RULES_INCLUDE_CANDIDATES_H

#include "rules/include_intent.h"

/* Whether the program's `i`-th include may be called unused, if nobody turns out to use it. */
bool include_may_go(const struct program *p, const struct include_intent *intent, size_t i);

/* Whether other headers may be put in the place of the program's `i`-th include. */
bool include_may_be_replaced(const struct program *p, const struct include_intent *intent, size_t i);

#endif
