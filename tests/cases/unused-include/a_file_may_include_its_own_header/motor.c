//!flags -m=1
/* Near miss: a source and its header belong together, used or not. */
#include "motor.h"

int motor_speed(void)
{
	return 3;
}
