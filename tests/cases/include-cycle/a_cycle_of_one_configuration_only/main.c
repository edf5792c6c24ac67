#include "log.h"

int answer(void)
{
	return log_level();
}
