//!flags -m=1
/* A pointer can only go where something runs after it is there: statements have an order, which loops and jumps back take away. */
#include <setjmp.h>
#include <stdlib.h>

struct node { struct node *next; char *text; };

char *kept, *other;
struct node *list;

void stored_before_it_is_there(void)
{
	char *p = NULL;

	kept = p;
	p = malloc(8); //! missed escape HeapCouldBeStack
	free(p);
}

void stored_after_it_is_there(void)
{
	char *p = NULL;

	p = malloc(8); //! analysis escape Escapes "stored in global kept"
	kept = p;
}

void stored_before_in_a_loop(int n)
{
	char *p = NULL;

	while (n--) {
		kept = p;
		p = malloc(8); //! analysis escape Escapes "stored in global kept"
	}
}

void stored_by_a_loops_increment(int n)
{
	char *p = NULL;

	for (int i = 0; i < n; i++, kept = p)
		p = malloc(8); //! analysis escape Escapes "stored in global kept"
}

void in_the_other_branch(int n, char *q)
{
	char *p = q;

	if (n) {
		p = malloc(8); //! analysis escape DoesNotEscape
		free(p);
	} else {
		kept = p;
	}
}

void in_a_chain_of_branches(int n, char *q)
{
	char *p = q;

	if (n == 1) {
		p = malloc(8); //! analysis escape DoesNotEscape
		free(p);
	} else if (n == 2) {
		p = malloc(16); //! analysis escape DoesNotEscape
		free(p);
	} else {
		kept = p;
	}
}

void behind_both_branches(int n, char *q)
{
	char *p = q;

	if (n)
		p = malloc(8); //! analysis escape Escapes "stored in global kept"
	else
		other = p;
	kept = p;
}

void in_the_other_branch_of_a_loop(int n, char *q)
{
	char *p = q;

	while (n--)
		if (n & 1)
			p = malloc(8); //! analysis escape Escapes "stored in global kept"
		else
			kept = p;
}

void in_a_branch_that_returns(int n, char *q)
{
	char *p = q;

	while (n--) {
		if (n & 1) {
			p = malloc(8); //! analysis escape DoesNotEscape
			free(p);
			return;
		}
		kept = p;
	}
}

void in_a_branch_that_breaks(int n, char *q)
{
	char *p = q;

	while (n--) {
		if (n & 1) {
			p = malloc(8); //! analysis escape Escapes "stored in global kept"
			if (p)
				break;
			return;
		}
	}
	kept = p;
}

void by_a_jump_back(int n)
{
	char *p = NULL;

again:
	kept = p;
	p = malloc(8); //! analysis escape Escapes "stored in global kept"
	if (n--)
		goto again;
}

void by_a_jump_into_the_other_branch(int n, char *q)
{
	char *p = q;

	if (n) {
		p = malloc(8); //! analysis escape Escapes "stored in global kept"
		goto in;
	} else {
in:
		kept = p;
	}
}

void by_a_jump_out_of_a_branch_that_returns(int n, char *q)
{
	char *p = q;

	if (n) {
		p = malloc(8); //! analysis escape Escapes "stored in global kept"
		if (n > 1)
			goto out;
		return;
	}
out:
	kept = p;
}

void by_a_case_that_falls_through(int n, char *q)
{
	char *p = q;

	switch (n) {
	case 1:
		p = malloc(8); //! analysis escape Escapes "stored in global kept"
		/* fall through */
	case 2:
		kept = p;
	}
}

void by_a_case_in_the_other_branch(int n, char *q)
{
	char *p = q;

	switch (n) {
	case 1:
		p = malloc(8); //! analysis escape Escapes "stored in global kept"
		if (n < 0) {
			other = q;
		} else {
	case 2:
			kept = p;
		}
	}
}

static jmp_buf jump;

void by_a_long_jump(int n)
{
	char *volatile p = NULL;

	if (setjmp(jump))
		kept = p;
	p = malloc(8); //! analysis escape Escapes "stored in global kept"
	if (n)
		longjmp(jump, 1);
}

#define STORE(where, p) do { where = p; } while (0)

void by_a_macro_before(void)
{
	char *p = NULL;

	STORE(kept, p);
	p = malloc(8); //! missed escape HeapCouldBeStack
	free(p);
}

void by_a_macro_behind(void)
{
	char *p = malloc(8); //! analysis escape Escapes "stored in global kept"

	STORE(kept, p);
}

void within_one_expression(int n)
{
	char *p = NULL;

	n = (kept = p, p = malloc(8), n); //! analysis escape Escapes "stored in global kept"
}

void put_into_what_is_stored_already(struct node *n)
{
	list = n;
	n->text = malloc(8); //! analysis escape Escapes
}

void put_into_what_is_stored_later(void)
{
	struct node *n = malloc(sizeof *n); //! analysis escape Escapes "stored in global list"

	n->text = malloc(8); //! analysis escape Escapes "stored in global list"
	list = n;
}

void taken_out_before_it_is_put_in(void)
{
	struct node n = { NULL, NULL };

	kept = n.text;
	n.text = malloc(8); //! missed escape HeapCouldBeStack
	free(n.text);
}

void through_a_variables_address(int n)
{
	char *p = NULL, *q = NULL, **where = n ? &p : &q;

	kept = *where;
	*where = malloc(8); //! missed escape HeapCouldBeStack
	free(*where);
}

void through_a_variables_address_behind(int n)
{
	char *p = NULL, *q = NULL, **where = n ? &p : &q;

	*where = malloc(8); //! analysis escape Escapes "stored in global kept"
	kept = p;
}

static void replace(char *p)
{
	char *q = NULL;

	kept = q;
	q = p;
	q[0] = 1;
}

void given_to_one_that_keeps_what_was_before(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	replace(p);
	free(p);
}

void address_in_two_branches(int n)
{
	char *p = malloc(8), **where; //! analysis escape Escapes "stored in global kept"

	if (n)
		where = &p;
	else {
		where = &p;
		kept = *where;
	}
}
