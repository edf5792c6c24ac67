#ifndef ALL_H
#define ALL_H
#include "part.h"
int all(void);
static inline int thrice(void) { return part() * 3; }
#endif
