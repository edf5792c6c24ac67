// clang -O2
int count(const int *v, int n)
{
	int sum = 0;

#pragma unroll_and_jam(4)
	for (int i = 0; i < n; i++) /* here */
		sum += v[i];
	return sum;
}
