//!flags -m=1
#include "clock.h" //! missed unused-include UnusedInclude "clock.h"

long never(void)
{
	return 0;
}
