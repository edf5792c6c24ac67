#ifndef A_H
#define A_H
#include "b.h"
typedef b_number a_number;
#endif
