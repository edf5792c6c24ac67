/* The private header names this file as a friend. */
#include "facade.h"  //! analysis unused-include IndirectInclude "include \"detail.h\" instead" //! analysis unused-include ProvidedNames "gives 1 name: detail"

int from_friend(void)
{
	return detail(1);
}
