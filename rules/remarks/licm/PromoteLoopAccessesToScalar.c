// clang -O2
void count(int *sum, int n)
{
	for (int i = 0; i < n; i++)
		*sum += i & n >> 1; /* here */
}
