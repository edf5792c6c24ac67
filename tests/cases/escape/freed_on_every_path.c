//!flags -m=1
/* Freed on every path is said where it is sure, leaks where nothing frees; between them nothing is said. */
#include <stdlib.h>

int use(int);

int at_the_end(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "does not escape at_the_end and is freed on every path: could be"

	p[0] = (char)n;
	n = p[0];
	free(p);
	return n;
}

int if_it_is_there(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "and is freed on every path"

	if (!p)
		return -1;
	p[0] = (char)n;
	if (n > 3)
		p[1] = 1;
	free(p);
	return n;
}

int if_it_is_not_null(int n)
{
	char *p;

	if ((p = malloc(8)) == NULL) { //! missed escape HeapCouldBeStack "and is freed on every path"
		use(n);
		return -1;
	}
	while (n--)
		if (p[0] == n)
			break;
	free(p);
	return n;
}

int not_if_it_returns_early(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "does not escape not_if_it_returns_early: could be"

	p[0] = 1;
	if (n > 3)
		return use(p[0]);
	free(p);
	return n;
}

int not_if_something_else_is_null(int n, char *q)
{
	char *p = malloc(8), *r = q; //! missed escape HeapCouldBeStack "does not escape not_if_something_else_is_null: could be"

	if (!r)
		return -1;
	free(p);
	return n;
}

int not_in_one_branch(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "does not escape not_in_one_branch: could be"

	if (n)
		free(p);
	return n;
}

int not_in_one_operand(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "does not escape not_in_one_operand: could be"

	return n && (free(p), 1);
}

int not_in_one_braced_branch(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "does not escape not_in_one_braced_branch: could be"

	if (n) {
		free(p);
	}
	return n;
}

int not_if_it_jumps_over(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "does not escape not_if_it_jumps_over: could be"

	if (n)
		goto out;
	free(p);
out:
	return n;
}

int not_if_the_turn_is_left(int n)
{
	while (n--) {
		char *p = malloc(8); //! missed escape HeapCouldBeStack "does not escape not_if_the_turn_is_left: could be"

		if (p[0] == n)
			break;
		free(p);
	}
	return n;
}

int in_each_turn(int n)
{
	while (n--) {
		char *p = malloc(8); //! missed escape HeapCouldBeStack "and is freed on every path"

		if (!p)
			break;
		free(p);
	}
	return n;
}

int not_if_it_may_be_another(int n, char *q)
{
	char *p = malloc(8), *r = n ? p : q; //! analysis escape DoesNotEscape "does not escape not_if_it_may_be_another; the call that frees it may"

	free(r);
	return n;
}

int of_any_size(size_t n)
{
	char *p = malloc(n); //! analysis escape DoesNotEscape "and is freed on every path; its size is not bounded"

	free(p);
	return 0;
}

static void release(void *p)
{
	if (!p)
		return;
	free((char *)p);
}

static void release_below(void *p)
{
	release(p);
}

static void release_if(void *p, int n)
{
	if (n > 3)
		return;
	free(p);
}

int by_a_wrapper(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "does not escape by_a_wrapper and is freed on every path"

	p[0] = (char)n;
	release_below(p);
	return n;
}

int not_by_a_wrapper_that_may_not(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "does not escape not_by_a_wrapper_that_may_not: could be"

	p[0] = (char)n;
	release_if(p, n);
	return n;
}

int never(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "where it leaks"

	p[0] = (char)n;
	return p[0];
}
