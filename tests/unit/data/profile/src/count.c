static int is_odd(int x)
{
	return x & 1;
}

int count_odd(const int *numbers, int n)
{
	int count = 0;

	for (int i = 0; i < n; i++)
		if (is_odd(numbers[i]))
			count++;
	return count;
}

int main(void)
{
	int numbers[] = { 1, 2, 3, 4, 5, 6, 7 };

	return count_odd(numbers, 7) != 4;
}
