#include "analyzer/base/panic.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void panic_bug(const char *file, int line, const char *format, ...)
{
	va_list ap;

	fprintf(stderr, "whynot: bug at %s:%d: ", file, line);
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fputc('\n', stderr);
	abort();
}

_Noreturn void panic_out_of_memory(size_t bytes)
{
	fprintf(stderr, "whynot: out of memory (%zu bytes asked for)\n", bytes);
	exit(2);
}

void *xmalloc(size_t bytes)
{
	void *p = malloc(bytes ? bytes : 1);

	if (!p)
		panic_out_of_memory(bytes);
	return p;
}

void *xrealloc(void *old, size_t bytes)
{
	void *p = realloc(old, bytes ? bytes : 1);

	if (!p)
		panic_out_of_memory(bytes);
	return p;
}
