// clang -O2
void step(int);

void run(int n, int c)
{ /* here */
	if (!n)
		return;
	if (c)
		goto middle;
	do {
		step(n);
middle:
		step(c);
	} while (--n);
}
