/* Near miss: base.h is reached on three ways, and no way leads back. */
#include "top.h"
#include "base.h"

number both(number n)
{
	return left(n) + right(n) + top(n);
}
