#include "list.h"

int is_empty(const struct list *l)
{
	return l->head == 0;
}
