#include "facade.h"  //! analysis unused-include IndirectInclude "only what \"facade.h\" includes is used; include \"detail.h\" and <string.h> instead: it gives 2 names: detail, strlen"
//!^ analysis unused-include ProvidedNames "gives 2 names: detail, strlen"

int answer(void)
{
	return detail((int)strlen("x"));
}
