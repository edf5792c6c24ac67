// clang -O2
/* What `last` is in the end depends on the order of the iterations. */
int last(const int *v, int n)
{
	int sum = 0, last = 0;

	for (int i = 0; i < n; i++) { /* here */
		sum += v[i];
		if (v[i] > last)
			last = sum;
	}
	return last;
}
