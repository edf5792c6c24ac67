//!flags -m=1
#include <stdint.h>
#include <stdlib.h>

static uintptr_t number;
void *kept;

static void count(void *p) { number = (uintptr_t)p; }

void kept_by_both(int n)
{
	char *p = malloc(8), *q; //! analysis escape Escapes "stored in global kept"

	count(p);
	p[0] = (char)n;
	q = p;
	kept = q;
}

void kept_by_the_integer(void)
{
	char *p = malloc(8); //! analysis escape Escapes "passed to count, which converts it to an integer that is kept"

	count(p);
}
