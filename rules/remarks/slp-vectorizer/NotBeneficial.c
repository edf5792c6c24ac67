// clang -O2
/* Joining two steps of the loop would cost more than it saves. */
void add(int *sum, const int *v, int n)
{
	for (int i = 0; i < n; i++) /* here */
		*sum += v[i];
}
