#ifndef MIDDLE_H
#define MIDDLE_H
#include "part.h" // IWYU pragma: export
int middle(void);
#endif
