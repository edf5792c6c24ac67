// clang-22 -O2
int find(const char *s, int n)
{
	for (int i = 0; i < n; i++) { /* here */
		switch (s[i]) {
		case 'a':
			return 1;
		case 'k':
			return 2;
		case 'z':
			return 3;
		}
	}
	return 0;
}
