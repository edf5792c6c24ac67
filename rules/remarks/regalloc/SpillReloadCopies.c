// clang -O2
int half(int n);

int both(int a, int b) /* here */
{
	return half(a) + half(b);
}
