// clang -O2 -fstack-protector-strong
/* The remark names the function and has no place. */
void fill(void *);

int caller(void)
{
	int n;

	fill(&n);
	return n;
}
