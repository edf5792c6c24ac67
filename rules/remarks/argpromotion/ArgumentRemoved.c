// clang-22 -O3
/* Once inlined, half() does not look at what `at` points to. */
static int half(int n, const int *at, int look)
{
	return look ? *at : n / 2;
}

static __attribute__((noinline)) int quarter(int n, const int *at)
{ /* here */
	return half(n, at, 0) / 2;
}

int either(int n, int m)
{
	return half(n, &m, m) + quarter(n, &m);
}
