/* Texts packed by zlib itself: whole, in two members, padded, cut, damaged, and one whose taker has enough. */
#include "analyzer/base/gunzip.h"
#include "analyzer/base/strbuf.h"
#include "tests/unit/unit.h"

#include <string.h>
#include <zlib.h>

struct taker {
	struct strbuf text;
	size_t most;
};

static bool take(void *context, const char *piece, size_t len)
{
	struct taker *t = context;

	strbuf_add(&t->text, piece, len);
	return t->text.len <= t->most;
}

/* Appends a member that holds `len` bytes of a text that does not pack to nothing. */
static void add_member(struct strbuf *out, size_t len, struct strbuf *text)
{
	static unsigned char packed[1 << 18];
	z_stream z = { .next_out = packed, .avail_out = sizeof packed };
	size_t from = text->len;

	for (size_t i = 0; i < len; i++)
		strbuf_addf(text, "%c", (int)('a' + (i * i / 7 + i) % 26));
	z.next_in = (Bytef *)text->text + from;
	z.avail_in = (unsigned)len;
	assert_int_equal(deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	strbuf_add(out, packed, sizeof packed - z.avail_out);
	deflateEnd(&z);
}

static void expect(const struct strbuf *packed, size_t len, enum gunzip_end end, const struct strbuf *text)
{
	struct taker t = { STRBUF_INIT, SIZE_MAX };

	assert_int_equal(gunzip(packed->text, len, take, &t), end);
	assert_true(t.text.len <= text->len && !memcmp(t.text.text, text->text, t.text.len));
	if (end == GUNZIP_WHOLE)
		assert_int_equal(t.text.len, text->len);
	strbuf_release(&t.text);
}

static void members_are_one_text(void **state)
{
	struct strbuf packed = STRBUF_INIT, text = STRBUF_INIT;

	(void)state;
	add_member(&packed, 200000, &text);
	assert_true(is_gzip(packed.text, packed.len) && !is_gzip(packed.text, 1) && !is_gzip("x\x8b", 2));
	expect(&packed, packed.len, GUNZIP_WHOLE, &text);
	add_member(&packed, 5, &text);
	expect(&packed, packed.len, GUNZIP_WHOLE, &text);
	strbuf_add(&packed, "\0\0\0", 3);
	expect(&packed, packed.len, GUNZIP_WHOLE, &text);
	strbuf_release(&packed);
	strbuf_release(&text);
}

static void damage_ends_it(void **state)
{
	struct strbuf packed = STRBUF_INIT, text = STRBUF_INIT;

	(void)state;
	add_member(&packed, 3000, &text);
	for (size_t len = 0; len < packed.len; len++)
		expect(&packed, len, GUNZIP_CUT, &text);
	packed.text[packed.len - 5] ^= 1; /* the last byte of the checksum */
	expect(&packed, packed.len, GUNZIP_DAMAGED, &text);
	packed.text[packed.len - 5] ^= 1;
	strbuf_add(&packed, "\0no gzip", 8);
	expect(&packed, packed.len, GUNZIP_DAMAGED, &text);
	strbuf_release(&packed);
	strbuf_release(&text);
}

static void the_taker_may_stop(void **state)
{
	struct strbuf packed = STRBUF_INIT, text = STRBUF_INIT;
	struct taker t = { STRBUF_INIT, 1000 };

	(void)state;
	add_member(&packed, 500000, &text);
	assert_int_equal(gunzip(packed.text, packed.len, take, &t), GUNZIP_STOPPED);
	assert_true(t.text.len > 1000 && t.text.len < text.len);
	strbuf_release(&t.text);
	strbuf_release(&packed);
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_one_text),
		cmocka_unit_test(damage_ends_it),
		cmocka_unit_test(the_taker_may_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
