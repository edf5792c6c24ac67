// clang-19 -O2
int weigh(const int *s, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++) {
		switch (s[i]) { /* here */
		case 1:
			sum += 3 * i;
			break;
		case 20:
			sum ^= i;
			break;
		case 300:
			sum -= 5;
			break;
		}
	}
	return sum;
}
