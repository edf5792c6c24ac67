//!flags -m=1
/* Near miss: the second declaration says the same, but the header's is what it has to agree with. */
#include "sine.h"

double sine(double x);

double twice(double x)
{
	return 2 * sine(x);
}
