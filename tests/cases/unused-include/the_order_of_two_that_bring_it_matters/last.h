#ifndef LAST_H
#define LAST_H
#include "base.h"
int last(base_t x);
#endif
