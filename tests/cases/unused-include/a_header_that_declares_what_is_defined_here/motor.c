//!flags -m=1
/* Near misses: whoever defines what a header declares needs it, to be told when the two differ. */
#include "api.h"
#include "hidden.h"

int gear = 1;

int speed(void)
{
	return gear * 30;
}

int secret(void)
{
	return 7;
}
