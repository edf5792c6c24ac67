// clang -O2
/* These are vectors already. */
typedef int four_ints __attribute__((vector_size(16)));

void add(four_ints *restrict to, const four_ints *restrict from, int n)
{
	for (int i = 0; i < n; i++)
		to[i] += from[i]; /* here */
}
