#ifndef THROUGH_H
#define THROUGH_H

#include "behind.h"

void through(void);

#endif
