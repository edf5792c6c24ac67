//!flags -m=1 --only=branch-dense-loop --remarks=off
/* From a score of 3 on. */
int act(int x);

void two(const int *p, int n)
{
	for (int i = 0; i < n; i++) {
		if (p[i] < 1)
			act(1);
		if (p[i] < 2)
			act(2);
	}
}

void three(const int *p, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "score 3.0"
		if (p[i] < 1)
			act(1);
		if (p[i] < 2)
			act(2);
		if (p[i] < 3)
			act(3);
	}
}

void four(const int *p, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "score 4.0"
		if (p[i] < 1)
			act(1);
		if (p[i] < 2)
			act(2);
		if (p[i] < 3)
			act(3);
		if (p[i] < 4)
			act(4);
	}
}
