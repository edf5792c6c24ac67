// clang -O2
/* Only the last product is needed. */
void step(int);

int last(int n, int a)
{
	int product = 0;

	for (int i = 0; i < n; i++) {
		step(i);
		product = i * a; /* here */
	}
	return product;
}
