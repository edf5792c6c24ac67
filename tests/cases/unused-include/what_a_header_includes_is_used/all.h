#ifndef ALL_H
#define ALL_H

#include "base.h"

int something_else(void);

#endif
