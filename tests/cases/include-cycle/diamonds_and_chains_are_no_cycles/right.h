#ifndef RIGHT_H
#define RIGHT_H
#include "base.h"
number right(number n);
#endif
