//!flags -m=1
/* Near miss: detail.h is meant to be reached through public.h, which is so used. */
#include "other.h"
#include "public.h"

int answer(void)
{
	return detail() + other();
}
