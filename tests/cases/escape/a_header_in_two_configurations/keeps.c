//!flags -m=1
#include <stdlib.h>
#define KEEP
#include "take.h"

char *keeps(void)
{
	take(malloc(8)); //! analysis escape Escapes "passed to take"
	return kept;
}
