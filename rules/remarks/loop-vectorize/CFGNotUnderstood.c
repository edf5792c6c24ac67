// clang-22 -O2
int next_char(void *file);

int skip_comment(void *file, int c)
{
	if (c == '#') {
		do {
			c = next_char(file);
		} while (c != -1 && c != '\n'); /* here */
		next_char(file);
	}
	return c;
}
