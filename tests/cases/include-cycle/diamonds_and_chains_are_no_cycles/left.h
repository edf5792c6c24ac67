#ifndef LEFT_H
#define LEFT_H
#include "base.h"
number left(number n);
#endif
