//!flags -m=1
/* Near miss: without first.h, base.h would come too late for leaning.h. */
#include "first.h"
#include "leaning.h"
#include "last.h"

int answer(void)
{
	return leaning(0) + last(0);
}
