//!flags -m=1 --profile=callgrind.out --only=branch-dense-loop
int act(int x);

/* All that counts was measured: 0.3 + 0.1 + 0 + 0.1. */
void all_measured(const int *p, const int *q, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "score 4.0, about 0.50 mispredicted branches a turn, measured by callgrind's predictor; p[i] < q[i]: ordered comparison of data, weight 1, 30.0 % of the line's 1000 jumps mispredicted"
		if (p[i] < q[i])
			act(1);
		if (p[i] > 7)
			act(2);
		if (q[i] >= n)
			act(3);
		if (p[i] != q[n])
			act(4);
	}
}

/* A line that was reached too seldom to tell keeps the guess, 0.04. */
void partly_measured(const int *p, const int *q, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "score 3.0, about 0.54 mispredicted branches a turn, measured in part by callgrind's predictor"
		if (p[i] < q[i])
			act(1);
		if (p[i] > 7)
			act(2);
		if (q[i] >= n)
			act(3);
	}
}
