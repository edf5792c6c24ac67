//!flags -m=1 --only=branch-dense-loop --remarks=off
/* One loop for each class. Where four conditions of weight 1 and a call are in it, the score is 4. */
struct node { int key, weight; struct node *next; };
struct box { int size, used; };

int act(int x);
int fetch(void);
int limit;

void data_by_subscript(const int *p, const int *q, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "hint: 4 conditions of this loop are hard to predict: score 4.0, about 0.16 mispredicted"
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

/* The exit counts as well: data decide it. */
void data_by_pointer(struct node *x, int a, int b)
{
	for (; x; x = x->next) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0, about 0.17 mispredicted"
		if (x->key < a)
			act(1);
		if (x->key > b)
			act(2);
		if (x->weight <= x->key)
			act(3);
	}
}

/* Over a chain of locals, in the wrong order. */
void data_by_way_of_locals(const int *p, int n)
{
	int a = 0, b = 0, c = 0;

	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0"
		if (a < 5)
			act(1);
		if (a > 9)
			act(2);
		if (b < c)
			act(3);
		if (c > 7)
			act(4);
		a = b;
		b = c + 1;
		c = p[i];
	}
}

void data_by_an_address_that_goes_to_a_call(int n)
{
	int a = 0;
	int fill(int *);

	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0"
		fill(&a);
		if (a < 5)
			act(1);
		if (a > 9)
			act(2);
		if (a < i)
			act(3);
		if (a > n)
			act(4);
	}
}

void results_of_calls(int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0"
		int a = fetch();

		if (fetch() < 5)
			act(1);
		if (a > 9)
			act(2);
		if (a < 2)
			act(3);
		if (fetch() != n)
			act(4);
	}
}

/* Not read from changing addresses, but nobody knows them in the next turn. */
void state_of_locals_members_and_globals(struct box *b, int n)
{
	int flip = 0;

	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0"
		flip = n - flip;
		if (flip < 3)
			act(1);
		if (b->used < b->size)
			act(2);
		if (limit > 4)
			act(3);
		if (b->used >= limit)
			act(4);
	}
}

void exits_by_data_a_call_and_a_counter(const char *p, const char *q, int n)
{
	while (*p++ == *q++ && fetch() != 3 && n-- && p < q) { //! missed branch-dense-loop BranchDenseLoop "5 conditions of this loop are hard to predict: score 3.7, about 0.20 mispredicted"
		act(1);
		if (*p > *q)
			act(2);
	}
}
