#include "a.h"
#include "c.h"

a_number sum(a_number a, c_number c)
{
	return a + c;
}
