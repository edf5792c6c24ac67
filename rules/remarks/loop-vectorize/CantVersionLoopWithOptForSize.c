// clang -Os
void add(int *a, const int *b, int n)
{
	for (int i = 0; i < n; i++) /* here */
		a[i] += b[i];
}
