// clang-22 -O2
int find(const int *v, const int *w, int n)
{
	for (int i = 0; i < n; i++) { /* here */
		if (v[i] == 7)
			return i;
		if (w[i] == 9)
			return -i;
	}
	return -1;
}
