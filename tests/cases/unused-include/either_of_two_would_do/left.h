#ifndef LEFT_H
#define LEFT_H
#include "base.h"
int left(void);
static inline int l(void) { return base(); }
#endif
