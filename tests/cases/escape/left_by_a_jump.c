//!flags -m=1
/* "Freed on every path" is not said where a call that does not return, or asm goto, can jump over the free(). */
#include <assert.h>
#include <setjmp.h>
#include <stdlib.h>

extern jmp_buf env;
_Noreturn void thrower(void);
__attribute__((noreturn)) void thrower_of_gnu(void);

int by_longjmp(int n)
{
	char *p = malloc(n); //! analysis escape DoesNotEscape "does not escape by_longjmp; its size"

	if (n > 4)
		longjmp(env, 1);
	free(p);
	return n;
}

int by_a_function(int n)
{
	char *p = malloc(n); //! analysis escape DoesNotEscape "does not escape by_a_function; its size"

	if (n > 4)
		thrower();
	free(p);
	return n;
}

int by_a_function_with_an_attribute(int n)
{
	char *p = malloc(n); //! analysis escape DoesNotEscape "does not escape by_a_function_with_an_attribute; its size"

	if (n > 4)
		thrower_of_gnu();
	free(p);
	return n;
}

int by_asm_goto(int n)
{
	char *p = malloc(n); //! analysis escape DoesNotEscape "does not escape by_asm_goto; its size"

	if (n > 4)
		__asm__ goto("jmp %l0" : : : : out);
	free(p);
	return n;
out:
	return 3;
}

/* ---- freed ------------------------------------------------------------------------------------------------------------- */

int not_if_it_is_null(int n)
{
	char *p = malloc(n); //! analysis escape DoesNotEscape "and is freed on every path"

	if (!p)
		longjmp(env, 1);
	free(p);
	return n;
}

int not_before(int n)
{
	char *p;

	if (n < 0)
		thrower();
	p = malloc(n); //! analysis escape DoesNotEscape "and is freed on every path"
	free(p);
	return n;
}

int not_where_the_process_ends(int n)
{
	char *p = malloc(n); //! analysis escape DoesNotEscape "and is freed on every path"

	assert(n != 3);
	if (n > 4)
		exit(1);
	if (n > 3)
		abort();
	free(p);
	return n;
}
