//!flags -m=1 --stack-limit=100
#include <stdlib.h>
#include <string.h>

enum { HEAD = 8 };

static void *checked(size_t n)
{
	void *p;

	if (!(p = malloc(n ? n : 1))) //! analysis escape Escapes "returned"
		abort();
	return p;
}

static void *with_head(size_t n) { return (char *)checked(n + HEAD) + HEAD; } //! analysis escape Escapes "returned"
static void *zeroed(size_t n, size_t size) { return memset(with_head(n * size), 0, n * size); } //! analysis escape Escapes "returned"
static void *cached(size_t n)
{
	static void *last;

	return last ? last : (last = malloc(n)); //! analysis escape Escapes
}
static void release(void *p) { free((char *)p - HEAD); }

void through_three_layers(void)
{
	int *p = zeroed(3, sizeof(int)); //! missed escape HeapCouldBeStack "20 bytes"

	release(p);
}

void as_much_as_allowed(void)
{
	char *p = malloc(100); //! missed escape HeapCouldBeStack "100 bytes"

	free(p);
}

void more_than_allowed(void)
{
	char *p = malloc(101); //! analysis escape DoesNotEscape "101 bytes are more than --stack-limit"

	free(p);
}

void of_unknown_size(size_t n)
{
	char *p = checked(n); //! analysis escape DoesNotEscape "not bounded"

	free(p);
}

void no_bytes(void)
{
	char *p = malloc(0); //! analysis escape DoesNotEscape

	free(p);
}

void one_that_overflows(void)
{
	char *p = calloc((size_t)-1, 8); //! analysis escape DoesNotEscape "not bounded"

	free(p);
}

void not_always_fresh(void) { *(char *)cached(8) = 1; }

void copied_text(void)
{
	char *p = strdup("text"); //! analysis escape DoesNotEscape "not bounded"

	free(p);
}
