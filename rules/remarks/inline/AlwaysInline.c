// clang -O2
static inline __attribute__((always_inline)) int half(int n)
{
	return n / 2;
}

int quarter(int n)
{
	return half(n) / 2; /* here */
}
