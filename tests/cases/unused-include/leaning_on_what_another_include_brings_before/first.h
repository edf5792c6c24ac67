#ifndef FIRST_H
#define FIRST_H
#include "base.h"
int first(base_t x);
#endif
