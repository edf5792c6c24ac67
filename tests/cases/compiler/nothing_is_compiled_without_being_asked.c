//!flags -m=3 --remarks=off
//!args -O2
/* Near misses: with --remarks=off there is nothing to say about what the compiler did. */
void triple(int *restrict to, const int *restrict from, int n)
{
	for (int i = 0; i < n; i++)
		to[i] = from[i] * 3;
}
