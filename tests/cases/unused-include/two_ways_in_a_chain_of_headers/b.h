#ifndef B_H
#define B_H
#include "c.h"
int b(void);
int b_more(int_c x);
#endif
