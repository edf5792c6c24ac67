#include "api.h"

static struct item *all;

struct item *item_new(void)
{
	struct item *i = take_memory(sizeof *i); //! analysis escape Escapes "returned"

	i->next = NULL;
	i->name = NULL;
	return i;
}

void item_release(struct item *i) { give_back(i); }

void item_register(struct item *i)
{
	i->next = all;
	all = i;
}
