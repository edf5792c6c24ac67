// clang -O2
static int half(int n)
{
	return n / 2;
}

int quarter(int n)
{
	return half(n) / 2; /* here */
}
