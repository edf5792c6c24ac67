#ifndef ALL_H
#define ALL_H
#include "part.h" // IWYU pragma: export
int all(void);
#endif
