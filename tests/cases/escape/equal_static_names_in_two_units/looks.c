#include <stdlib.h>

static void take(char *p) { p[0] = 1; }
static struct { void (*call)(char *); } hooks = { take };

void in_looks(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	take(p);
	free(p);
}

void by_hook_in_looks(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	hooks.call(p);
	free(p);
}
