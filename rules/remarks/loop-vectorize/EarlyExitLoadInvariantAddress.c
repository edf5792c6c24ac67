// clang-22 -O2
int find(int *to, const int *wanted)
{
	for (int i = 0; i < 1000; i++) { /* here */
		if (*wanted == 7)
			return i;
		to[i] = i;
	}
	return 0;
}
