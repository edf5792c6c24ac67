// clang-22 -O2
int find(int *v, const int *w)
{
	for (int i = 0; i < 1000; i++) { /* here */
		v[i] = i;
		if (i * i == w[i] + w[i + 1])
			return i;
	}
	return -1;
}
