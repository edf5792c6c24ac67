#include "analyzer/base/hash.h"
#include "analyzer/base/intern.h"
#include "tests/unit/unit.h"

#include <stdio.h>

static void none_reads_as_empty(void **state)
{
	struct intern t;

	(void)state;
	intern_init(&t);
	assert_true(sid_is_none(intern_add(&t, "", 0)));
	assert_true(sid_is_none(intern_add(&t, NULL, 0)));
	assert_true(sid_is_none(intern_adds(&t, NULL)));
	assert_true(sid_is_none(intern_adds(&t, "")));
	assert_true(sid_is_none(intern_find(&t, "unknown", 7)));
	assert_string_equal(intern_text(&t, (sid){ 0 }), "");
	assert_int_equal(intern_length(&t, (sid){ 0 }), 0);
	intern_release(&t);
}

static void equal_text_has_one_id(void **state)
{
	struct intern t;
	char copy[] = "struct";
	sid a, b;

	(void)state;
	intern_init(&t);
	a = intern_adds(&t, copy);
	copy[0] = 'S';
	b = intern_adds(&t, copy);
	assert_false(sid_equal(a, b));
	assert_true(sid_equal(a, intern_add(&t, "structure", 6)));
	assert_true(sid_equal(b, intern_find(&t, "Struct", 6)));
	assert_string_equal(intern_text(&t, a), "struct");
	intern_release(&t);
}

static void a_nul_is_part_of_the_text(void **state)
{
	struct intern t;
	sid shorter, longer;

	(void)state;
	intern_init(&t);
	shorter = intern_add(&t, "a", 1);
	longer = intern_add(&t, "a\0b", 3);
	assert_false(sid_equal(shorter, longer));
	assert_int_equal(intern_length(&t, longer), 3);
	assert_memory_equal(intern_text(&t, longer), "a\0b", 4);
	assert_false(sid_is_none(intern_add(&t, "\0", 1)));
	intern_release(&t);
}

static void growth_keeps_every_text_and_id(void **state)
{
	enum { N = 100000 };
	struct intern t;
	char text[32];

	(void)state;
	intern_init(&t);
	for (uint32_t i = 1; i <= N; i++) {
		int len = snprintf(text, sizeof text, "name-%u", i);

		assert_int_equal(intern_add(&t, text, (size_t)len).v, i);
	}
	for (uint32_t i = 1; i <= N; i++) {
		int len = snprintf(text, sizeof text, "name-%u", i);
		sid id = intern_find(&t, text, (size_t)len);

		assert_int_equal(id.v, i);
		assert_string_equal(intern_text(&t, id), text);
		assert_int_equal(intern_length(&t, id), len);
	}
	assert_int_equal(t.n, N + 1);
	intern_release(&t);
}

static void text_may_come_from_the_table_itself(void **state)
{
	struct intern t;
	sid whole;

	(void)state;
	intern_init(&t);
	whole = intern_adds(&t, "src/dict.c");
	for (int i = 0; i < 2000; i++) {
		char text[16];

		snprintf(text, sizeof text, "%d", i);
		intern_adds(&t, text);
		intern_adds(&t, intern_text(&t, whole) + 4);
	}
	assert_string_equal(intern_text(&t, intern_find(&t, "dict.c", 6)), "dict.c");
	intern_release(&t);
}

/* Each bit of a short text should move about half of the hash's bits; far fewer would crowd the table. */
static void hash_depends_on_every_byte_and_on_the_length(void **state)
{
	unsigned char text[24] = { 0 };
	uint64_t plain = hash_bytes(text, sizeof text);

	(void)state;
	for (size_t i = 0; i < sizeof text * 8; i++) {
		uint64_t changed;

		text[i / 8] ^= (unsigned char)(1u << i % 8);
		changed = hash_bytes(text, sizeof text);
		text[i / 8] ^= (unsigned char)(1u << i % 8);
		assert_true(__builtin_popcountll(plain ^ changed) >= 12);
	}
	for (size_t len = 0; len < sizeof text; len++)
		assert_true(hash_bytes(text, len) != hash_bytes(text, len + 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(none_reads_as_empty),
		cmocka_unit_test(equal_text_has_one_id),
		cmocka_unit_test(a_nul_is_part_of_the_text),
		cmocka_unit_test(growth_keeps_every_text_and_id),
		cmocka_unit_test(text_may_come_from_the_table_itself),
		cmocka_unit_test(hash_depends_on_every_byte_and_on_the_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
