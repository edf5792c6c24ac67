// clang -O2
void sums(int *v, int n)
{
#pragma clang loop distribute(enable)
	for (int i = 1; i < n; i++) /* here */
		v[i] += v[i - 1];
}
