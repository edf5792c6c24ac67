// clang-22 -O2
int fill(int *to, const int *from)
{
	for (int i = 0; i < 1000; i++) { /* here */
		if (from[i] == 0)
			return i;
		to[i] = from[i];
	}
	return 1000;
}
