// clang -O2
float sum(const float *v, int n)
{
	float sum = 0;

	for (int i = 0; i < n; i++)
		sum += v[i]; /* here */
	return sum;
}
