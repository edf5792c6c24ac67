//!flags -m=1
#include "color.h" //! missed unused-include UnusedInclude "color.h"
#include "point.h"

int area(const struct point *p)
{
	return p->x * p->y;
}
