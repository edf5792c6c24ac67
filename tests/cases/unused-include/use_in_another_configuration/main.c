//!flags -m=1
/* Near miss: one of the two configurations in the database uses trace.h. */
#include "trace.h"

int step(int n)
{
#ifdef TRACING
	trace("step");
#endif
	return n + 1;
}
