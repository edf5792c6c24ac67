// clang -O2
/* Each element needs the one before it. */
void sums(int *v, int n)
{
	for (int i = 1; i < n; i++) /* here */
		v[i] += v[i - 1];
}
