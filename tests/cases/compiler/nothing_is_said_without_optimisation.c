//!flags -m=2 --remarks=run
//!args -O0
/* Near misses: without optimisation nothing was missed. */
int sum(const int *v, int n)
{
	int s = 0;

	for (int i = 0; i < n; i++)
		s += v[i];
	return s;
}
