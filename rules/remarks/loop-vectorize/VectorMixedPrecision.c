// clang -O2
void scale(float *restrict to, const float *restrict from, double by, int n)
{
	for (int i = 0; i < n; i++)
		to[i] = (float)(from[i] * by); /* here */
}
