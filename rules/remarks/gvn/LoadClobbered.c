// clang -O2
void log_value(int);

int twice(const int *p)
{
	log_value(*p);
	return *p; /* here */
}
