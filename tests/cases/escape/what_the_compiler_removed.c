//!flags -m=1 --remarks=run
//!args -O2
/* Only where no call is left on the line of the machine code is it said that the compiler did it. */
#include <stdlib.h>

int removed(int n)
{
	int *p = malloc(sizeof *p); //! passed escape RemovedByCompiler "removed by the compiler"
	int r;

	if (!p)
		return 0;
	*p = n;
	r = *p + 1;
	free(p);
	return r;
}

void look(const char *p);
static int __attribute__((noinline)) sum(const char *p, int n)
{
	int r = 0;

	while (n--)
		r += *p++;
	return r;
}

int left(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack
	int r;

	for (int i = 0; i < 8; i++)
		p[i] = (char)(n + i);
	r = sum(p, 8);
	free(p);
	return r;
}
