//!flags -m=2 --remarks=run --only=loop-vectorize
//!args -O2
void triple(int *restrict to, const int *restrict from, int n)
{
	for (int i = 0; i < n; i++) //! passed loop-vectorize Vectorized "vectorized loop"
		to[i] = from[i] * 3;
}

float sum(const float *v, int n)
{
	float s = 0;

	for (int i = 0; i < n; i++) //! missed loop-vectorize MissedDetails "loop not vectorized: cannot prove it is safe to reorder floating-point operations"
		s += v[i];
	return s;
}

int chain(int *v, int n)
{
	for (int i = 1; i < n; i++) //! missed loop-vectorize MissedDetails "loop not vectorized: unsafe dependent memory operations"
		v[i] += v[i - 1] * 3;
	return v[0];
}
