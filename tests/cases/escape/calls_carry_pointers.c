//!flags -m=1
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct box {
	char *text;
	struct box *next;
};

char *kept;
struct box boxes[2];
void unknown(void *);

static void keep(char *p) { kept = p; }
static char *same(char *p) { return p; }
static int length(const char *p) { return (int)strlen(p); }
static void fill(struct box *b, char *p) { b->text = p; }
static struct box pack(char *p) { return (struct box){ .text = p }; }
static char *unpack(struct box b) { return b.text; }
static void first(int n, ...)
{
	va_list ap;

	va_start(ap, n);
	kept = va_arg(ap, char *);
	va_end(ap);
}
static int count(int n, ...)
{
	va_list ap;
	int sum = 0;

	va_start(ap, n);
	while (n--)
		sum += *va_arg(ap, char *);
	va_end(ap);
	return sum;
}
static char *forward(const char *format, va_list ap) { (void)format; return va_arg(ap, char *); }
static void third(int n, ...)
{
	va_list ap, copy;

	va_start(ap, n);
	va_copy(copy, ap);
	kept = forward("", copy);
	va_end(copy);
	va_end(ap);
}

void to_one_that_keeps(void) { keep(malloc(8)); } //! analysis escape Escapes "passed to keep, which stores it in global kept"

void to_one_that_does_not(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	length(p);
	free(p);
}

void to_the_unknown(void) { unknown(malloc(8)); } //! analysis escape Escapes "passed to unknown function unknown"

void through_one_that_returns_it(void) { kept = same(malloc(8)); } //! analysis escape Escapes "stored in global kept"

void through_one_that_returns_it_locally(void)
{
	char *p = same(malloc(8)); //! missed escape HeapCouldBeStack

	free(p);
}

void into_what_an_argument_points_to(struct box *b) { fill(b, malloc(8)); } //! analysis escape Escapes "stored through parameter b"

void into_a_local(void)
{
	struct box b;

	fill(&b, malloc(8)); //! missed escape HeapCouldBeStack
	free(b.text);
}

void into_a_local_that_is_copied(void)
{
	struct box b;

	fill(&b, malloc(8)); //! analysis escape Escapes "stored in global boxes"
	boxes[1] = b;
}

void by_value(void) { kept = unpack(pack(malloc(8))); } //! analysis escape Escapes "stored in global kept"

void by_value_locally(void) { free(unpack(pack(malloc(8)))); } //! missed escape HeapCouldBeStack

void copied_as_bytes(void)
{
	struct box b = { .text = malloc(8) }; //! analysis escape Escapes "put by memcpy into what is known outside"

	memcpy(&boxes[0], &b, sizeof b);
}

void copied_as_bytes_locally(void)
{
	struct box b = { .text = malloc(8) }, c; //! missed escape HeapCouldBeStack

	memcpy(&c, &b, sizeof b);
	free(c.text);
}

void bytes_copied_into_it(const char *text)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	memcpy(p, text, 8);
	kept = strchr(text, *p);
	free(p);
}

void as_a_variadic_argument(void) { first(1, malloc(8)); } //! analysis escape Escapes "passed to first, which stores it in global kept"

void as_a_variadic_argument_that_is_read(void)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	count(1, p);
	free(p);
}

void through_a_va_list(void) { third(1, malloc(8)); } //! analysis escape Escapes "passed to third, which stores it in global kept"

void printed(void)
{
	char *p = malloc(8), buffer[16]; //! missed escape HeapCouldBeStack

	snprintf(buffer, sizeof buffer, "%s", p);
	free(p);
}
