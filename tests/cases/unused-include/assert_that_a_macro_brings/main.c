//!flags -m=1
/* Near miss: CHECK expands to assert, and check.h leaves <assert.h> to its users. */
#include <assert.h>
#include "check.h"

void positive(int n)
{
	CHECK(n > 0);
}
