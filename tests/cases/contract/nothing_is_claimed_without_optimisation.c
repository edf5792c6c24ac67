//!flags --remarks=run --only=contract
void chain(int *v, int n)
{
	/* whynot: expect vectorized, branches<=0 */
	for (int i = 1; i < n; i++)
		v[i] += v[i - 1] * 3;
}
