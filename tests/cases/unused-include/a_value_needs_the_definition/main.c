//!flags -m=1
/* Near miss: the struct is copied, without its name. */
#include "name.h"
#include "full.h"

void pass_on(void)
{
	*give() = *give();
}
