//!flags -m=1 --include-mapping=part.imp
/* Near miss: the mapping says that names of impl/part.h are reached through part.h, and LIMIT through limits.h. */
#include "other.h"
#include "part.h"
#include "limits.h"

int answer(void)
{
	return part() + other() + LIMIT;
}
