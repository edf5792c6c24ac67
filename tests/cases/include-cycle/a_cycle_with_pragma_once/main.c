#include "a.h"

int answer(struct a *a)
{
	return a->x;
}
