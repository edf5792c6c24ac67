//!flags -m=1 --only=branch-dense-loop --remarks=run
//!args -O2
/* The arms are more than one cheap assignment each, but clang selects and adds instead of jumping: one condition is left. */
int act(int x);

int selected(const int *p, const int *q, int n)
{
	int a = 0, b = 0, c = 0;

	for (int i = 0; i < n; i++) {
		if (p[i] < q[i]) { a += 3; b ^= 1; c |= 4; }
		if (p[i] > 17) { a -= 2; b += p[i]; c ^= q[i]; }
		if (p[i] >= q[n]) { c++; b--; a ^= 1; }
		if (q[i] > 20) { c += 2; b += 5; a++; }
	}
	return a + b + c;
}

void some_selected(const int *p, const int *q, int n)
{
	int a = 0, b = 0, c = 0;

	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0, about 0.16 mispredicted branches a turn; 1 more has no jump in the machine code"
		if (p[i] < q[i]) { a += 3; b ^= 1; c |= 4; }
		if (p[i] > 17) act(a);
		if (p[i] >= q[n]) act(b);
		if (q[i] > 20) act(c);
		if (q[i] < -20) act(c + 1);
	}
}

/* The jumps of a `do` stand at its closing brace. */
int the_end_of_a_do(const unsigned char *next, unsigned have, char *name, unsigned most)
{
	unsigned length = 0, at = 0, c;

	do { //! missed branch-dense-loop BranchDenseLoop "3 conditions of this loop are hard to predict: score 5.5, about 0.09 mispredicted branches a turn;"
		c = next[at++];
		if (c > most)
			name[length++] = (char)c;
	} while (c && at < have);
	return (int)length;
}

/* No copy of it is left: nobody calls it. */
static inline void unused(const int *p, int n)
{
	for (int i = 0; i < n; i++) {
		if (p[i] < 1) act(1);
		if (p[i] < 2) act(2);
		if (p[i] < 3) act(3);
		if (p[i] < 4) act(4);
	}
}

/* A copy in its caller is one. */
static inline void used(const int *p, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0"
		if (p[i] < 1) act(1);
		if (p[i] < 20) act(2);
		if (p[i] > 3) act(3);
		if (p[i] > 40) act(4);
	}
}

void caller(const int *p, int n)
{
	used(p, n);
}
