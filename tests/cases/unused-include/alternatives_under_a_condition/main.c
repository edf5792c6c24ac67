//!flags -m=1
/* Near miss: the other branch's include is not read here, so neither line stands on its own. */
#ifdef SLOW
#include "slow.h"
#else
#include "fast.h"
#endif

int run(void)
{
	return 1;
}
