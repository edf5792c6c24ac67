//!flags --remarks=run --only=contract
void chain(int *v, int n)
{
	/* whynot: expect vectorized, branches<=0 */
	for (int i = 1; i < n; i++)
		v[i] += v[i - 1] * 3;
}

void *malloc(__SIZE_TYPE__ n);

/* whynot: expect no-alloc */
char *fresh(void) { return malloc(3); }
