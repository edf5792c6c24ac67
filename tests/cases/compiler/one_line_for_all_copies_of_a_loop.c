//!flags -m=1 --remarks=run --only=loop-vectorize
//!args -O2
/* zero() is optimised three times: on its own and inlined twice. Each place gives one verdict. */
void zero(int *v, int n)
{
	for (int i = 0; i < n; i++)
		v[i] = v[i] * 5 + 1; //!^ passed loop-vectorize Vectorized
}

void first(int *v, int n)
{
	zero(v, n);
}

void second(int *v, int n)
{
	zero(v, n + 1);
}
