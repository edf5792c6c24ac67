// clang-22 -O2
void fill(int *v);

int find(int *restrict to)
{
	int v[1000];

	fill(v);
	for (int i = 0; i < 1000; i++) { /* here */
		if (v[i] == 7)
			return i;
		to[i] = 3;
		to[2 * i] = 4;
	}
	return 1000;
}
