//!flags -m=1
#include <stdlib.h>

char *kept;

void by_a_condition(int c, char *other)
{
	char *p = malloc(8); //! analysis escape Escapes "stored in global kept"

	kept = c ? other : p;
}

void by_a_condition_locally(int c)
{
	char *p = malloc(8), *q = malloc(16), *r = c ? p : q; //! missed escape HeapCouldBeStack "8 bytes" //! missed escape HeapCouldBeStack "16 bytes"

	*r = 1;
	free(p);
	free(q);
}

void as_the_condition(int c)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	kept = p ? NULL : kept;
	free(p);
	(void)c;
}

void by_the_short_condition(char *other)
{
	char *p = malloc(8); //! analysis escape Escapes "stored in global kept"

	kept = other ?: p;
}

void behind_a_comma(void)
{
	char *p = malloc(8); //! analysis escape Escapes "stored in global kept"

	kept = (p[0] = 1, p);
}

void before_a_comma(char *other)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	kept = (p, other);
	free(p);
}

void out_of_a_statement_expression(void)
{
	kept = ({ char *p = malloc(8); p[0] = 1; p; }); //! analysis escape Escapes "stored in global kept"
}

void inside_a_statement_expression(void)
{
	kept = ({ char *p = malloc(8); p[0] = 1; free(p); kept; }); //! missed escape HeapCouldBeStack
}

void by_generic_selection(void)
{
	char *p = malloc(8); //! analysis escape Escapes "stored in global kept"

	kept = _Generic(p, int *: (char *)0, char *: p);
}

void generic_selection_of_a_number(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack
	int i = _Generic(p[0], char: 1, int: 2);

	p[i] = 0;
	free(p);
}

void by_a_chosen_expression(void)
{
	char *p = malloc(8); //! analysis escape Escapes "stored in global kept"

	kept = __builtin_choose_expr(1, p, 0);
}

void only_measured(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack
	unsigned long n = sizeof(kept = p);

	p[n % 8] = 0;
	free(p);
}
