/* Near miss: view.h needs no extra.h, but this unit gets extra() through it. */
#include "view.h"

int print(const struct view *v)
{
	return v->rows + extra();
}
