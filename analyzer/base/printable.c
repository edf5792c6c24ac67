#include "analyzer/base/printable.h"

#include "analyzer/base/utf8.h"

#include <string.h>

bool printable_is_hidden(uint32_t code)
{
	static const uint32_t ranges[][2] = {
		{ 0x80, 0x9f }, { 0xad, 0xad }, { 0x61c, 0x61c }, { 0x180e, 0x180e }, { 0x200b, 0x200f }, { 0x2028, 0x202e },
		{ 0x2060, 0x206f }, { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb }, { 0xe0000, 0xe0fff },
	};

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		if (code >= ranges[i][0] && code <= ranges[i][1])
			return true;
	}
	return false;
}

size_t printable_add_character(struct strbuf *b, const char *text, size_t len, size_t *columns)
{
	uint32_t code = 0;
	size_t n = utf8_decode(text, len, &code);
	size_t before = b->len;

	if (n > 0 && code != 0x7f && (code >= ' ' || code == '\t') && !printable_is_hidden(code)) {
		strbuf_add(b, text, n);
		*columns += 1;
		return n;
	}
	if (n == 0 || code < 0x80) {
		strbuf_addf(b, "\\x%02x", (unsigned)(unsigned char)text[0]);
		n = 1;
	} else if (code <= 0xffff) {
		strbuf_addf(b, "\\u%04x", (unsigned)code);
	} else {
		strbuf_addf(b, "\\U%08x", (unsigned)code);
	}
	*columns += b->len - before;
	return n;
}

void printable_add(struct strbuf *b, const char *text)
{
	size_t len = strlen(text), columns = 0;

	for (size_t i = 0; i < len;)
		i += printable_add_character(b, text + i, len - i, &columns);
}

void printable_write(struct out *o, const char *text)
{
	struct strbuf b = STRBUF_INIT;

	printable_add(&b, text);
	out_write(o, b.text, b.len);
	strbuf_release(&b);
}
