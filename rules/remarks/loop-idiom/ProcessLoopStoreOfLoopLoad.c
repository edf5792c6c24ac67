// clang -O2
void copy(long *restrict to, const long *restrict from, int n)
{
	for (int i = 0; i < n; i++)
		to[i] = from[i]; /* here */
}
