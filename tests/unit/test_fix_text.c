/* Taking directives out of a text: what goes with them, what stays, and how the change is shown. */
#include "analyzer/fix_text.h"
#include "tests/unit/unit.h"

#include <string.h>

/* The text without the directives on these lines, up to a 0. */
static void expect_without(const char *text, const uint32_t *lines, const char *expected)
{
	struct fix_text t;
	struct strbuf out = STRBUF_INIT;

	fix_text_init(&t, text, strlen(text));
	for (; *lines; lines++)
		assert_true(fix_text_remove(&t, *lines, NULL));
	fix_text_settle(&t);
	fix_text_apply(&t, &out);
	assert_string_equal(out.text, expected);
	strbuf_release(&out);
	fix_text_release(&t);
}

#define LINES(...) (const uint32_t[]){ __VA_ARGS__, 0 }

static void expect_including(const char *text, uint32_t line, const char *headers, const char *expected)
{
	struct fix_text t;
	struct strbuf out = STRBUF_INIT;

	fix_text_init(&t, text, strlen(text));
	assert_true(fix_text_include(&t, line, headers));
	fix_text_settle(&t);
	fix_text_apply(&t, &out);
	assert_string_equal(out.text, expected);
	strbuf_release(&out);
	fix_text_release(&t);
}

static void other_headers_take_the_place(void **state)
{
	struct fix_text t;

	(void)state;
	expect_including("#include \"a.h\"\nint a;\n", 1, "\"b.h\"", "#include \"b.h\"\nint a;\n");
	expect_including("int a;\n#include \"a.h\"\nint b;\n", 2, "\"b.h\"\n<c.h>", "int a;\n#include \"b.h\"\n#include <c.h>\nint b;\n");
	/* What stands around the name stays. */
	expect_including("  #  include <a.h> // for a\n", 1, "\"b.h\"\n<c.h>", "  #  include \"b.h\" // for a\n#include <c.h>\n");
	expect_including("/* x */ #include /* y */ \"a.h\" /* z\n */\nint b;\n", 1, "<c.h>", "/* x */ #include /* y */ <c.h> /* z\n */\nint b;\n");
	expect_including("#include \\\n  \"a.h\"\nint b;\n", 1, "<c.h>\n<d.h>", "#include \\\n  <c.h>\n#include <d.h>\nint b;\n");
	/* So do the line ends, and none is lost where the text has none. */
	expect_including("#include \"a.h\"\r\nint a;\r\n", 1, "<c.h>\n<d.h>", "#include <c.h>\r\n#include <d.h>\r\nint a;\r\n");
	expect_including("#include \"a.h\"", 1, "<c.h>\n<d.h>", "#include <c.h>\n#include <d.h>\n");
	/* Neighbours are not touched, nor blank lines. */
	expect_including("\n\n#include \"a.h\"\n\n\nint a;\n", 3, "<c.h>", "\n\n#include <c.h>\n\n\nint a;\n");
	fix_text_init(&t, "#include NAME\nint a;\n", strlen("#include NAME\nint a;\n"));
	assert_false(fix_text_include(&t, 1, "<c.h>"));
	assert_false(fix_text_include(&t, 2, "<c.h>"));
	assert_false(fix_text_include(&t, 9, "<c.h>"));
	fix_text_release(&t);
}

static void a_line_goes_as_a_whole(void **state)
{
	(void)state;
	expect_without("#include \"a.h\"\n#include \"b.h\"\nint a;\n", LINES(1), "#include \"b.h\"\nint a;\n");
	expect_without("#include \"a.h\"\n#include \"b.h\"\nint a;\n", LINES(2), "#include \"a.h\"\nint a;\n");
	expect_without("#include \"a.h\"\n#include \"b.h\"", LINES(2), "#include \"a.h\"\n");
	expect_without("#include \"a.h\"", LINES(1), "");
	expect_without("#include \"a.h\"\r\nint a;\r\n", LINES(1), "int a;\r\n");
	expect_without("int a;\n#include \\\n  \"a.h\"\nint b;\n", LINES(2), "int a;\nint b;\n");
	expect_without("int a;\n  #  include \"a.h\"  \nint b;\n", LINES(2), "int a;\nint b;\n");
}

static void comments_of_the_line_go_too(void **state)
{
	(void)state;
	expect_without("#include \"a.h\" // for a\nint b;\n", LINES(1), "int b;\n");
	expect_without("#include \"a.h\" /* for a */ // and b\nint b;\n", LINES(1), "int b;\n");
	expect_without("/* first */ #include \"a.h\" /* for a\n * and b */\nint b;\n", LINES(1), "int b;\n");
	expect_without("#include \"a.h\" // goes \\\n on\nint b;\n", LINES(1), "int b;\n");
	/* A comment on lines of its own speaks about more. */
	expect_without("/* ours */\n#include \"a.h\"\nint b;\n", LINES(2), "/* ours */\nint b;\n");
	expect_without("/* about\n   all */ #include \"a.h\"\nint b;\n", LINES(2), "/* about\n   all */\nint b;\n");
}

static void one_gap_is_left_of_several(void **state)
{
	(void)state;
	expect_without("int a;\n\n#include \"a.h\"\n\nint b;\n", LINES(3), "int a;\n\nint b;\n");
	expect_without("int a;\n\n#include \"a.h\"\n\n\nint b;\n", LINES(3), "int a;\n\n\nint b;\n");
	expect_without("int a;\n\n\n#include \"a.h\"\n\nint b;\n", LINES(4), "int a;\n\n\nint b;\n");
	expect_without("int a;\n#include \"a.h\"\n\nint b;\n", LINES(2), "int a;\n\nint b;\n");
	expect_without("int a;\n\n#include \"a.h\"\nint b;\n", LINES(3), "int a;\n\nint b;\n");
	expect_without("int a;\n\n#include \"a.h\"\n\n#include \"b.h\"\n\nint b;\n", LINES(3, 5), "int a;\n\nint b;\n");
	expect_without("int a;\n#include \"a.h\"\n\n#include \"b.h\"\nint b;\n", LINES(2, 4), "int a;\n\nint b;\n");
	expect_without("#include \"a.h\"\n\nint b;\n", LINES(1), "int b;\n");
	expect_without("int a;\n\n#include \"a.h\"\n", LINES(3), "int a;\n");
	/* Gaps elsewhere are nobody's business. */
	expect_without("\nint a;\n\n\nint b;\n#include \"a.h\"\nint c;\n\n", LINES(6), "\nint a;\n\n\nint b;\nint c;\n\n");
}

static void only_directives_can_go(void **state)
{
	static const char text[] = "int a;\n/*\n#include \"a.h\"\n*/\n#include \"b.h\"\n";
	struct fix_text t;

	(void)state;
	fix_text_init(&t, text, sizeof text - 1);
	for (uint32_t line = 0; line < 9; line++)
		assert_int_equal(fix_text_remove(&t, line, NULL), line == 5);
	fix_text_release(&t);
}

static void other_lines_take_their_place(void **state)
{
	static const char text[] = "int a;\n\n#include \"a.h\"\n\nint b;\n";
	struct fix_text t;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	fix_text_init(&t, text, sizeof text - 1);
	assert_true(fix_text_remove(&t, 3, "#include \"b.h\"\n#include \"c.h\"\n"));
	fix_text_settle(&t);
	fix_text_apply(&t, &out);
	assert_string_equal(out.text, "int a;\n\n#include \"b.h\"\n#include \"c.h\"\n\nint b;\n");
	strbuf_clear(&out);
	fix_text_diff(&t, "x.c", &out);
	assert_string_equal(out.text, "--- a/x.c\n+++ b/x.c\n@@ -1,5 +1,6 @@\n int a;\n \n-#include \"a.h\"\n+#include \"b.h\"\n"
				      "+#include \"c.h\"\n \n int b;\n");
	strbuf_release(&out);
	fix_text_release(&t);
}

static void changes_are_shown_with_three_lines_around(void **state)
{
	static const char text[] = "#include \"a.h\"\n1\n2\n3\n4\n5\n6\n#include \"b.h\"\n1\n2\n3\n4\n5\n6\n7\n8\n#include \"c.h\"\n1";
	struct fix_text t;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	fix_text_init(&t, text, sizeof text - 1);
	assert_true(fix_text_remove(&t, 1, NULL) && fix_text_remove(&t, 8, NULL) && fix_text_remove(&t, 17, NULL));
	fix_text_settle(&t);
	fix_text_diff(&t, "x.c", &out);
	assert_string_equal(out.text, "--- a/x.c\n+++ b/x.c\n"
				      "@@ -1,11 +1,9 @@\n-#include \"a.h\"\n 1\n 2\n 3\n 4\n 5\n 6\n-#include \"b.h\"\n 1\n 2\n 3\n"
				      "@@ -14,5 +12,4 @@\n 6\n 7\n 8\n-#include \"c.h\"\n 1\n\\ No newline at end of file\n");
	strbuf_release(&out);
	fix_text_release(&t);
}

static void replacements_cover_neighbours_in_one(void **state)
{
	static const char text[] = "int a;\n#include \"a.h\"\n#include \"b.h\"\nint b;\n#include \"c.h\"";
	struct fix_text t;
	struct fix_replacement r;
	uint32_t line = 0;

	(void)state;
	fix_text_init(&t, text, sizeof text - 1);
	assert_true(fix_text_remove(&t, 2, NULL) && fix_text_remove(&t, 3, NULL) && fix_text_remove(&t, 5, "#include \"d.h\"\n"));
	fix_text_settle(&t);
	assert_true(fix_text_replacement(&t, &line, &r));
	assert_int_equal(r.offset, 7);
	assert_int_equal(r.len, 30);
	assert_string_equal(r.text, "");
	assert_true(fix_text_replacement(&t, &line, &r));
	assert_int_equal(r.offset, 44);
	assert_int_equal(r.len, 14);
	assert_string_equal(r.text, "#include \"d.h\"\n");
	assert_false(fix_text_replacement(&t, &line, &r));
	fix_text_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_goes_as_a_whole),
		cmocka_unit_test(other_headers_take_the_place),
		cmocka_unit_test(comments_of_the_line_go_too),
		cmocka_unit_test(one_gap_is_left_of_several),
		cmocka_unit_test(only_directives_can_go),
		cmocka_unit_test(other_lines_take_their_place),
		cmocka_unit_test(changes_are_shown_with_three_lines_around),
		cmocka_unit_test(replacements_cover_neighbours_in_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
