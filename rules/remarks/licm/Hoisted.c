// clang -O2
void log_value(int);

void log_all(int n, int a, int b)
{
	for (int i = 0; i < n; i++)
		log_value(a / b); /* here */
}
