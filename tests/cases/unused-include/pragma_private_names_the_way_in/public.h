#ifndef PUBLIC_H
#define PUBLIC_H
#include "detail.h"
int public_one(void);
#endif
