#ifndef NET_TYPES_H
#define NET_TYPES_H
#include "../disk/types.h"
typedef int net_type;
#endif
