//!flags -m=1
#include <alloca.h>
#include <stdatomic.h>
#include <stdlib.h>

char *kept;
_Atomic(char *) shared;
_Thread_local char *own;

static void release(char **p) { free(*p); }
static void hand_over(char **p) { kept = *p; }

void given_to_assembly(void)
{
	char *p = malloc(8); //! analysis escape Escapes "given to inline assembly"

	__asm__ volatile("" : : "r"(p) : "memory");
}

void assembly_beside_it(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack
	int i = 1;

	__asm__ volatile("" : "+r"(i));
	p[i] = 0;
	free(p);
}

void exchanged(char **place) { __atomic_exchange_n(place, malloc(8), __ATOMIC_SEQ_CST); } //! analysis escape Escapes "stored through parameter place"

void stored_atomically(void) { atomic_store(&shared, malloc(8)); } //! analysis escape Escapes

void loaded_atomically(void)
{
	char *p = malloc(8), *q; //! missed escape HeapCouldBeStack

	q = __atomic_load_n(&p, __ATOMIC_SEQ_CST);
	free(q);
}

void of_the_thread(void) { own = malloc(8); } //! analysis escape Escapes "stored in global own"

void in_a_static_local(void)
{
	static char *once;

	if (!once)
		once = malloc(8); //! analysis escape Escapes "stored in static once"
}

void cleaned_up(void)
{
	__attribute__((cleanup(release))) char *p = malloc(8); //! missed escape HeapCouldBeStack "could be a local of 8 bytes"

	p[0] = 1;
}

void cleaned_up_by_one_that_keeps(void)
{
	__attribute__((cleanup(hand_over))) char *p = malloc(8); //! analysis escape Escapes "passed to hand_over, which stores it in global kept"

	p[0] = 1;
}

void in_an_array_of_variable_length(int n)
{
	char *p[n];

	p[n - 1] = malloc(8); //! missed escape HeapCouldBeStack
	free(p[n - 1]);
}

void in_alloca(int n)
{
	char **p = alloca((size_t)n);

	p[0] = malloc(8); //! missed escape HeapCouldBeStack
	free(p[0]);
}

void in_an_array_of_variable_length_and_kept(int n)
{
	char *p[n];

	p[n - 1] = malloc(8); //! analysis escape Escapes "stored in global kept"
	kept = p[0];
}

void in_alloca_and_kept(int n)
{
	char **p = alloca((size_t)n);

	p[0] = malloc(8); //! analysis escape Escapes "stored in global kept"
	kept = p[n - 1];
}

void beside_what_is_of_the_thread(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	p[0] = own[0];
	own = NULL;
	free(p);
}

void beside_a_static_local(void)
{
	static char *once;
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	p[0] = once ? once[0] : 0;
	free(p);
}

void through_casts(void)
{
	void *p = malloc(8); //! analysis escape Escapes "stored in global kept"

	kept = (char *)(const long *)(void *)p;
}

void through_casts_locally(void)
{
	void *p = malloc(8); //! missed escape HeapCouldBeStack

	*(char *)(const long *)(void *)p = 1;
	free((int *)p);
}

void leaked(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "where it leaks"

	p[0] = 1;
}

struct record { char *text; } records[2];

void byte_for_byte(void)
{
	struct record r = { malloc(8) }; //! analysis escape Escapes "stored in what to points to, which is known outside"
	char *from = (char *)&r, *to = (char *)&records[1];

	for (unsigned i = 0; i < sizeof r; i++)
		*to++ = from[i];
}

void byte_for_byte_into_it(const char *from)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	for (unsigned i = 0; i < 8; i++)
		p[i] = from[i];
	free(p);
}
