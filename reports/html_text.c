/* How text gets into the page. */
#include "reports/html_private.h"

#include "analyzer/base/printable.h"
#include "analyzer/base/utf8.h"

#include <ctype.h>
#include <string.h>

static void put_escaped(struct out *o, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		switch (text[i]) {
		case '<': out_puts(o, "&lt;"); break;
		case '>': out_puts(o, "&gt;"); break;
		case '&': out_puts(o, "&amp;"); break;
		case '"': out_puts(o, "&quot;"); break;
		case '\'': out_puts(o, "&#39;"); break;
		default: out_putc(o, text[i]);
		}
	}
}

void html_put_text(struct out *o, const char *bytes, size_t len)
{
	struct strbuf shown = STRBUF_INIT;
	size_t columns = 0;

	for (size_t i = 0; i < len;)
		i += printable_add_character(&shown, bytes + i, len - i, &columns);
	put_escaped(o, shown.text, shown.len);
	strbuf_release(&shown);
}

void html_put_word(struct out *o, const char *text)
{
	html_put_text(o, text, strlen(text));
}

static bool is_plain(unsigned char c)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
}

/* UTF-16, as JSON has it. */
static void put_code(struct out *o, uint32_t code)
{
	if (code > 0xffff)
		out_printf(o, "\\u%04x\\u%04x", 0xd800 + ((code - 0x10000) >> 10), 0xdc00 + (code & 0x3ff));
	else
		out_printf(o, "\\u%04x", code);
}

void html_put_json(struct out *o, const char *bytes, size_t len)
{
	uint32_t code = 0;

	out_putc(o, '"');
	for (size_t i = 0, n; i < len; i += n) {
		unsigned char c = (unsigned char)bytes[i];

		for (n = 0; i + n < len && is_plain((unsigned char)bytes[i + n]); n++)
			;
		if (n) {
			out_write(o, bytes + i, n);
			continue;
		}
		n = utf8_decode(bytes + i, len - i, &code);
		if (!n)
			out_printf(o, "\\uef%02x", c);
		else if (c == '\n')
			out_puts(o, "\\n");
		else if (c == '\t')
			out_puts(o, "\\t");
		else if (c == '"' || c == '\\')
			out_printf(o, "\\%c", c);
		else if (c < 0x80 || printable_is_hidden(code) || (code & 0xfffe) == 0xfffe)
			put_code(o, code);
		else
			out_write(o, bytes + i, n);
		n += !n;
	}
	out_putc(o, '"');
}

static void put_id_part(struct out *o, const char *text)
{
	for (; *text; text++)
		out_putc(o, isalnum((unsigned char)*text) || *text == '-' || *text == '_' ? *text : '.');
}

void html_put_id(struct out *o, const char *rule, const char *name)
{
	out_puts(o, "why-");
	put_id_part(o, rule);
	out_putc(o, '-');
	put_id_part(o, name);
}

uint32_t html_word(struct html_words *w, const char *text)
{
	return intern_adds(&w->texts, text).v;
}
