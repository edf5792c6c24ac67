// clang -O2
void log_value(int);

int last(int *p, int c)
{
	if (c)
		*p = 3;
	else
		log_value(c);
	return *p; /* here */
}
