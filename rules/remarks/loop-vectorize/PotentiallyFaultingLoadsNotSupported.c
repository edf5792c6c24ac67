// clang-22 -O2
int find(const int *v, const int *w, int n)
{
	for (int i = 0; i < n; i++) /* here */
		if (v[i] == w[i])
			return i;
	return -1;
}
