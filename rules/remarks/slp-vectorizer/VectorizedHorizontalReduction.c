// clang -O2
int sum(const int *v, const int *w)
{
	int even = v[0] * w[0] + v[2] * w[2] + v[4] * w[4] + v[6] * w[6]; /* here */

	return even + v[1] * w[1] + v[3] * w[3] + v[5] * w[5] + v[7] * w[7];
}
