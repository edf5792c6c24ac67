//!flags -m=1
/* An allocator as interpreters take it: one function that allocates, resizes and, for a size of 0, frees. */
#include <stdlib.h>

typedef void *(*allocator)(void *state, void *p, size_t old, size_t new);

static void *allocate(void *state, void *p, size_t old, size_t new)
{
	(void)state, (void)old;
	if (!new) {
		free(p);
		return NULL;
	}
	return realloc(p, new); //! analysis escape Escapes "returned"
}

static void *resize(void *p, size_t n) { return realloc(p, n); } //! analysis escape Escapes "returned"

static struct machine { allocator call; } machine = { allocate };

void taken_and_given_back(void)
{
	char *p = machine.call(NULL, NULL, 0, 8); //! missed escape HeapCouldBeStack "could be a local of 8 bytes"

	p[0] = 1;
	machine.call(NULL, p, 8, 0);
}

void resized_to_nothing(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack "could be a local of 8 bytes"

	p[0] = 1;
	realloc(p, 0);
}

void by_a_wrapper(void)
{
	char *p = resize(NULL, 8); //! missed escape HeapCouldBeStack "could be a local of 8 bytes"

	p[0] = 1;
	resize(p, 0);
}

void resized_to_more(size_t n)
{
	char *p = resize(NULL, 8); //! analysis escape DoesNotEscape "it is resized"

	p = resize(p, n); //! analysis escape DoesNotEscape
	resize(p, 0);
}

void never_given_back(void)
{
	char *p = machine.call(NULL, NULL, 0, 8); //! missed escape HeapCouldBeStack "where it leaks"

	p[0] = 1;
}

int main(void) { return 0; }
