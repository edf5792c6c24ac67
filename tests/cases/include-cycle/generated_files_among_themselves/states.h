/* Do not edit: make_grammar writes this file. */
#ifndef STATES_H
#define STATES_H

#include "tokens.h"

enum state { START };

#endif
