#include "facade.h"  //! analysis unused-include IndirectInclude "include \"public.h\" instead" //! analysis unused-include ProvidedNames "gives 1 name: detail"

int answer(void)
{
	return detail(1);
}
