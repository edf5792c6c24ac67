#define A_NEEDS_B
#include "a.h"

a_number first(a_number n)
{
	return n + 1;
}
