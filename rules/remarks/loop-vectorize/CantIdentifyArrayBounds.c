// clang -O2
/* Where the loop writes is read from memory: to[i] could be anywhere. */
void scatter(int **to, const int *from, int n)
{
	for (int i = 0; i < n; i++)
		*to[i] = from[i]; /* here */
}
