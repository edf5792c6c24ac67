//!flags -m=1
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

struct node {
	struct node *next;
	char name[16];
	union {
		void *pointer;
		unsigned long bits;
	} value;
};

#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))

struct node *head;
char *names[4];
unsigned long seen;

void through_a_member_array(void)
{
	struct node *n = malloc(sizeof *n); //! analysis escape Escapes "stored in global names"

	names[1] = n->name; /* an array decays: the address of what is inside */
}

void a_member_array_read(void)
{
	struct node *n = malloc(sizeof *n); //! missed escape HeapCouldBeStack "32 bytes"
	char c = n->name[3];

	names[0] = c ? NULL : names[1];
	free(n);
}

void through_container_of(char **inside)
{
	struct node *n = malloc(sizeof *n); //! analysis escape Escapes "stored in global head"

	*inside = NULL;
	head = container_of(&n->name, struct node, name);
}

void container_of_locally(void)
{
	struct node *n = malloc(sizeof *n); //! missed escape HeapCouldBeStack
	char *inside = n->name;

	free(container_of(inside, struct node, name));
}

void through_a_union(void)
{
	struct node n;

	n.value.pointer = malloc(8); //! analysis escape Escapes "converted to an integer"
	seen = n.value.bits;
}

void a_union_read_as_it_was_written(void)
{
	struct node n;

	n.value.pointer = malloc(8); //! missed escape HeapCouldBeStack
	free(n.value.pointer);
}

void as_an_integer_that_is_kept(void)
{
	char *p = malloc(8); //! analysis escape Escapes "converted to an integer that is kept"

	seen = (uintptr_t)p;
}

void as_an_integer_and_back(void)
{
	char *p = malloc(8), *q; //! missed escape HeapCouldBeStack

	q = (char *)(((uintptr_t)p + 7) & ~(uintptr_t)7);
	if ((uintptr_t)q % 8 || (uintptr_t)p == 4096 || ((uintptr_t)q & 3))
		abort();
	free(p);
}

void aligned_and_kept(void)
{
	char *p = malloc(8); //! analysis escape Escapes "stored in global names"

	names[2] = (char *)(((uintptr_t)p + 7) & ~(uintptr_t)7);
}

void by_index_from_the_other_side(void)
{
	char **p = malloc(8); //! missed escape HeapCouldBeStack

	1[names] = 0[p];
	free(p);
}

void two_dimensions(char *(*table)[4])
{
	table[1][2] = malloc(8); //! analysis escape Escapes "stored through parameter table"
}
