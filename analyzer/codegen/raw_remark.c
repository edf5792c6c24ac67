#include "analyzer/codegen/raw_remark.h"

#include <string.h>

static void add_utf8(struct strbuf *out, uint32_t c)
{
	if (c < 0x80) {
		strbuf_addc(out, (char)c);
	} else if (c < 0x800) {
		strbuf_addc(out, (char)(0xc0 | c >> 6));
		strbuf_addc(out, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		strbuf_addc(out, (char)(0xe0 | c >> 12));
		strbuf_addc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		strbuf_addc(out, (char)(0x80 | (c & 0x3f)));
	} else {
		strbuf_addc(out, (char)(0xf0 | c >> 18));
		strbuf_addc(out, (char)(0x80 | (c >> 12 & 0x3f)));
		strbuf_addc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		strbuf_addc(out, (char)(0x80 | (c & 0x3f)));
	}
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
		return (c | 0x20) - 'a' + 10;
	return -1;
}

/* The number written in `n` hexadecimal digits at `p`; false if it is not, or not a character. */
static bool hex_number(const char *p, const char *end, int n, uint32_t *number)
{
	uint32_t value = 0;

	if (end - p < n)
		return false;
	for (int i = 0; i < n; i++) {
		int digit = hex_digit(p[i]);

		if (digit < 0)
			return false;
		value = value << 4 | (uint32_t)digit;
	}
	*number = value;
	return value <= 0x10ffff;
}

/* Decodes the escape whose letter is at `p` (behind the backslash); the first byte behind it. */
static const char *add_escape(struct strbuf *out, const char *p, const char *end)
{
	static const char letters[] = "0abtnvfre\"/\\ ", meanings[] = "\0\a\b\t\n\v\f\r\033\"/\\ ";
	const char *known = *p ? strchr(letters, *p) : NULL;
	int digits = *p == 'x' ? 2 : *p == 'u' ? 4 : *p == 'U' ? 8 : 0;
	uint32_t number;

	if (known) {
		strbuf_addc(out, meanings[known - letters]);
		return p + 1;
	}
	if (digits && hex_number(p + 1, end, digits, &number)) {
		add_utf8(out, number);
		return p + 1 + digits;
	}
	strbuf_addc(out, '\\');
	strbuf_addc(out, *p);
	return p + 1;
}

static void decode_double(const char *p, const char *end, struct strbuf *out)
{
	while (p < end) {
		const char *stop = memchr(p, '\\', (size_t)(end - p));

		strbuf_add(out, p, (size_t)((stop ? stop : end) - p));
		if (!stop)
			return;
		if (stop + 1 == end) {
			strbuf_addc(out, '\\');
			return;
		}
		p = add_escape(out, stop + 1, end);
	}
}

static void decode_single(const char *p, const char *end, struct strbuf *out)
{
	while (p < end) {
		const char *stop = memchr(p, '\'', (size_t)(end - p));

		strbuf_add(out, p, (size_t)((stop ? stop + 1 : end) - p));
		if (!stop)
			return;
		p = stop + (stop + 1 < end && stop[1] == '\'' ? 2 : 1);
	}
}

/* Takes the indentation away. */
static void decode_block(const char *p, const char *end, struct strbuf *out)
{
	while (p < end) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		size_t len = (size_t)((stop ? stop + 1 : end) - p);

		if (len > RAW_BLOCK_INDENT)
			strbuf_add(out, p + RAW_BLOCK_INDENT, len - RAW_BLOCK_INDENT);
		p += len;
	}
}

struct raw_text raw_text_decode(struct raw_text raw, struct strbuf *scratch)
{
	bool in_quotes = raw.len >= 2 && raw.bytes[0] == '"' && raw.bytes[raw.len - 1] == '"';

	if (raw.quoting == RAW_QUOTING_NONE || !raw.len)
		return raw;
	strbuf_clear(scratch);
	if (raw.quoting == RAW_QUOTING_BLOCK)
		decode_block(raw.bytes, raw.bytes + raw.len, scratch);
	else if (in_quotes && raw.quoting != RAW_QUOTING_SINGLE)
		decode_double(raw.bytes + 1, raw.bytes + raw.len - 1, scratch);
	else if (memchr(raw.bytes, '\'', raw.len))
		decode_single(raw.bytes, raw.bytes + raw.len, scratch);
	else
		return raw;
	return (struct raw_text){ scratch->text, scratch->len, RAW_QUOTING_NONE };
}
