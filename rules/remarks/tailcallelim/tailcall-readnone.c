// clang -O2
__attribute__((const)) const int *table(void);
void log_value(const int *);

int look_up(int n)
{
	int value = table()[n]; /* here */

	log_value(&value);
	return value;
}
