//!flags -m=1 --only=branch-dense-loop --remarks=off
/* A part that is left out moves no other: what counts is whether the middle one is a condition. */
struct node { int key; struct node *next; };

int act(int x);
struct node *first(void);
struct node *after(struct node *);

void only_a_condition(struct node *x)
{
	for (; x->key < 3; ) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0"
		if (x->key > 1) act(1);
		if (x->key < 2) act(2);
		if (x->key < 4) act(3);
		x = x->next;
	}
}

void only_a_step(struct node *x)
{
	for (/* ; */;; x = after(x)) { // ;
		if (x->key > 1) act(1);
		if (x->key < 2) { act(2); break; }
	}
}

/* The call in front runs once, so that the loop is call-free: three, doubled. */
void a_beginning_that_calls(int *p)
{
	for (struct node *x = first(); x; x = x->next) { //! missed branch-dense-loop BranchDenseLoop "3 conditions of this loop are hard to predict: score 6.0"
		if (x->key > 1) *p++ = 1;
		if (x->key < 2) *p++ = 2;
	}
}

/* A condition that looks like a step. */
void a_condition_that_counts(const int *p, int n)
{
	for (; n--; ) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0"
		if (p[n] > 1) act(1);
		if (p[n] < 2) act(2);
		if (p[n] < 4) act(3);
	}
}

/* Not the plain counted loop: it is counted in the body as well, or to an end that moves. */
void counted_in_other_ways(const int *p, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0"
		if (p[i] > 1) act(1);
		if (p[i] < 2) act(2);
		if (p[i] < 4) { act(3); i++; }
	}
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0"
		if (p[i] > 1) act(1);
		if (p[i] < 2) act(2);
		if (p[i] < 4) { act(3); n--; }
	}
}
