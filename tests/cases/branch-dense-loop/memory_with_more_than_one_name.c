//!flags -m=1 --only=branch-dense-loop --remarks=off
/* What is written by one name and read by another changes in the loop. */
int act(int x);
void init(int *x);

/* Through a pointer to const: the same memory. */
void a_limit_behind_a_pointer_to_const(const int *limit, int *out, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 8.0"
		out[i] = i;
		if (*limit > n)
			out[1] = 1;
		if (limit[1] > n)
			out[2] = 2;
		if (limit[2] < n)
			out[3] = 3;
		if (limit[3] < 4)
			out[4] = 4;
	}
}

/* Whoever was given its address may write it in any call. */
void a_local_whose_address_got_out(int n)
{
	int a, s[2];

	init(&a);
	init(s);
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 4.0"
		act(i);
		if (a > n)
			act(1);
		if (a < 4)
			act(2);
		if (s[1] > n)
			act(3);
		if (s[0] < 3)
			act(4);
	}
}

void a_local_written_through_a_pointer(int n, int (*v)[4])
{
	int s = 0, *p = &s;

	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 8.0"
		*p += v[i][0];
		if (s > 3)
			v[i][1] = 1;
		if (s < n)
			v[i][2] = 2;
		if (s > v[0][2])
			v[i][3] = 3;
		if (s < -3)
			v[i][0] = 4;
	}
}

/* Near misses: nobody else knows the local; it has another type than what is written, and nothing is called. */
void only_its_own(int n, long *out)
{
	int a = 3, b = n / 2, *p = &b;

	for (int i = 0; i < n; i++) {
		out[i] = *p;
		if (a > n)
			out[1] = act(1);
		if (a < 4)
			out[2] = act(2);
		if (a > 7)
			out[3] = act(3);
		if (a < -n)
			out[4] = act(4);
	}
	for (int i = 0; i < n; i++) {
		out[i] = *p;
		if (b > n)
			out[1] = 1;
		if (b < 4)
			out[2] = 2;
		if (b > 7)
			out[3] = 3;
		if (b < -n)
			out[4] = 4;
	}
}
