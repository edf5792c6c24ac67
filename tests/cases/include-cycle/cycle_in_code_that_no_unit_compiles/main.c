/* Near miss: the way back stands in code that is left out of every unit. */
#include "a.h"

a_number same(a_number n)
{
	return n;
}
