//!flags --remarks=run --only=contract
//!args -O2
#include <stdlib.h>

static inline int small(int x)
{
	return x + 1;
}

void triple(int *restrict to, const int *restrict from, int n)
{
	for (int i = 0; i < n; i++) /* whynot: expect vectorized */
		to[i] = from[i] * 3;
}

// whynot: expect inlined(small), no-alloc, branches<=0
int call(int x)
{
	return small(x);
}

/* whynot: expect no-alloc: the compiler removes it */
int removed(int x)
{
	int *p = malloc(sizeof *p);

	*p = x;
	x = *p + 1;
	free(p);
	return x;
}
