// clang -O2
/* A sum that has to be done in order, with enough in it to be worth two steps at a time. */
float sum(const float *v, int n)
{
	float sum = 0;

	for (int i = 0; i < n; i++) /* here */
		sum += v[i];
	return sum;
}
