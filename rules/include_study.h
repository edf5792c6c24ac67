/*
 * Which includes of a program nothing in it uses, as far as facts can tell. The method is on top of include_study.c; what
 * people keep on purpose is sorted out before, by the caller.
 */
#ifndef WHYNOT_RULES_INCLUDE_STUDY_H
#define WHYNOT_RULES_INCLUDE_STUDY_H

#include "rules/include_intent.h"

/*
 * Sets `refuted[i]` for each include of the program that is used in some unit, or of which it is not clear, when those of `removed`
 * are not there any more. Those that are set already are not looked at. What is left must be active, with one target, in every unit that reads its file.
 */
void include_study(const struct program *p, const struct include_intent *intent, const bool *removed, bool *refuted);

#endif
