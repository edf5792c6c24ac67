//!flags -m=1
/* say.h would need <stdio.h> for SAY, but this file does not say anything. */
#include <stdio.h> //! missed unused-include UnusedInclude
#include "say.h"

void greet(void)
{
	say();
}
