//!flags -m=1 --only=branch-dense-loop --remarks=off
/* do { } while (0) is how macros make a statement: what is in it belongs to the loop around it, and nothing is nested in it. */
#define CHECK(x, least) \
	do { \
		if ((x) < (least)) \
			act(x); \
	} while (0)

int act(int x);

void in_a_loop(const int *p, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0"
		CHECK(p[i], 1);
		CHECK(p[i], 2);
		CHECK(p[i], n);
		if (p[i] > 9)
			act(2);
	}
}

/* A break ends the block, not the loop: half and half, not a tenth; and once 1. */
void left_by_a_break(const int *p, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "5 conditions of this loop are hard to predict: score 3.0"
		do {
			if (p[i] < 3) {
				if (p[i] < 1)
					act(2);
				if (p[n] < p[i])
					act(2);
				break;
			} else {
				if (p[i] > 7)
					act(3);
				if (p[i] > 8)
					act(4);
			}
			act(1);
		} while (0);
	}
}

void not_nested(const int *p, int *q)
{
	do {
		while (*p < *q) /* 1, doubled once: no calls */
			q++;
	} while (0);
	CHECK(*p, 1);
}
