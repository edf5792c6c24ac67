//!flags -m=1
/* Near miss: macros act on what comes behind them in more ways than a use shows, so such headers are left alone. */
#include "units.h"

int distance(void)
{
	return 5;
}
