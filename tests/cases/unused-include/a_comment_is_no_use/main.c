//!flags -m=1
#include "queue.h" //! missed unused-include UnusedInclude "queue.h"

/* queue_length() was called here. */
const char *name(void)
{
	return "queue_length";
}
