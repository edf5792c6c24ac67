#ifndef SHAPES_H
#define SHAPES_H
#define SIDES 4
struct square { int side; };
#include "part.h"  //! missed unused-include UnusedInclude
int area(int sides);
#endif
