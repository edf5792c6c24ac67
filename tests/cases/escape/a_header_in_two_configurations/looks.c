#include <stdlib.h>
#include "take.h"

char *looks(void)
{
	char *p = malloc(8); //! analysis escape Escapes "passed to take"

	take(p); /* which of the two it is, is not told apart: both are taken to be possible */
	free(p);
	return kept;
}
