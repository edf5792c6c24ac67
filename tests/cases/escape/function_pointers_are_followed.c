//!flags -m=1
#include <stdlib.h>

struct operations {
	void (*take)(void *);
	void (*look)(void *);
	void *(*make)(size_t);
};

void *kept;
static void take(void *p) { kept = p; }
static void look(void *p) { *(char *)p = 1; }
static void release(void *p) { free(p); }

static const struct operations operations = { take, .look = look, .make = malloc };
static void (*const table[])(void *) = { look, release };
static void (*hook)(void *) = look;

static const struct module {
	int version;
	double load;
	const char *name;
	void (*first)(void *);
	void (*handlers[2])(void *);
	struct operations inner;
	void (*last)(void *);
} module = { 3, -1.5, "module", look, { look, take }, { .look = look }, .last = release };

void by_a_member_that_keeps(void) { operations.take(malloc(8)); } //! analysis escape Escapes "passed to take, which stores it in global kept"

void by_a_member_that_does_not(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	operations.look(p);
	free(p);
}

void made_through_a_member(const struct operations *o)
{
	char *p = o->make(8); //! missed escape HeapCouldBeStack "o->make(8)"

	free(p);
}

void behind_numbers_in_the_initialiser(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	module.first(p);
	module.inner.look(p);
	module.last(p);
}

void by_an_array_in_the_struct(int i)
{
	module.handlers[i](malloc(8)); //! analysis escape Escapes "passed to take, which stores it in global kept"
}

void by_a_table(int i)
{
	char *p = malloc(8); //! analysis escape DoesNotEscape "or do something else"

	table[i](p);
}

void by_a_local(int c)
{
	void (*f)(void *) = c ? look : release;
	char *p = malloc(8); //! analysis escape DoesNotEscape "or do something else"

	f(p);
}

void by_a_variable(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	hook(p);
	(*hook)(p);
	free(p);
}

void by_a_parameter(void (*f)(void *)) { f(malloc(8)); } //! analysis escape Escapes "passed to unknown function that f points to"

static void apply(void (*f)(void *), void *p) { f(p); }

void by_a_static_functions_parameter(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	apply(look, p);
	free(p);
}

void through_memory(void (**f)(void *)) { (*f)(malloc(8)); } //! analysis escape Escapes "passed to unknown function that f points to"

static int compare(const void *a, const void *b) { return *(const char *)a - *(const char *)b; }
static int compare_and_keep(const void *a, const void *b) { kept = (void *)a; return *(const char *)a - *(const char *)b; }

void sorted(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	qsort(p, 8, 1, compare);
	free(p);
}

void sorted_by_one_that_keeps(void)
{
	char *p = malloc(8); //! analysis escape Escapes "passed to compare_and_keep, which stores it in global kept"

	qsort(p, 8, 1, compare_and_keep);
}

int main(void) { return 0; }
