//!flags --remarks=run --only=contract
//!args -O2
#include <stdlib.h>

int helper(int x);

static inline int small(int x)
{
	return x + 1;
}

void chain(int *v, int n)
{
	/* whynot: expect vectorized */
	for (int i = 1; i < n; i++) //! missed contract ContractBroken "expected vectorized, but: loop not vectorized"
		v[i] += v[i - 1] * 3;
}

/* whynot: expect inlined(helper), inlined(small) */
int call(int x)
{
	return helper(x) + small(x); //! missed contract ContractBroken "expected inlined(helper), but: "
}

int *fresh(void) /* whynot: expect no-alloc */
{
	return malloc(sizeof(int)); //! missed contract ContractBroken "expected no-alloc, but the code calls malloc"
}

// whynot: expect branches<=0
int branches(const int *v, int n) //! missed contract ContractBroken "expected branches<=0, but the number of conditional jumps is "
{
	for (int i = 0; i < n; i++)
		if (helper(v[i]))
			return i;
	return -1;
}

/* The comment is about the next line, not about the one behind it. */
/* whynot: expect no-alloc */
int none(void) { return 0; }
char *some(void) { return malloc(3); }

/* whynot: expect no-alloc */
char *again(void) { return malloc(4); } //! missed contract ContractBroken "expected no-alloc, but the code calls malloc"
int nothing(void) { return 1; }
