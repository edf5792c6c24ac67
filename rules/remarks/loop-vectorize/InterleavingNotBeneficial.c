// clang -O2
void triple(char *restrict to, const char *restrict from, const char *restrict more, int n)
{
	for (int i = 0; i < n; i++) /* here */
		to[i] = from[i] * more[i] / 3;
}
