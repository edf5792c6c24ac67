//!flags -m=1
/* Near miss: PRIu32 stands in a string, int32_t in _Generic. */
#include <inttypes.h>
#include <stdio.h>
#include "kind.h"

void show(unsigned n)
{
	printf("%" PRIu32 " %d\n", n, _Generic(n, kind_t: 1, default: 0));
}
