// clang -O2
long double sum(const long double *v)
{
	return v[0] * v[4] + v[1] * v[5] + v[2] * v[6] + v[3] * v[7]; /* here */
}
