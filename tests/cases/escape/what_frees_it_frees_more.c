//!flags -m=1
/* A call that frees the allocation stays necessary where it may get other memory: it would free the stack then. */
#include <stdlib.h>
#include <string.h>

void note(const char *);

int of_two_allocations(int c)
{
	char *p = c ? malloc(8) : strdup("abc"); //! analysis escape DoesNotEscape "malloc(8) does not escape of_two_allocations; the call that frees it may get other memory"
	int r; //!^ analysis escape DoesNotEscape "may get other memory"

	if (!p)
		return 0;
	r = p[0];
	free(p);
	return r;
}

int of_an_argument(char *p, int c)
{
	int r;

	if (c)
		p = malloc(8); //! analysis escape DoesNotEscape "may get other memory"
	r = p[0];
	free(p);
	return r;
}

static void drop(char *p)
{
	free(p);
}

int by_a_function(int c)
{
	char *p = c ? malloc(8) : strdup("abc"); //! analysis escape DoesNotEscape "may get other memory"
	int r = p[0]; //!^ analysis escape DoesNotEscape

	drop(p);
	return r;
}

static void look(char *p)
{
	note(p[0] ? "some" : "none");
}

int by_one_of_two_functions(int c)
{
	void (*end)(char *) = c ? drop : look;
	char *p = malloc(8); //! analysis escape DoesNotEscape "or do something else"

	p[0] = (char)c;
	end(p);
	return c;
}

/* ---- nothing else comes to it ------------------------------------------------------------------------------------------ */

int of_one_or_null(int c)
{
	char *p = c ? malloc(8) : NULL; //! missed escape HeapCouldBeStack "8 bytes"
	int r = p ? p[0] : 0;

	free(p);
	return r;
}

int by_a_function_of_its_own(int c)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "8 bytes"

	p[0] = (char)c;
	c = p[0];
	drop(p);
	return c;
}
