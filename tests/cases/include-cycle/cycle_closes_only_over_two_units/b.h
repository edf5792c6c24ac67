#ifndef B_H
#define B_H

#ifdef B_NEEDS_A
#include "a.h"
typedef a_number b_number;
#else
typedef int b_number;
#endif

#endif
