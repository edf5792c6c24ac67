//!flags -m=1 --only=branch-dense-loop --remarks=off
/* The pattern of a constant number of turns is learned, as a counted for's is: what is left is below a note. */
int act(int x);

void set_before_the_loop(const int *p, int n)
{
	int k = 16;
	unsigned m;

	do {
		if (p[k] < n)
			*(int *)p = 1;
	} while (--k);
	for (int i = 0; i < n; i++) {
		m = sizeof(int) * 8;
		while (m-- > 0)
			*(int *)p = 2;
	}
	for (m = 16; m; m--)
		if (p[m] < n)
			*(int *)p = 3;
}

/* Up to a constant there are few turns, wherever it starts; a block that runs once is always passed. */
unsigned up_to_a_constant(const unsigned char *next, unsigned bits, int n)
{
	unsigned hold = 0;

	while (n--) {
		while (bits < 24) {
			do {
				hold += (unsigned)*next++ << bits;
				bits += 8;
			} while (0);
		}
		bits = act((int)hold);
	}
	return hold;
}

/* Near misses: the start is not constant, not certain, or not of this round; a step is not always taken. */
void not_constant(const int *p, int n, int k)
{
	int m = 16;

	if (n > 3)
		k = 16;
	do { //! missed branch-dense-loop BranchDenseLoop "2 conditions of this loop are hard to predict: score 4.0"
		if (p[k] < n)
			*(int *)p = 1;
	} while (--k);
	for (int i = 0; i < n; i++)
		while (m--) //! missed branch-dense-loop BranchDenseLoop "1 condition of this loop is hard to predict: score 4.0"
			*(int *)p = 2;
	k = 16;
	do { //! missed branch-dense-loop BranchDenseLoop "2 conditions of this loop are hard to predict: score 4.0"
		if (p[n] != p[k]) {
			k--;
			*(int *)p = 3;
		}
	} while (k);
}
