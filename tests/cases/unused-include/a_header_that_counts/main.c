//!flags -m=1
/* Near miss: without the header the counter stands one lower here. */
#include "ids.h"

int number(void)
{
	return __COUNTER__;
}
