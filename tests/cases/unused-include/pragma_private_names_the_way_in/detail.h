#ifndef DETAIL_H
#define DETAIL_H
// IWYU pragma: private, include "public.h"
int detail(void);
#endif
