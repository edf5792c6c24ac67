//!flags -m=1
/* Near miss: reader.h does not include what it needs, so main.c has to. */
#include "raw.h"
#include "reader.h"

int both(int n)
{
	return read_twice(n);
}
