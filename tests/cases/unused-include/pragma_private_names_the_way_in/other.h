#ifndef OTHER_H
#define OTHER_H
#include "detail.h"
int other(void);
static inline int twice(void) { return detail() * 2; }
#endif
