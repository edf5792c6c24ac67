#define B_NEEDS_A
#include "b.h"

b_number second(b_number n)
{
	return n + 2;
}
