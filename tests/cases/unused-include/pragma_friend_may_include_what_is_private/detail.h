#ifndef DETAIL_H
#define DETAIL_H
// IWYU pragma: private, include "public.h"
// IWYU pragma: friend ".*friend[.]c"
int detail(int x);
#endif
