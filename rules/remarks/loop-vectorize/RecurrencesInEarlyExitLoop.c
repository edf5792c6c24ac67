// clang-22 -O2
int find(const int *v, int n)
{
	int before = 0;

	for (int i = 0; i < n; i++) { /* here */
		if (v[i] == before)
			return i;
		before = v[i];
	}
	return -1;
}
