//!flags --remarks=run --opt=-O2 --only=loop-vectorize,whynot -m=1
//!args -O0
void triple(int *restrict to, const int *restrict from, int n)
{
	for (int i = 0; i < n; i++) //! passed loop-vectorize Vectorized "vectorized loop"
		to[i] = from[i] * 3;
}
