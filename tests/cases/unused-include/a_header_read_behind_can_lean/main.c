//!flags -m=1
/* Near miss: behind.h sees the macro that early.h defines. */
#include "early.h"
#include "behind.h"

int answer(void)
{
	return behind();
}
