// clang -O2
/* `other` may point into `from`: the copy could have to see what is written there. */
void copy(long *restrict to, const long *from, long *other, int n)
{
	for (int i = 0; i < n; i++) {
		to[i] = from[i]; /* here */
		other[i * 2] = i;
	}
}
