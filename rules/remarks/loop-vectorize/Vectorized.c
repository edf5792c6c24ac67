// clang -O2
void triple(int *restrict to, const int *restrict from, int n)
{
	for (int i = 0; i < n; i++) /* here */
		to[i] = from[i] * 3;
}
