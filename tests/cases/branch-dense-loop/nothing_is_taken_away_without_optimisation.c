//!flags -m=1 --only=branch-dense-loop --remarks=run
//!args -O0
int selected(const int *p, const int *q, int n)
{
	int a = 0, b = 0, c = 0;

	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "2 conditions of this loop are hard to predict: score 4.0, about 0.08 mispredicted branches a turn"
		if (p[i] < q[i]) { a += 3; b ^= 1; c |= 4; }
		if (p[i] > 17) { a -= 2; b += p[i]; c ^= q[i]; }
	}
	return a + b + c;
}
