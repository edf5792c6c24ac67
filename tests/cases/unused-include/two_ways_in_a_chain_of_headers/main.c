//!flags -m=1
/* Of a.h nothing is used, and the unit of b.h needs none of it either. */
#include "b.h"
#include "a.h" //! missed unused-include UnusedInclude

int answer(void)
{
	return b();
}
