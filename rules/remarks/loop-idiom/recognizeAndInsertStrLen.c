// clang-22 -O2
unsigned long length(const char *s)
{
	const char *end = s;

	while (*end) /* here */
		end++;
	return (unsigned long)(end - s);
}
