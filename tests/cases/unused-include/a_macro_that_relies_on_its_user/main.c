//!flags -m=1
/* Near miss: nobody else includes what SAY expands to. */
#include <stdio.h>
#include "say.h"

void greet(void)
{
	SAY("hello");
}
