/* The one codegen fact of a unit. */
#ifndef WHYNOT_CODEGEN_CODEGEN_FACT_H
#define WHYNOT_CODEGEN_CODEGEN_FACT_H

#include "analyzer/facts/facts.h"

/* The unit's codegen fact, added with status ok if there is none. Valid as long as the unit. */
struct fact_codegen *codegen_fact(struct unit_facts *unit);

/* Adds to the fact's reason, behind "; " if there is one already. Text of other programs is passed as an argument. */
void codegen_fact_say(struct fact_codegen *fact, struct intern *text, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
