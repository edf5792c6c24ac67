#include "analyzer/base/strbuf.h"
#include "analyzer/base/panic.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void strbuf_release(struct strbuf *b)
{
	if (b->cap)
		free(b->text);
	*b = (struct strbuf)STRBUF_INIT;
}

void strbuf_clear(struct strbuf *b)
{
	b->len = 0;
	if (b->cap)
		b->text[0] = '\0';
}

void strbuf_reserve(struct strbuf *b, size_t more)
{
	size_t need, cap = b->cap ? b->cap : 64;

	if (more > (size_t)-1 / 2 - b->len - 1)
		panic_out_of_memory(more);
	need = b->len + more + 1;
	if (need <= b->cap)
		return;
	while (cap < need)
		cap *= 2;
	b->text = xrealloc(b->cap ? b->text : NULL, cap);
	b->text[b->len] = '\0';
	b->cap = cap;
}

void strbuf_add(struct strbuf *b, const void *bytes, size_t len)
{
	strbuf_reserve(b, len);
	if (len)
		memcpy(b->text + b->len, bytes, len);
	b->len += len;
	b->text[b->len] = '\0';
}

void strbuf_adds(struct strbuf *b, const char *text)
{
	strbuf_add(b, text, strlen(text));
}

void strbuf_addc(struct strbuf *b, char c)
{
	strbuf_add(b, &c, 1);
}

void strbuf_addu(struct strbuf *b, unsigned long long number)
{
	char digits[24];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	strbuf_add(b, digits + at, sizeof digits - at);
}

void strbuf_vaddf(struct strbuf *b, const char *format, va_list ap)
{
	va_list again;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, format, ap);
	if (len < 0)
		BUG("bad format '%s'", format);
	strbuf_reserve(b, (size_t)len);
	vsnprintf(b->text + b->len, (size_t)len + 1, format, again);
	va_end(again);
	b->len += (size_t)len;
}

void strbuf_addf(struct strbuf *b, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	strbuf_vaddf(b, format, ap);
	va_end(ap);
}

char *strbuf_detach(struct strbuf *b)
{
	char *text;

	strbuf_reserve(b, 0);
	text = b->text;
	*b = (struct strbuf)STRBUF_INIT;
	return text;
}
