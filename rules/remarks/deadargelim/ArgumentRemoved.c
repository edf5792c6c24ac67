// clang-22 -O2
static __attribute__((noinline)) int half(int n, int unused)
{ /* here */
	return n / 2;
}

int quarter(int n)
{
	return half(n, n + 1) / 2;
}
