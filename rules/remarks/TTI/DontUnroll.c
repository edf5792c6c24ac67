// clang -O2
void log_value(int);

void log_all(const int *v, int n)
{
	for (int i = 0; i < n; i++) /* here */
		log_value(v[i]);
}
