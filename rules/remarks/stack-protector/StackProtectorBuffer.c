// clang -O2 -fstack-protector-strong
/* The remark names the function and has no place. */
void fill(void *);

int caller(void)
{
	char buffer[100];

	fill(buffer);
	return buffer[0];
}
