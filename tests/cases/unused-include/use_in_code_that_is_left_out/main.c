//!flags -m=1
/* Near misses: another configuration would use them. */
#include "windows_part.h"
#include "debug_part.h"

int start(int n)
{
#ifdef ON_WINDOWS
	return windows_only();
#elif 0
	dump(n);
#endif
	return n;
}
