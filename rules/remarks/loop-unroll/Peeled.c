// clang -O2
void begin(void);
void step(int);

void run(int n)
{
	for (int i = 0; i < n; i++) { /* here */
		if (i == 0)
			begin();
		step(i);
	}
}
