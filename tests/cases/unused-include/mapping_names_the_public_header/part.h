#ifndef PART_H
#define PART_H
#include "impl/part.h"
int part_more(void);
#endif
