#ifndef OTHER_H
#define OTHER_H
#include "impl/part.h"
#include "impl/limit.h"
int other(void);
static inline int twice(void) { return part() * LIMIT; }
#endif
