#ifndef TOP_H
#define TOP_H
#include "left.h"
#include "right.h"
#include "base.h"
number top(number n);
#endif
