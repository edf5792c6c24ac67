//!flags -m=1 --only=branch-dense-loop --remarks=off
/* What a macro writes is where the macro is. */
#define ABOVE(x, y) ((x) > (y))
#define BETWEEN(x, from, to) ((x) >= (from) && (x) <= (to))
#define EACH(i, n) for (int i = 0; i < (n); i++)
#define FIND(p, x) \
	do { \
		while (*(p) < (x) || *(p) > 9 || *(p) == 5 || *(p) != (p)[1]) \
			(p)++; \
	} while (0)

int act(int x);

void told_by_macros(const int *p, const int *q, int n)
{
	EACH (i, n) { //! missed branch-dense-loop BranchDenseLoop "5 conditions of this loop are hard to predict: score 4.5"
		if (ABOVE(p[i], q[i]))
			act(1);
		if (BETWEEN(p[i], 3, q[i]))
			act(2);
		if (!BETWEEN(q[i], 3, 4) && n)
			act(3);
	}
}

void loop_in_a_macro(const int *p, int x)
{
	FIND(p, x); //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 5.5"
	act(*p);
}
