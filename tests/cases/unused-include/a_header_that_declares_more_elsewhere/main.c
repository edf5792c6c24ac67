//!flags -m=1
/* Near misses: what these headers declare in code that is skipped here is called here, or in code that is skipped, too. */
#include <string.h>
#include "missing_functions.h"
#include "tracing.h"
#include "colors.h" //! missed unused-include UnusedInclude "colors.h"

char *last(char *path)
{
#ifdef TRACING
	TRACE_ENTER(path);
#endif
	return strrchr(path, '/');
}
