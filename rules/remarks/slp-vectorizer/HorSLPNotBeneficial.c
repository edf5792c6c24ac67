// clang -O2
int sum(const int *v, int a)
{
	return v[0] + v[3] + v[7] + v[12] + a; /* here */
}
