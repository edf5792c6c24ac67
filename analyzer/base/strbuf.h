/* Text that grows. Always ends with a NUL that `len` does not count; may hold NULs inside. */
#ifndef WHYNOT_BASE_STRBUF_H
#define WHYNOT_BASE_STRBUF_H

#include <stdarg.h>
#include <stddef.h>

struct strbuf {
	char *text; /* never NULL after strbuf_init; owned */
	size_t len, cap;
};

#define STRBUF_INIT { (char *)"", 0, 0 }

void strbuf_release(struct strbuf *b);   /* frees; the buffer is empty and usable afterwards */
void strbuf_clear(struct strbuf *b);     /* empties, keeps the memory */
void strbuf_reserve(struct strbuf *b, size_t more); /* room for `more` bytes beyond len */
void strbuf_add(struct strbuf *b, const void *bytes, size_t len);
void strbuf_adds(struct strbuf *b, const char *text);
void strbuf_addc(struct strbuf *b, char c);
void strbuf_addu(struct strbuf *b, unsigned long long number); /* decimal, without printf's cost */
void strbuf_addf(struct strbuf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void strbuf_vaddf(struct strbuf *b, const char *format, va_list ap) __attribute__((format(printf, 2, 0)));

/* The text, handed to the caller, who frees it; the buffer is empty afterwards. */
char *strbuf_detach(struct strbuf *b);

#endif
