//!flags -m=1
/* say() uses puts, but that is say.h's business: it includes <stdio.h> itself. */
#include <stdio.h> //! missed unused-include UnusedInclude
#include "say.h"

void greet(void)
{
	SAY("hello");
}
