//!flags -m=1
/* Each way of moving a pointer once to where it outlives the function, and once to where it does not. */
#include <stdlib.h>

struct pair {
	char *a;
	struct { char *inner; } b;
};

char *global;
struct pair pairs[4];

void assigned(void)
{
	char *p, *q;

	p = q = malloc(8); //! analysis escape Escapes "stored in global global"
	global = p;
}

void assigned_locally(void)
{
	char *p, *q;

	p = q = malloc(8); //! missed escape HeapCouldBeStack "8 bytes"
	p[0] = q[1];
	free(p);
}

void in_a_nested_initialiser(struct pair *out)
{
	struct pair x = { .b = { .inner = malloc(8) } }; //! analysis escape Escapes "stored through parameter out"

	*out = x;
}

void in_a_local_initialiser(void)
{
	struct pair x = { malloc(8), { NULL } }; //! missed escape HeapCouldBeStack

	free(x.a);
}

void in_an_array_of_structs(void)
{
	struct pair x[2] = { [1] = { .a = malloc(8) } }; //! analysis escape Escapes "stored in global pairs"

	pairs[2] = x[1];
}

void in_a_local_array(void)
{
	char *x[2][2] = { { NULL, malloc(8) } }; //! missed escape HeapCouldBeStack

	free(x[0][1]);
}

void in_a_compound_literal(void)
{
	pairs[0] = (struct pair){ .a = malloc(8) }; //! analysis escape Escapes "stored in global pairs"
}

void in_a_local_literal(void)
{
	struct pair *p = &(struct pair){ .a = malloc(8) }; //! missed escape HeapCouldBeStack

	free(p->a);
}

void compound_assignment(void)
{
	char *p = malloc(8); //! analysis escape Escapes "stored in global global"

	p += 3;
	global = p--;
}

void compound_assignment_locally(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	p += 3;
	*p++ = 1;
	free(p - 4);
}
