// clang -O2
int half(int n); /* defined in another file */

int quarter(int n)
{
	return half(n) / 2; /* here */
}
