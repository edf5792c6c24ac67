//!flags --profile=profile.json
/* Both loops have the same conditions. In the first all data went one way, in the second they did not. */
struct item {
	int kind, size, limit, flag;
};

int count_sorted(const struct item *items, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++) { //! analysis branch-dense-loop LoopBranches "0 of 4 conditions of this loop count"
		if (items[i].size < items[i].limit)
			found += items[i].kind;
		if (items[i].kind > items[i].size)
			return items[i].kind;
		if (items[i].flag)
			found--;
	}
	return found;
}

int count_mixed(const struct item *items, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++) { //! analysis branch-dense-loop LoopBranches "2 of 4 conditions of this loop count" //! missed branch-dense-loop BranchDenseLoop "items[i].flag: test of data, weight 1, true 67 % of 1000 times"
		if (items[i].size < items[i].limit)
			found += items[i].kind;
		if (items[i].kind > items[i].size)
			return items[i].kind;
		if (items[i].flag)
			found--;
	}
	return found;
}

static struct item sorted[1000], mixed[1000];

int main(void)
{
	for (int i = 0; i < 1000; i++) { //! analysis branch-dense-loop LoopBranches
		sorted[i] = (struct item){ 1, 2, 3, 0 };
		mixed[i] = (struct item){ 1, i * 7 % 11 + 1, 5, i * 5 % 3 };
	}
	return count_sorted(sorted, 1000) + count_mixed(mixed, 1000) > 5000;
}
