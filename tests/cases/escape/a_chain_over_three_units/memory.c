//!flags -m=1
#include "api.h"
#include <stdlib.h>

void *take_memory(size_t n)
{
	void *p = malloc(n); //! analysis escape Escapes "returned"

	if (!p)
		exit(1);
	return p;
}

void give_back(void *p) { free(p); }
