//!flags -m=1 --only=branch-dense-loop --remarks=off
int act(int x);
int warn(int x);

/* 1 + 1/2 + 1/4 + 1/8 and so on: never 2. */
void a_chain_of_else_ifs(const int *p, const int *q, int n)
{
	for (int i = 0; i < n; i++) {
		if (p[i] < q[i])
			act(1);
		else if (p[i] < 2)
			act(2);
		else if (p[i] < 3)
			act(3);
		else if (p[i] < 4)
			act(4);
		else if (p[i] < 5)
			act(5);
	}
}

/* 1 + 3/4 + 9/16 + 27/64, and once more. */
void operands(const int *p, const int *q, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "8 conditions of this loop are hard to predict: score 5.5, about 0.22"
		if (p[i] < q[i] && p[i] > 1 && p[i] < 9 && q[i] > 3)
			act(1);
		if (p[i] < q[i] || p[i] > 1 || (p[i] < 9 || q[i] > 3))
			act(2);
	}
}

/* 1 + 3/4 + 3/4 * 3/4, the || being the second operand of the &&; and 1 + 3/4 + 3/4: the && in front is one operand of the ||. */
void operands_of_both_kinds(const int *p, const int *q, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "6 conditions of this loop are hard to predict: score 4.8"
		if (p[i] < q[i] && !(p[i] > 1 || p[i] < 9))
			act(1);
		if ((p[i] < q[i] && p[i] > 1) || p[i] < 9)
			act(2);
	}
}

/* Four of 1 behind arms that leave and that do not run on: 4; what is in them a tenth: 0.4. */
int arms_that_leave(const int *p, const int *q, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "8 conditions of this loop are hard to predict: score 4.4"
		if (p[i] < 1) {
			if (q[i] > 2)
				act(1);
			break;
		}
		if (p[i] > 100) {
			if (q[i] > 3)
				warn(1);
			return 1;
		}
		if (p[i] > 90) {
			if (q[i] > 4)
				warn(1);
			goto out;
		}
		if (p[i] > 80) {
			if (q[i] > 5)
				warn(1);
			{ goto out; }
		}
		act(2);
	}
out:
	return 0;
}

/* 1 + 3 * 0.9; `continue` and a goto in the loop leave nothing: 1/2 each. */
int the_other_arm_of_one_that_leaves(const int *p, const int *q, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "4 conditions of this loop are hard to predict: score 3.7"
		if (p[i] < 1) {
			return act(3);
		} else {
			if (p[i] > q[i])
				act(1);
			if (p[i] < q[n])
				act(2);
			if (q[i] < 3)
				act(3);
		}
	}
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "6 conditions of this loop are hard to predict: score 3.5"
		if (p[i] < 1) {
			if (p[i] > q[i])
				act(1);
			if (p[i] < q[n])
				act(2);
			if (q[i] < 3)
				goto next;
			if (q[i] < p[n])
				act(2);
			continue;
next:
			act(4);
		} else if (p[i] < -3)
			act(3);
		else
			act(2);
		act(5);
		if (p[i] == 2)
			act(6);
	}
	return 0;
}

/* A break in a switch ends the switch. 2 + 3 of 1/3, half of that in an arm, and 9 of an eighth: 2 + 1.17 + 1.13. */
void cases(const int *p, const int *q, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "15 conditions of this loop are hard to predict: score 4.3"
		if (p[i] < 3)
			act(1);
		if (p[i] < q[i])
			act(1);
		switch (p[i]) {
		case 1: if (q[i] < 1) act(1); break;
		case 2: if (q[i] < 2) act(2); break;
		default: if (q[i] < 3) { if (q[i] < 2) break; act(3); }
		}
		switch (q[i]) {
		case 1: if (p[i] < 1) act(1); break;
		case 2: if (p[i] < 2) act(2); break;
		case 3: if (p[i] < 3) act(3); break;
		case 4: if (p[i] < 4) act(4); break;
		case 5: if (p[i] < 5) act(5); break;
		case 6: if (p[i] < 6) act(6); break;
		case 7: if (p[i] < 7) act(7); break;
		case 8: if (p[i] < 8) act(8); break;
		case 9: if (p[i] < 9 && n) act(9); break;
		}
	}
}

/* Two conditions and no call: doubled. One call in an arm that leaves weighs 0.1, which is as good as none; clang's own are none. */
int call_free(const int *p, int *q, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "2 conditions of this loop are hard to predict: score 4.0, about 0.08"
		if (p[i] < q[i])
			q[i] = __builtin_abs(p[i]);
		if (p[i] > 100)
			return warn(2);
	}
	for (int i = 0; i < n; i++) {
		if (p[i] < q[i])
			q[i] = 2;
		if (p[i] > 100)
			act(2);
	}
	return 0;
}

/* In another loop, doubled again; the outer loop's own conditions are another matter, and not call-free for a call in an inner one. */
void nested(const int *p, int *q, int n)
{
	for (int i = 0; i < n; i++) { //! missed branch-dense-loop BranchDenseLoop "3 conditions of this loop are hard to predict: score 3.0"
		if (p[i] > 2)
			q[i] = 3;
		if (p[i] < 1)
			q[i] = 1;
		if (p[i] < q[n])
			q[i] = 2;
		if (n)
			for (int k = 0; k < n; k++)
				act(k);
		if (p[i] == 7)
			continue;
		for (int k = 0; k < n; k++) //! missed branch-dense-loop BranchDenseLoop "1 condition of this loop is hard to predict: score 4.0"
			if (p[k] < q[i])
				q[k] = 2;
		do { //! missed branch-dense-loop BranchDenseLoop "1 condition of this loop is hard to predict: score 4.0"
			q++;
		} while (*q > 3);
	}
}

/* A table of labels is a switch: each way gets its share. What is reached by other ways is not. */
void labels_as_values(const unsigned char *code, const int *p, int n)
{
	static const void *const ways[] = { &&add, &&sub, &&end };

	for (;;) { //! missed branch-dense-loop BranchDenseLoop "5 conditions of this loop are hard to predict: score 3.0"
		if (p[1] < n)
			act(1);
		if (p[code[1]] < p[code[2]])
			act(2);
		goto *ways[*code++];
	add: {
			if (p[*code] < n)
				act(3);
		}
	sub:
		act(4);
		if (p[*code] > n)
			act(5);
		if (p[code[1]] > 7)
			act(6);
	}
end:
	act(7);
}
