// clang -O2
void log_value(int);

/* On both ways *p has just been read. */
int sum(const int *p, int c)
{
	int a;

	if (c) {
		log_value(1);
		a = *p;
	} else {
		log_value(2);
		a = *p + 1;
	}
	return a + *p; /* here */
}
