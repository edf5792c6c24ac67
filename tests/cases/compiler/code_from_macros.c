//!flags -m=1 --remarks=run --only=loop-vectorize
//!args -O2
#define SUM(to, from, n) \
	do { \
		for (int i_ = 1; i_ < (n); i_++) \
			(to)[i_] = (to)[i_ - 1] + (from)[i_]; \
	} while (0)
#define LIMIT 100

void sums(int *to, const int *from, int n)
{
	SUM(to, from, n); //! missed loop-vectorize MissedDetails "(in the expansion of 'SUM')"
}

/* A constant is no code. */
void first(int *restrict to, const int *restrict from)
{
	for (int i = 0; i < LIMIT; i++) //! passed loop-vectorize Vectorized "vectorized loop (vectorization width: 4, interleaved count: 2)"
		to[i] = from[i] * 3;
}
