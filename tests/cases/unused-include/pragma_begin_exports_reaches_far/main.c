//!flags -m=1
/* Near miss: all.h passes on middle.h, and that passes on part.h. */
#include "other.h"
#include "all.h"

int answer(void)
{
	return part() + other();
}
