// clang -O2
void fill(char *);

void caller(void)
{ /* here */
	char buffer[100];

	fill(buffer);
}
