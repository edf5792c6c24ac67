//!flags -m=1
/* Near miss: what all.h passes on counts as its own, though part.h also comes with other.h. */
#include "all.h"
#include "other.h"

int answer(void)
{
	return part() + other();
}
