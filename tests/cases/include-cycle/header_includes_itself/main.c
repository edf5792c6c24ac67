#include "self.h"

self_number twice(self_number n)
{
	return 2 * n;
}
