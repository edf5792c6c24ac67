// clang -O2
void clear(int *v, int n)
{
	for (int i = 0; i < n; i++)
		v[i] = 0; /* here */
}
