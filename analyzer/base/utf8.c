#include "analyzer/base/utf8.h"

#define UTF8_MAX 4

size_t utf8_decode(const char *text, size_t len, uint32_t *code)
{
	static const uint32_t smallest[UTF8_MAX + 1] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *p = (const unsigned char *)text;

	if (len == 0)
		return 0;
	if (p[0] < 0x80) {
		*code = p[0];
		return 1;
	}
	size_t n = p[0] >= 0xc2 && p[0] < 0xe0 ? 2 : p[0] >= 0xe0 && p[0] < 0xf0 ? 3 : p[0] >= 0xf0 && p[0] < 0xf5 ? 4 : 0;
	if (n == 0 || n > len)
		return 0;
	uint32_t c = p[0] & (0x7fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3fu);
	}
	if (c < smallest[n] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	*code = c;
	return n;
}

size_t utf8_before(const char *text, size_t at)
{
	uint32_t code;

	for (size_t n = 1; n <= UTF8_MAX && n <= at; n++) {
		if (utf8_decode(text + at - n, n, &code) == n)
			return at - n;
	}
	return at - 1;
}
