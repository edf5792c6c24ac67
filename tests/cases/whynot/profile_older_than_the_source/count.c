//!flags --profile=profile.json
//!@profile.json analysis whynot ProfileUnplaced "of the counts of llvm-cov have no place"
static int is_odd(int x)
{
	return x & 1;
}

int count_odd(const int *numbers, int n) //! analysis whynot ProfileStale "1 function of this file has changed since the profile of llvm-cov"
{
	int count = 0;

	for (int i = 0; i < n; i++)
		if (is_odd(numbers[i]))
			count++;
	if (count == n)
		return -1;
	return count;
}

int main(void)
{
	int numbers[] = { 1, 2, 3, 4, 5, 6, 7 };

	return count_odd(numbers, 7) != 4;
}
