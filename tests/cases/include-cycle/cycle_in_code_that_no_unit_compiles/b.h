#ifndef B_H
#define B_H
#ifdef NEVER_DEFINED
#include "a.h"
#endif
typedef int b_number;
#endif
