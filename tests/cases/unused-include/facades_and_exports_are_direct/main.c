//!flags -m=3
/* Near miss: the first only includes, the second says that it exports, the third is this file's own. */
#include "all.h"    //! analysis unused-include ProvidedNames "gives 1 name: one"
#include "two.h"    //! analysis unused-include ProvidedNames "gives 1 name: two_more"
#include "main.h"   //! analysis unused-include ProvidedNames "gives 1 name: three"

int answer(void)
{
	return one() + two_more() + three();
}
