//!flags -m=1
/* A pointer is passed on, so who defines the struct does not matter; name.h has declared it. */
#include "name.h"
#include "full.h" //! missed unused-include UnusedInclude

void pass_on(void)
{
	take(give());
}
