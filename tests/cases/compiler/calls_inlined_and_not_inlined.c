//!flags -m=2 --remarks=run
//!args -O2
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
	int a = half(n); //! passed inline Inlined "'half' inlined into 'both'"

	return a + kept(n); //! missed inline NeverInline "noinline function attribute"
}
