//!flags -m=1
/* Near miss: nobody expands SAY here, but whoever does needs log.h. */
#include "log.h"

#define SAY(text) log_line(text)

int quiet(void)
{
	return 0;
}
