// clang -O2
/* `a` may overlap `e`: with restrict the first statement becomes memcpy. */
void fill(int *a, int *b, const int *e, int n)
{
	for (int i = 0; i < n; i++) {
		a[i] = e[i]; /* here */
		b[i] = e[i] + 1;
	}
}
