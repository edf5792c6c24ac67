//!flags -m=1
/* How a callee keeps what it is given is said as far as it is known: by name if it is stored, and what it is given to if it is not. */
#include <stdint.h>
#include <stdlib.h>

struct node { struct node *next; };

char *list;
uintptr_t number;
void unknown(void *);
void (*hook)(void *);

static void store(char *p) { list = p; }
static void store_below(char *p) { store(p); }
static void hand_on(char *p) { unknown(p); }
static void hand_on_below(char *p) { hand_on(p); }
static void call(char *p) { hook(p); }
static void number_it(char *p) { number = (uintptr_t)p; }
static void assemble(char *p) { __asm__ volatile("" : : "r"(p)); }
static void put_env(char *p) { putenv(p); }
static int look(const char *p) { return p[0]; }

static void odd(char *p, int n);
static void even(char *p, int n)
{
	if (n)
		odd(p, n - 1);
	else
		unknown(p);
}
static void odd(char *p, int n)
{
	if (n)
		even(p, n - 1);
}

/* What is stored in the object itself is no way out of it. */
static void round_and_round(struct node *n) { n->next = n; }

void stored(void) { store_below(malloc(8)); } //! analysis escape Escapes "passed to store_below, which stores it in global list"
void handed_on(void) { hand_on_below(malloc(8)); } //! analysis escape Escapes "passed to hand_on_below, which passes it to unknown function unknown"
void called(void) { call(malloc(8)); } //! analysis escape Escapes "passed to call, which passes it to unknown function that hook points to"
void as_a_number(void) { number_it(malloc(8)); } //! analysis escape Escapes "passed to number_it, which converts it to an integer that is kept"
void assembled(void) { assemble(malloc(8)); } //! analysis escape Escapes "passed to assemble, which gives it to inline assembly"
void into_the_environment(void) { put_env(malloc(8)); } //! analysis escape Escapes "passed to put_env, which passes it to putenv, which keeps it"
void by_functions_that_call_each_other(int n) { even(malloc(8), n); } //! analysis escape Escapes "passed to even, which passes it to unknown function unknown"
void by_the_other_of_them(int n) { odd(malloc(8), n); } //! analysis escape Escapes "passed to odd, which passes it to unknown function unknown"

void looked_at(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	look(p);
	free(p);
}

void linked_to_itself(void)
{
	struct node *n = malloc(sizeof *n); //! missed escape HeapCouldBeStack

	round_and_round(n);
	free(n);
}
