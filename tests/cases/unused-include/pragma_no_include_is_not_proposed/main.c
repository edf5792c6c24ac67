/* Near miss of only_what_it_includes_is_used: somebody does not want detail.h here. */
// IWYU pragma: no_include "detail.h"
#include "facade.h"  //! analysis unused-include ProvidedNames "gives 1 name: detail"

int answer(void)
{
	return detail(1);
}
