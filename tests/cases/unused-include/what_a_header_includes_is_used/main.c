//!flags -m=1
/* Near miss: nothing of all.h itself is used, but without it there would be no struct base. */
#include "all.h"

int n(const struct base *b)
{
	return b->n;
}
