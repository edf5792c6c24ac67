// clang-22 -O2
int find(const int *v, int n, int by)
{
	for (int i = 1; i < n; i++) { /* here */
		if (v[i] == 7)
			return i;
		if (v[i] / by == 3)
			by++;
	}
	return by;
}
