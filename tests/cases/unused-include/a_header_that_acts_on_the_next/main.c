//!flags -m=1
/* Near miss: main.c names nothing of sizes.h, but table.h does. */
#include "sizes.h"
#include "table.h"

int first(const struct table *t)
{
	return t->cells[0];
}
