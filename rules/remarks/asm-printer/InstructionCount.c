// clang -O2
int half(int n)
{ /* here */
	return n / 2;
}
