//!flags -m=1
/* first.h tests a macro that late.h defines, but only ever sees it undefined. */
#include "first.h"
#include "late.h" //! missed unused-include UnusedInclude

int answer(void)
{
	return first();
}
