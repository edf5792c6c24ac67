#ifndef RIGHT_H
#define RIGHT_H
#include "base.h"
int right(void);
static inline int r(void) { return base(); }
#endif
