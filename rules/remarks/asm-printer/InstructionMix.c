// clang -O2
int half(int n)
{
	return n / 2; /* here */
}
