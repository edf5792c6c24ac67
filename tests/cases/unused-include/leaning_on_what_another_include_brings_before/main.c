//!flags -m=1
/* leaning.h finds base_t through last.h, which comes before it and is needed. */
#include "last.h"
#include "first.h" //! missed unused-include UnusedInclude
#include "leaning.h"

int answer(void)
{
	return leaning(0) + last(0);
}
