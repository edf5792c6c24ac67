/*
 * A rule may not parse, but it may ask: "what would this unit be without that directive, or with others in its place?" The pipeline sends the questions
 * to the workers after the first linking, and the answers are in the program (unit_facts.proofs) when check() runs. All
 * questions of a unit are answered together. The rule is asked again until it has no more questions: of units whose former answers
 * took something for granted that turned out otherwise, and about what former answers make possible.
 */
#ifndef WHYNOT_RULES_QUESTION_H
#define WHYNOT_RULES_QUESTION_H

#include "analyzer/base/vec.h"
#include "analyzer/facts/facts.h"

struct question {
	uint32_t unit;     /* index into program.units */
	uint32_t stage;    /* what is asked for in an earlier stage is tried first, and later ones on top of it */
	sid file;
	struct place at;   /* the directive's '#' */
	sid instead;       /* headers to include in its place, with their delimiters, one a line; none: nothing */
};

struct question_list {
	VEC(struct question) questions;
};

#endif
