/* @generated from grammar.y */
#ifndef GRAMMAR_H
#define GRAMMAR_H

#include "symbols.h"

enum token { NAME, NUMBER };

#endif
