// clang -O2
void log_value(int);

void clip(int *v, int n)
{
	for (int i = 0; i < n; i++)
		if (v[i] > 100)
			log_value(v[i]); /* here */
}
