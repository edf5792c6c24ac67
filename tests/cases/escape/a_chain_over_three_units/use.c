#include "api.h"

void local(void)
{
	struct item *i = item_new(); //! missed escape HeapCouldBeStack "16 bytes"

	i->name = "a";
	item_release(i);
}

void registered(void)
{
	struct item *i = item_new(); //! analysis escape Escapes "passed to item_register, which stores it in global all"

	item_register(i);
}

int main(void)
{
	local();
	registered();
	return 0;
}
