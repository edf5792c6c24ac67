#include "rules/exhibit.h"
#include "tests/unit/unit.h"

#include <string.h>

static const size_t starts_a[] = { 0, 4, 5 }, starts_b[] = { 0, 4 }, starts_empty[] = { 0 };

/* By path as bytes, so "src-x/" is before "src/". */
static const struct exhibit_source sources[] = {
	{ "/abs/d.h", "one\n\nlast", 9, starts_a, 3 },
	{ "gone.c", NULL, 0, NULL, 0 },
	{ "src-x/b.c", "a\r\n\n", 4, (const size_t[]){ 0, 3 }, 2 },
	{ "src/a.c", "abc\nd\n", 6, starts_b, 2 },
	{ "src/empty.c", "", 0, starts_empty, 1 },
};

static const struct exhibit exhibit = { .sources = sources, .n_sources = sizeof sources / sizeof *sources };

static void expect(const char *path, uint32_t line, const char *text)
{
	size_t len = 99;
	const char *found = exhibit_line(&exhibit, path, line, &len);

	if (!text) {
		assert_null(found);
		return;
	}
	assert_non_null(found);
	assert_int_equal(len, strlen(text));
	assert_memory_equal(found, text, len);
}

static void lines_come_without_their_ends(void **state)
{
	(void)state;
	expect("/abs/d.h", 1, "one");
	expect("/abs/d.h", 2, "");
	expect("/abs/d.h", 3, "last");
	expect("src-x/b.c", 1, "a");
	expect("src-x/b.c", 2, "");
	expect("src/a.c", 1, "abc");
	expect("src/a.c", 2, "d");
	expect("src/empty.c", 1, "");
}

static void what_is_not_there_is_null(void **state)
{
	struct exhibit empty = { .n_sources = 0 };
	size_t len;

	(void)state;
	expect("/abs/d.h", 0, NULL);
	expect("/abs/d.h", 4, NULL);
	expect("/abs/d.h", UINT32_MAX, NULL);
	expect("gone.c", 1, NULL);
	expect("src", 1, NULL);
	expect("src/a.cc", 1, NULL);
	expect("zzz", 1, NULL);
	expect("", 1, NULL);
	expect(NULL, 1, NULL);
	assert_null(exhibit_line(&empty, "src/a.c", 1, &len));
}

static void instructions_are_found_by_line(void **state)
{
	static const struct exhibit_assembly list[] = {
		{ "a.c", 2, "f", true, "", 0 }, { "a.c", 2, "g", false, "", 0 }, { "a.c", 5, "f", true, "", 0 }, { "b.c", 2, "h", true, "", 0 },
	};
	const struct exhibit x = { .assembly = list, .n_assembly = 4 }, none = { .n_assembly = 0 };
	const struct exhibit_assembly *first = list;

	(void)state;
	assert_int_equal(exhibit_assembly_of(&x, "a.c", 2, &first), 2);
	assert_ptr_equal(first, list);
	assert_int_equal(exhibit_assembly_of(&x, "a.c", 5, &first), 1);
	assert_ptr_equal(first, list + 2);
	assert_int_equal(exhibit_assembly_of(&x, "b.c", 2, &first), 1);
	assert_ptr_equal(first, list + 3);
	assert_int_equal(exhibit_assembly_of(&x, "a.c", 3, &first), 0);
	assert_null(first);
	assert_int_equal(exhibit_assembly_of(&x, "c.c", 2, &first), 0);
	assert_int_equal(exhibit_assembly_of(&none, "a.c", 2, &first), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_come_without_their_ends),
		cmocka_unit_test(what_is_not_there_is_null),
		cmocka_unit_test(instructions_are_found_by_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
