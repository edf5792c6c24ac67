//!flags -m=1 --remarks=run
//!args -O2
/* Near misses: at -m=1 there are verdicts only. What was inlined, and at what cost, comes one level deeper. */
static int half(int n)
{
	return n / 2;
}

static __attribute__((noinline)) int kept(int n)
{
	return n * 3;
}

int both(int n)
{
	return half(n) + kept(n);
}
