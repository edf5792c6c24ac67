//!flags -m=1
/* Near miss: one of both has to stay, and nothing says which. */
#include "left.h"
#include "right.h"

int answer(void)
{
	return base();
}
