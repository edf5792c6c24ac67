#ifndef OTHER_H
#define OTHER_H
#include "part.h"
int other(void);
static inline int twice(void) { return part() * 2; }
#endif
