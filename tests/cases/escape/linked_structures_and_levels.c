//!flags -m=1
#include <stdlib.h>

struct node {
	struct node *next;
	char *text;
};

struct node *list;

static void push(struct node **head, struct node *n)
{
	n->next = *head;
	*head = n;
}

static void push_new(struct node **head, char *text)
{
	struct node *n = malloc(sizeof *n); //! analysis escape Escapes "stored through parameter head"

	n->text = text;
	push(head, n);
}

void to_a_list_of_the_program(void) { push_new(&list, malloc(8)); } //! analysis escape Escapes "passed to push_new, which stores it in memory that is known outside"

void to_a_list_of_the_function(void)
{
	struct node *head = NULL;

	push_new(&head, malloc(8)); //! analysis escape DoesNotEscape "may get other memory"
	free(head->text);
	free(head);
}

struct node *to_a_list_that_is_returned(void)
{
	struct node *head = NULL;

	push_new(&head, malloc(8)); //! analysis escape Escapes "returned"
	return head;
}

void three_levels(char ***p) { **p = malloc(8); } //! analysis escape Escapes "stored through parameter p"

void three_levels_locally(void)
{
	char *a, **b = &a, ***c = &b;

	**c = malloc(8); //! missed escape HeapCouldBeStack
	free(a);
}

int out_parameter(char **out)
{
	*out = malloc(8); //! analysis escape Escapes "stored through parameter out"
	return 0;
}

void out_parameter_of_a_local(void)
{
	char *p;

	out_parameter(&p);
	free(p);
}

void cycle_of_two(void)
{
	struct node *a = malloc(sizeof *a), *b = malloc(sizeof *b); //! missed escape HeapCouldBeStack //! missed escape HeapCouldBeStack

	a->next = b;
	b->next = a;
	free(a);
	free(b);
}

struct node *inner_of_a_returned(void)
{
	struct node *a = malloc(sizeof *a); //! analysis escape Escapes "returned"

	a->text = malloc(8); //! analysis escape Escapes "returned"
	return a;
}

char *content_of_a_local(void)
{
	struct node *a = malloc(sizeof *a); //! missed escape HeapCouldBeStack "16 bytes"
	char *text;

	a->text = malloc(8); //! analysis escape Escapes "returned"
	text = a->text;
	free(a);
	return text;
}

static struct node *even(struct node *n, int depth);
static struct node *odd(struct node *n, int depth) { return depth ? even(n->next, depth - 1) : n; }
static struct node *even(struct node *n, int depth) { return depth ? odd(n->next, depth - 1) : NULL; }

void through_mutual_recursion(void)
{
	struct node *a = malloc(sizeof *a); //! analysis escape Escapes "stored in global list"

	list = odd(a, 3);
}

void mutual_recursion_that_only_looks(void)
{
	struct node *a = malloc(sizeof *a); //! missed escape HeapCouldBeStack

	if (odd(a, 3) == NULL)
		abort();
	free(a);
}
