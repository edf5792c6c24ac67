//!flags -m=1
/* A buffer of bytes that is used as something else has to be aligned for it; malloc does that, char buffer[8] does not. */
#include <stdlib.h>
#include <string.h>

struct point { long x, y; };

static void as_points(void *p) { ((struct point *)p)->x = 1; }
static void as_points_below(void *p) { as_points(p); }
static int as_bytes(const void *p) { return *(const char *)p; }

void of_its_type(void)
{
	struct point *p = malloc(sizeof *p); //! missed escape HeapCouldBeStack "could be a local of 16 bytes"

	as_points(p);
	free(p);
}

void bytes(void)
{
	char *p = malloc(16); //! missed escape HeapCouldBeStack "could be a local of 16 bytes"

	memset(p, 0, 16);
	p[0] = (char)as_bytes(p);
	free(p);
}

void bytes_that_are_cast(void)
{
	char *p = malloc(16); //! missed escape HeapCouldBeStack "could be a local with _Alignas of 16 bytes"
	struct point *q = (struct point *)p;

	q->x = 1;
	free(p);
}

void anything_that_is_converted(void)
{
	void *p = malloc(16); //! missed escape HeapCouldBeStack "with _Alignas"
	struct point *q = p;

	q->x = 1;
	free(p);
}

void bytes_that_a_callee_casts(void)
{
	char *p = malloc(16); //! missed escape HeapCouldBeStack "with _Alignas"

	as_points_below(p);
	free(p);
}

void with_an_alignment(void)
{
	char *p = aligned_alloc(64, 64); //! missed escape HeapCouldBeStack "could be a local with _Alignas of 64 bytes"

	memset(p, 0, 64);
	free(p);
}
