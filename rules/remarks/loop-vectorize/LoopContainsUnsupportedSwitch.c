// clang-22 -O2
int find(const char *s, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++) {
		switch (s[i]) { /* here */
		case 'a':
			return 1;
		case 'k':
			sum++;
			break;
		case 'z':
			sum += 3;
			break;
		}
	}
	return sum;
}
