//!flags -m=3 --only=branch-dense-loop --remarks=off
int act(int x);

void one(const int *p, int n)
{
	for (int i = 0; i < n; i++) //! analysis branch-dense-loop BranchesNotCounted "2 conditions of this loop do not count; score 0.0"
		if (p[i] == 1)
			act(1);
}

void other(const int *p, int n)
{
	do { //! analysis branch-dense-loop BranchesNotCounted "1 condition of this loop does not count; score 1.0"
		if (*p++ < 1)
			act(1);
	} while (n);
}

/* Nothing to tell. */
void none(const int *p)
{
	for (;;)
		if (*p++ > 3)
			act(1);
}
