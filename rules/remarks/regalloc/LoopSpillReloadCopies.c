// clang -O2
void step(long, long, long, long, long, long);

/* More values live across the call than it leaves registers alone. */
void run(long a, long b, long c, long d, long e, long f, int n)
{
	for (int i = 0; i < n; i++) /* here */
		step(a + i, b * i, c - i, d ^ i, e + a * c, f + b * d);
}
