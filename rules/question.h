/*
 * A rule may not parse, but it may ask: "what would this unit be without that directive?" The pipeline sends the questions
 * to the workers after the first linking, and the answers are in the program (unit_facts.proofs) when check() runs. All
 * questions of a unit are answered together. While an answer is no, the rule is asked for questions again: those of units whose
 * former answers took something for granted that turned out otherwise.
 */
#ifndef WHYNOT_RULES_QUESTION_H
#define WHYNOT_RULES_QUESTION_H

#include "analyzer/base/vec.h"
#include "analyzer/facts/facts.h"

struct question {
	uint32_t unit;     /* index into program.units */
	sid file;
	struct place at;   /* the directive's '#' */
};

struct question_list {
	VEC(struct question) questions;
};

#endif
