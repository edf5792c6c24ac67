#include "symbols.h"

int is_first(const struct symbol *s)
{
	return s->next == 0;
}
