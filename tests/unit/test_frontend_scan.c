/* The textual scanner and the blanking of directives, without clang. */
#include "tests/unit/unit.h"

#include "analyzer/base/strbuf.h"
#include "analyzer/frontend/blank.h"
#include "analyzer/frontend/scan.h"
#include "analyzer/frontend/table.h"

#include <string.h>

/* A copy that ends where the text ends, so that a sanitizer sees every byte too many. */
static char *exact_copy(const char *text, size_t len)
{
	char *copy = malloc(len ? len : 1);

	assert_non_null(copy);
	memcpy(copy, text, len);
	return copy;
}

/* All directives as "line:col kind words;". */
static void expect_directives(const char *text, bool is_cxx, const char *expected)
{
	struct strbuf found = STRBUF_INIT;
	char *copy = exact_copy(text, strlen(text));
	struct scan s;
	struct directive d;
	struct word w;

	scan_init(&s, copy, strlen(text), is_cxx);
	while (scan_directive(&s, &d)) {
		struct scan_at at = d.rest;

		strbuf_addf(&found, "%u:%u %d", (unsigned)scan_place(d.hash).line, (unsigned)scan_place(d.hash).col, (int)d.kind);
		while (scan_word(&s, &at, d.end, &w))
			strbuf_addf(&found, " %.*s@%u:%u", (int)w.len, w.text, (unsigned)scan_place(w.at).line,
				    (unsigned)scan_place(w.at).col);
		strbuf_addc(&found, ';');
	}
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	free(copy);
}

static void directives_are_found_where_they_are(void **state)
{
	(void)state;
	expect_directives("#if A\n", false, "1:1 6 A@1:5;");
	expect_directives("  # /* x */ ifdef B // C\n", false, "1:3 7 B@1:19;");
	expect_directives("/* one\n two */ #undef B\n", false, "2:9 5 B@2:16;");
	expect_directives("#define A(x) \\\n x + \\\r\n y\nint z;\n#endif", false, "1:1 4 A@1:9 x@1:11 x@2:2 y@3:2;5:1 0;");
	expect_directives("#", false, "1:1 0;");
	expect_directives("#\n#\n", false, "1:1 0;2:1 0;");
	expect_directives("#define A /* over\nlines */ b\n#if C", false, "1:1 4 A@1:9 b@2:10;3:1 6 C@3:5;");
	expect_directives("#include <don't//.h>\n#pragma x", false, "1:1 1 don@1:11;2:1 8 x@2:9;");
}

static void what_looks_like_a_directive_is_not_one(void **state)
{
	(void)state;
	expect_directives("int a; #if A\n", false, "");
	expect_directives("/*\n#if A\n*/\n", false, "");
	expect_directives("// \\\n#if A\n", false, "");
	expect_directives("char *s = \"\\\n#if A\\\n\";", false, "");
	expect_directives("'\"'\n#if A\n\"\n", false, "2:1 6 A@2:5;");
	expect_directives("const char *s = R\"(\n#if A\n)\";\n", true, "");
	expect_directives("const char *s = u8R\"d(\n)\"\n#if A\n)d\";\n#if B\n", true, "5:1 6 B@5:5;");
	expect_directives("int n = 1'000;\n#if B // '\n", true, "2:1 6 B@2:5;");
	expect_directives("\\\n#if A\n", false, "2:1 6 A@2:5;");
}

static void damaged_text_ends_somewhere(void **state)
{
	static const char *const texts[] = { "/*", "/", "\"", "'", "\\", "#include", "#include <", "#include \"", "#define", "\"\\", "'\\",
					     "R\"", "R\"(", "R\"abc", "#if \\", "#if /*", "\\\r", "#\\\n" };

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		size_t len = strlen(texts[i]);
		char *copy = exact_copy(texts[i], len);
		struct scan s;
		struct directive d;

		scan_init(&s, copy, len, true);
		while (scan_directive(&s, &d))
			assert_true(d.end <= len);
		assert_true(s.at.offset <= len);
		free(copy);
	}
}

static void expect_blanked(const char *text, uint32_t line, const char *expected)
{
	size_t len = strlen(text);
	char *copy = exact_copy(text, len);

	assert_true(blank_directive(copy, len, false, line));
	assert_memory_equal(copy, expected, len);
	assert_int_equal(strlen(expected), len);
	free(copy);
}

static void blanking_moves_nothing(void **state)
{
	char text[] = "int a;\n#if A\n";

	(void)state;
	expect_blanked("#include \"a.h\"\nint a;\n", 1, "              \nint a;\n");
	expect_blanked("x\n  #  include <a//b.h> // why\ny", 2, "x\n                      // why\ny");
	expect_blanked("#include \"a.h\" /* to\nhere */ + 1\nint a;\n", 1, "               /* to\nhere */    \nint a;\n");
	expect_blanked("#include \\\n \"a.h\"\nint a;\n", 1, "         \\\n      \nint a;\n");
	expect_blanked("#include \"a.h\" // x \\\n#include \"b.h\"\n#include \"c.h\"", 3,
		       "#include \"a.h\" // x \\\n#include \"b.h\"\n              ");
	assert_false(blank_directive(text, sizeof text - 1, false, 1));
	assert_false(blank_directive(text, sizeof text - 1, false, 3));
	assert_string_equal(text, "int a;\n#if A\n");
}

static void tables_keep_what_they_are_given(void **state)
{
	struct table t = { 0 };

	(void)state;
	for (uint32_t i = 1; i <= 10000; i++) {
		uint32_t *at = table_at(&t, i * 0x100000000ull);

		assert_true(*at == TABLE_NEW);
		*at = i;
	}
	for (uint32_t i = 1; i <= 10000; i++)
		assert_int_equal(*table_at(&t, i * 0x100000000ull), i);
	assert_int_equal(t.n, 10000);
	table_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(directives_are_found_where_they_are),
		cmocka_unit_test(what_looks_like_a_directive_is_not_one),
		cmocka_unit_test(damaged_text_ends_somewhere),
		cmocka_unit_test(blanking_moves_nothing),
		cmocka_unit_test(tables_keep_what_they_are_given),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
