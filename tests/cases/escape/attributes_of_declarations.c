//!flags -m=1
/* What the attributes of functions without a body say is believed. */
#include <stddef.h>
#include <stdlib.h>

#define LENT __attribute__((noescape))
#define ALLOCATES(n) __attribute__((malloc, alloc_size(n)))

struct node { struct node *next; char *text; };
struct handle;

char *kept;
struct node *list;

void look(LENT const void *p, void *other);
void look_by_name(__attribute__((__noescape__)) const void *p);
int measure(const void *p) __attribute__((pure));
int hash(const void *p) __attribute__((__const__));
char *skip(const char *p) __attribute__((pure));
char *first(const struct node *n) __attribute__((pure));
char *same(char *p) __attribute__((const));
void *get(size_t n) __attribute__((malloc)) __attribute__((alloc_size(1)));
void *get_for(void *pool, size_t n, size_t size) __attribute__((__malloc__, __alloc_size__(2, 3)));
void *get_by_macro(size_t n) ALLOCATES(1);
void *get_some(void) __attribute__((malloc));
struct handle *open_it(const char *name) __attribute__((malloc));
void give(void *p);
void fail(const char *why) __attribute__((noreturn));

void lent(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	look(p, NULL);
	look_by_name(p);
	free(p);
}

void not_lent(void)
{
	char *p = malloc(8); //! analysis escape Escapes "passed to unknown function look"

	look(NULL, p);
	free(p);
}

void content_of_what_is_lent(void)
{
	struct node n = { NULL, malloc(8) }; //! analysis escape Escapes "passed to unknown function look"

	look(&n, NULL);
}

void what_is_lent_may_be_filled(struct node **out)
{
	struct node *n = malloc(sizeof *n); //! missed escape HeapCouldBeStack

	look(n, NULL);
	*out = n->next;
	free(n);
}

void pure_and_const(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	p[0] = (char)(measure(p) + hash(p));
	free(p);
}

void given_back_by_a_pure_function(void)
{
	char *p = malloc(8); //! analysis escape Escapes "stored in global kept"

	kept = skip(p);
}

void taken_out_by_a_pure_function(void)
{
	struct node n = { NULL, malloc(8) }; //! analysis escape Escapes "stored in global kept"

	kept = first(&n);
}

void given_back_by_a_const_function(void)
{
	char *p = malloc(8); //! analysis escape Escapes "stored in global kept"

	kept = same(p);
}

void fresh(void)
{
	char *p = get(8), *q = get_for(NULL, 2, 8), *r = get_by_macro(4); //! missed escape HeapCouldBeStack "get(8)" //! missed escape HeapCouldBeStack "16 bytes" //! missed escape HeapCouldBeStack "4 bytes"

	p[0] = q[0] = r[0] = 1;
}

void fresh_and_kept(void) { kept = get(8); } //! analysis escape Escapes "stored in global kept"

void fresh_and_given_away(void)
{
	char *p = get(8); //! analysis escape Escapes "passed to unknown function give"

	give(p);
}

static void *get_checked(size_t n)
{
	void *p = get(n); //! analysis escape Escapes "returned"

	if (!p)
		fail("no memory");
	return p;
}

void by_a_wrapper(void)
{
	char *p = get_checked(16); //! missed escape HeapCouldBeStack "could be a local of 16 bytes"

	p[0] = 1;
}

/* Whatever these made, nobody can say that a local would do. */
void of_unknown_kind(void)
{
	char *p = get_some();
	struct handle *h = open_it("name");

	p[0] = h != NULL;
}
