#include "a.h"

a_number sum(b_number b, c_number c, d_number d)
{
	return b + c + d;
}
