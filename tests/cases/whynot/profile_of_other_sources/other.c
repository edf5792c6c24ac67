//!flags --profile=profile.json
//!@profile.json analysis whynot ProfileUnplaced "100.0 % of the counts of llvm-cov have no place in the program"
int count_odd(const int *numbers, int n)
{
	return n ? numbers[0] : 0;
}
