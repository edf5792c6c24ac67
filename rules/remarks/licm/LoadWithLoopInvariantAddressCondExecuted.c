// clang -O2
/* `limit` may only be read where the program does: elsewhere it could be a wild pointer. */
int count(const int *v, const int *limit, int n)
{
	int count = 0;

	for (int i = 0; i < n; i++)
		if (v[i] > 0)
			count += v[i] < *limit; /* here */
	return count;
}
