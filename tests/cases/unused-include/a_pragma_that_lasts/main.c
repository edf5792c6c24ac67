//!flags -m=1
/* Near misses: they declare nothing, and the layout of what follows depends on them. */
#include "pack_on.h"
struct wire {
	char kind;
	int length;
};
#include "pack_off.h"

unsigned long size(void)
{
	return sizeof(struct wire);
}
