#ifndef ALL_H
#define ALL_H
// IWYU pragma: begin_exports
#include "middle.h"
// IWYU pragma: end_exports
int all(void);
#endif
