#include "shapes.h"  //! analysis unused-include ProvidedNames "gives 3 names: SIDES, area, square; it brings 11 lines in 2 files"
#include <stddef.h>  //! analysis unused-include ProvidedNames "gives 1 name: offsetof; it brings "
#include "unused.h"  //! missed unused-include UnusedInclude

int answer(void)
{
	return area(SIDES) + (int)offsetof(struct square, side);
}
