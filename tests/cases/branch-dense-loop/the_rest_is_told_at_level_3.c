//!flags -m=3 --only=branch-dense-loop --remarks=off
int act(int x);

void one(const int *p, int n)
{
	for (int i = 0; i < n; i++) //! analysis branch-dense-loop LoopBranches "0 of 2 conditions of this loop count: score 0.0; i < n: does not count: the loop is counted; p[i] == 1: does not count: a comparison for equality with a constant"
		if (p[i] == 1)
			act(1);
}

void other(const int *p, int n)
{
	do { //! analysis branch-dense-loop LoopBranches "1 of 2 conditions of this loop counts: score 1.0; *p++ < 1: ordered comparison of data, weight 1; n: does not count: it does not change"
		if (*p++ < 1)
			act(1);
	} while (n);
}

/* Nothing to tell. */
void none(const int *p)
{
	for (;;)
		act(*p++);
}
