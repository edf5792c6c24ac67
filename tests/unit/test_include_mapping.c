/* Mapping files of include-what-you-use: what is read, what is refused and with which words, and what is answered. */
#include "analyzer/config/mapping.h"
#include "tests/unit/unit.h"

#include <string.h>

static int read_text(struct include_settings *s, const char *text, struct error *e)
{
	return include_mapping_read(s, "dir/m.imp", text, strlen(text), e);
}

static void mistakes_are_told_with_their_place(void **state)
{
	static const struct { const char *text, *error; } cases[] = {
		{ "{ a: b }", "dir/m.imp:1:1: a mapping file is a list of entries: [ { include: [...] }, ... ]" },
		{ "[ a ]", "dir/m.imp:1:3: an entry is { include: [...] }, { symbol: [...] } or { ref: file }" },
		{ "[\n  { inclde: [] }\n]", "dir/m.imp:2:5: 'include', 'symbol' or 'ref' is expected here, not 'inclde'" },
		{ "[ { include: [\"<a>\", private] } ]", "dir/m.imp:1:14: a list of four is expected: [header, visibility, header, visibility]" },
		{ "[ { symbol: x } ]", "dir/m.imp:1:13: a list of four is expected: [name, visibility, header, visibility]" },
		{ "[ { include: [\"<a>\", secret, \"<b>\", public] } ]",
		  "dir/m.imp:1:22: 'private' or 'public' is expected here, not 'secret'" },
		{ "[ { include: [\"<a>\", private, b, public] } ]", "dir/m.imp:1:31: 'b' is no header; write it with its <> or \"\"" },
		{ "[ { include: [a, private, \"<b>\", public] } ]", "dir/m.imp:1:15: 'a' is no header; write it with its <> or \"\"" },
		{ "[ { include: [\"\", private, \"<b>\", public] } ]",
		  "dir/m.imp:1:15: a header is expected here, and this is empty or holds a zero byte" },
		{ "[ { ref: [] } ]", "dir/m.imp:1:10: a mapping file is expected here, as a word" },
		{ "[ { symbol: [[], private, \"<b>\", public] } ]", "dir/m.imp:1:14: a name is expected here, as a word" },
		{ "[ { include: [\"@(\", private, \"<b>\", public] } ]", "dir/m.imp:1:15: '@(' is no regular expression: " },
		{ "[ {", "dir/m.imp:2:1: not YAML: " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct include_settings s = { 0 };
		struct error e = ERROR_INIT;

		assert_true(read_text(&s, cases[i].text, &e) < 0);
		if (strncmp(e.text.text, cases[i].error, strlen(cases[i].error)))
			fail_msg("%s\ngives    %s\nexpected %s", cases[i].text, e.text.text, cases[i].error);
		error_release(&e);
		include_settings_release(&s);
	}
}

static void expect_public(const struct include_settings *s, const char *path, const char *expected)
{
	const char *found = include_mapping_public(s, path);

	if (!expected)
		assert_null(found);
	else
		assert_string_equal(found ? found : "none", expected);
}

static void headers_and_symbols_are_found(void **state)
{
	struct include_settings s = { 0 };
	struct error e = ERROR_INIT;

	(void)state;
	assert_int_equal(read_text(&s, "# words\n[\n"
				       "  { include: [\"<bits/a.h>\", \"private\", \"<a.h>\", \"public\"] },\n"
				       "  { \"include\": [ \"@[<\\\"]impl/.*[.]h[\\\">]\", private, \"\\\"all.h\\\"\", public ] },\n"
				       "  { include: [\"<one.h>\", private, \"<two.h>\", private] },\n"
				       "  { include: [\"<two.h>\", private, \"<three.h>\", public] },\n"
				       "  { include: [\"<round.h>\", private, \"<round.h>\", private] },\n"
				       "  { symbol: [\"NULL\", private, \"<stddef.h>\", public] },\n"
				       "  { ref: other.imp },\n  { ref: ../up.imp },\n]\n", &e), 0);
	expect_public(&s, "/usr/include/bits/a.h", "<a.h>");
	expect_public(&s, "/usr/include/rabbits/a.h", NULL);
	expect_public(&s, "src/impl/x/y.h", "\"all.h\"");
	expect_public(&s, "one.h", "<three.h>");
	expect_public(&s, "lib/round.h", NULL);
	expect_public(NULL, "one.h", NULL);
	assert_true(include_mapping_has_symbol(&s, "NULL", "<stddef.h>"));
	assert_false(include_mapping_has_symbol(&s, "NULL", "<stdio.h>"));
	assert_false(include_mapping_has_symbol(NULL, "NULL", "<stddef.h>"));
	assert_int_equal(s.refs.n, 2);
	assert_string_equal(s.refs.items[0], "dir/other.imp");
	assert_string_equal(s.refs.items[1], "up.imp");
	include_settings_release(&s);
	error_release(&e);
}

static void an_empty_file_says_nothing(void **state)
{
	struct include_settings s = { 0 };
	struct error e = ERROR_INIT;

	(void)state;
	assert_int_equal(read_text(&s, "", &e), 0);
	assert_int_equal(read_text(&s, "# nothing yet\n", &e), 0);
	assert_int_equal(read_text(&s, "[]\n", &e), 0);
	include_settings_release(&s);
	error_release(&e);
}

static void keep_patterns(void **state)
{
	struct include_settings s = { 0 };

	(void)state;
	VEC_PUSH(&s.keep, "config.h");
	VEC_PUSH(&s.keep, "<valgrind/*>");
	VEC_PUSH(&s.keep, "src/legacy/");
	assert_true(include_settings_keep(&s, "\"config.h\"", "src/config.h"));
	assert_true(include_settings_keep(&s, "<valgrind/memcheck.h>", "/usr/include/valgrind/memcheck.h"));
	assert_true(include_settings_keep(&s, "\"old.h\"", "src/legacy/old.h"));
	assert_false(include_settings_keep(&s, "\"my-config.hh\"", "src/my-config.hh"));
	assert_false(include_settings_keep(&s, "<stdio.h>", "/usr/include/stdio.h"));
	assert_false(include_settings_keep(NULL, "<stdio.h>", "/usr/include/stdio.h"));
	include_settings_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes_are_told_with_their_place),
		cmocka_unit_test(headers_and_symbols_are_found),
		cmocka_unit_test(an_empty_file_says_nothing),
		cmocka_unit_test(keep_patterns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
