//!flags -m=1
/* As in pragma_export_makes_a_provider, but nobody passes anything on. */
#include "all.h" //! missed unused-include UnusedInclude
#include "other.h"

int answer(void)
{
	return part() + other();
}
