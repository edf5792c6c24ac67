/* Any bytes as a source, a path, names and a message of the page: its tokens lie one behind the other, and no byte of it is markup. */
#include "analyzer/base/panic.h"
#include "analyzer/base/utf8.h"
#include "reports/c_tokens.h"
#include "reports/writers.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_tokens(const char *text, size_t len)
{
	struct c_lexer l = { .text = text, .len = len };
	struct c_token t;
	size_t end = 0;

	while (c_lexer_next(&l, &t)) {
		if (t.start < end || !t.len || t.start + t.len > len)
			BUG("a token from %zu of %zu bytes, behind %zu of %zu", t.start, t.len, end, len);
		end = t.start + t.len;
	}
}

static size_t count(const struct strbuf *page, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < page->len; i++)
		n += page->text[i] == c;
	return n;
}

/* The page with `text` wherever text goes. */
static void write_page(const char *text, const char *source, size_t len, struct strbuf *page)
{
	const size_t starts[] = { 0 };
	const struct exhibit_source sources[] = { { text, source, len, starts, 1 } };
	const struct exhibit_unit units[] = { { text, text, EXHIBIT_FAILED, text, text } };
	const struct exhibit_text texts[] = { { text, text, text, text } };
	const struct exhibit x = { .tool_version = text, .clang_version = text, .build = text, .units = units, .n_units = 1, .sources = sources,
				   .n_sources = 1, .texts = texts, .n_texts = 1 };
	const struct finding_arg args[] = { { text, text, { text, 1, 1 } }, { text, text, { text, 1, 1 } } };
	const struct finding f = { .rule = text, .name = text, .category = text, .function = text, .config = text, .fingerprint = text,
				   .loc = { text, 1, 1 }, .args = args, .n_args = 2, .n_message_args = 1 };
	const struct report r = { .findings = &f, .n_findings = 1, .level = 3, .exhibit = &x };
	struct error e = ERROR_INIT;
	struct out o;

	out_to_memory(&o, page);
	if (html_write(&r, &o, &e) < 0)
		BUG("%s", e.text.text);
	out_abandon(&o);
	if (page->len < 10000)
		BUG("no page was written");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct strbuf page = STRBUF_INIT, plain = STRBUF_INIT;
	char *text = xmalloc(size + 1), *source = xmalloc(size);
	uint32_t code;

	memcpy(text, data, size);
	memcpy(source, data, size);
	text[size] = '\0';
	read_tokens(source, size);
	/* A paragraph more has a tag more: text of the same shape without anything special gives what there has to be. */
	write_page(text, source, size, &page);
	for (char *c = text; *c; c++)
		*c = *c == '\n' || isalnum((unsigned char)*c) ? *c : 'x';
	write_page(text, source, size, &plain);
	if (count(&page, '<') != count(&plain, '<') || count(&page, '>') != count(&plain, '>'))
		BUG("a text has become markup");
	for (size_t i = 0, n; i < page.len; i += n)
		if (!(n = utf8_decode(page.text + i, page.len - i, &code)))
			BUG("byte %zu of the page is no text", i);
	strbuf_release(&page);
	strbuf_release(&plain);
	free(text);
	free(source);
	return 0;
}
