/* Near miss: the two types.h are not one file. */
#include "net/types.h"

net_type sum(net_type a, disk_type b)
{
	return a + b;
}
