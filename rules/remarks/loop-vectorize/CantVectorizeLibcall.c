// clang -O2
void log_value(int);

void log_all(const int *v, int n)
{
	for (int i = 0; i < n; i++)
		log_value(v[i]); /* here */
}
