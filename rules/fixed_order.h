/*
 * Records whose order of members somebody counts on. C 6.5.2.3: structs that share a union may be read through each other's
 * common first members. Members that one macro declares are how C writes such a common beginning.
 */
#ifndef WHYNOT_RULES_FIXED_ORDER_H
#define WHYNOT_RULES_FIXED_ORDER_H

#include "analyzer/program/program.h"

struct fixed_order {
	const struct program *program;
	bool *in_union;            /* by sid: a record of this name shares a union with another one */
};

/* Reads all unions. Release it. */
void fixed_order_init(struct fixed_order *f, const struct program *p);
void fixed_order_release(struct fixed_order *f);

/* True if the record is one, or if attributes shape it or a member. `fields` are its own. */
bool is_order_fixed(const struct fixed_order *f, const struct fact_record *r, const struct fact_field *fields);

#endif
