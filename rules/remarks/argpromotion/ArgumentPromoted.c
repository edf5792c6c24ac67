// clang-22 -O3
static __attribute__((noinline)) int half(const int *n)
{ /* here */
	return *n / 2;
}

int quarter(int n)
{
	return half(&n) / 2;
}
