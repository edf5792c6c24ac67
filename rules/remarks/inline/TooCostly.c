// clang -O2
void step(int, int, int);

/* About forty calls, each of some thirty units of cost. */
#define STEPS(n) \
	step(n, a, b), step(n + 1, b, a), step(n + 2, a, a), step(n + 3, b, b), step(n + 4, a, b)

void long_way(int a, int b)
{
	STEPS(0);
	STEPS(5);
	STEPS(10);
}

void caller(int a)
{
	long_way(a, a + 1); /* here */
}
