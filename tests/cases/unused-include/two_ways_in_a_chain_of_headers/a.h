#ifndef A_H
#define A_H
#include "c.h"
int a(int_c x);
#endif
