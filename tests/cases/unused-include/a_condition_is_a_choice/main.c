//!flags -m=1
/* Near misses: somebody chose when these are read. Neither is used here. */
#define FAST
#ifdef FAST
#include "fast.h"
#endif

#if 1
# include "slow.h"
#endif

int run(void)
{
	return 1;
}
