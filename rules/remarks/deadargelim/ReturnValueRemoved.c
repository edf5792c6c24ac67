// clang-22 -O2
int log_value(int);

static __attribute__((noinline)) int log_half(int n)
{ /* here */
	return log_value(n / 2);
}

void log_both(int a, int b)
{
	log_half(a);
	log_half(b);
}
