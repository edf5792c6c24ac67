#ifndef WHOLE_H
#define WHOLE_H
#include "part.h"
struct whole { struct part part; int a, b, c; };
int whole_size(struct whole *w);
#endif
