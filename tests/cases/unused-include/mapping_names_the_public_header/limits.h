#ifndef MY_LIMITS_H
#define MY_LIMITS_H
#include "impl/limit.h"
int limits(void);
#endif
