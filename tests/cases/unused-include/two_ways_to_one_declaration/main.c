//!flags -m=1
/* Each name is taken from where it is declared: main.c needs both, though deep() would come through wrapper.h as well. */
#include "deep.h"
#include "wrapper.h"

int both(void)
{
	return deep() + wrapped();
}
