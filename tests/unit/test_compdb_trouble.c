/* What a compile database can have wrong: entries that are left out, oddities that are accepted, errors. */
#include "tests/unit/data/commands/fixture.h"

static void missing_sources_and_folders_are_left_out(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_folder(f, "d.c");
	fixture_load(f, "[\n{\"directory\":\".\",\"file\":\"gen.c\",\"command\":\"gcc -c gen.c\"},\n"
			"{\"directory\":\"gone\",\"file\":\"../a.c\",\"command\":\"gcc -c ../a.c\"},\n"
			"{\"directory\":\".\",\"file\":\"d.c\",\"command\":\"gcc -c d.c\"},\n"
			"{\"directory\":\".\",\"file\":\"gen.c\",\"command\":\"gcc -DX -c gen.c\"}]");
	assert_int_equal(f->db.commands.n, 0);
	assert_int_equal(count_notes(f, COMPDB_NOTE_LEFT_OUT), 3);
	assert_int_equal(count_notes(f, COMPDB_NOTE_OTHER), 1);
	assert_non_null(strstr(f->db.notes.items[0].text, "is it generated? build first"));
	expect_note(f, COMPDB_NOTE_LEFT_OUT, 3, "gone does not exist; was the build folder removed or moved?");
	expect_note(f, COMPDB_NOTE_LEFT_OUT, 4, "this is not a file");
}

static void file_with_one_usable_entry_is_not_left_out(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_load(f, "[{\"directory\":\"gone\",\"file\":\"../a.c\",\"command\":\"gcc -c ../a.c\"},\n"
			"{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -c a.c\"}]");
	assert_int_equal(f->db.commands.n, 1);
	assert_int_equal(count_notes(f, COMPDB_NOTE_LEFT_OUT), 0);
	expect_note(f, COMPDB_NOTE_OTHER, 1, "gone does not exist");
}

static void paths_of_windows_are_left_out(void **state)
{
	struct fixture *f = *state;

	fixture_load(f, "[{\"directory\":\"C:/src\",\"file\":\"a.c\",\"command\":\"gcc -c a.c\"},"
			"{\"directory\":\".\",\"file\":\"D:\\\\src\\\\b.c\",\"command\":\"gcc -c b.c\"}]");
	assert_int_equal(count_notes(f, COMPDB_NOTE_LEFT_OUT), 2);
	assert_string_equal(f->db.notes.items[0].text,
			    "a path of Windows: the database was made on another system; make it again on this one");
}

static void command_lines_of_msvc_are_left_out(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "C:\\\\msvc\\\\cl.exe /DX /c a.c");
	expect_note(f, COMPDB_NOTE_LEFT_OUT, 1, "cl.exe; record a build with gcc or clang");
	fixture_command(f, "clang --driver-mode=cl /DX /c a.c");
	expect_note(f, COMPDB_NOTE_LEFT_OUT, 1, "cl.exe; record a build with gcc or clang");
	fixture_command(f, "CC=gcc");
	expect_note(f, COMPDB_NOTE_LEFT_OUT, 1, "names no compiler");
}

static void byte_order_mark_is_accepted_with_advice(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_load(f, "\xef\xbb\xbf[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -c a.c\"}]");
	assert_int_equal(f->db.commands.n, 1);
	expect_note(f, COMPDB_NOTE_ADVICE, 1, "byte order mark");
}

static void trailing_comma_is_accepted_with_advice(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_load(f, "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -c a.c\"},\n\n]");
	assert_int_equal(f->db.commands.n, 1);
	expect_note(f, COMPDB_NOTE_ADVICE, 3, "a comma stands behind the last entry");
}

static void fragments_of_clang_are_accepted_with_advice(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_file(f, "b.c", "");
	fixture_load(f, "{ \"directory\":\".\",\"file\":\"a.c\",\"output\":\"a.o\",\"arguments\":[\"clang\",\"-c\",\"a.c\"]},\n"
			"{ \"directory\":\".\",\"file\":\"b.c\",\"output\":\"b.o\",\"arguments\":[\"clang\",\"-c\",\"b.c\"]},\n");
	assert_int_equal(f->db.commands.n, 2);
	expect_note(f, COMPDB_NOTE_ADVICE, 1, "as clang -MJ writes");
}

/* "$" stands for the database's path. */
static void errors_name_the_place_and_the_remedy(void **state)
{
	static const struct { const char *json, *message; } cases[] = {
		{ "", "$:1:1: the database is empty; was its making cut off?" },
		{ " \n\n ", "$:3:2: the database is empty" },
		{ "[]", "$:1:3: the database has no entries: nothing was compiled while it was made; clean the build" },
		{ "\n  \"x\"", "$:2:3: not a compile database: an array of entries, '[', is expected" },
		{ "{\"version\":1}", "$:1:1: not a compile database: an array of entries" },
		{ "[\n 5]", "$:2:2: an entry, '{', is expected" },
		{ "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc\"}\n {", "$:2:2: ',' or ']' is expected after an entry" },
		{ "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc\"},", "$:1:49: the file ends before the closing ']'" },
		{ "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc\"}]\n[", "$:2:1: text after the closing ']'" },
		{ "[\n{\"directory\":\".\",\n \"file\" \"a.c\"}]", "$:3:13: ':' expected near '\"a.c\"'; is the file damaged" },
		{ "[{\"directory\":\".\",", "$:1:18: string or '}' expected near end of file" },
		{ "[{\"directory\":\"\xe9\"}]", "the text is not UTF-8" },
		{ "\xff\xfe[", "$:1:1: this is UTF-16 text; save it as UTF-8" },
		{ "[\n\n{\"file\":\"a.c\",\"command\":\"gcc\"}]", "$:3:1: this entry has no \"directory\"; every entry needs" },
		{ "[{\"directory\":\".\",\"command\":\"gcc\"}]", "$:1:2: this entry has no \"file\"" },
		{ "[{\"directory\":\".\",\"file\":\"\",\"command\":\"gcc\"}]", "$:1:2: \"file\" of this entry is empty" },
		{ "[{\"directory\":\".\",\"file\":\"a.c\"}]", "$:1:2: this entry has neither \"command\" nor \"arguments\"" },
		{ "[{\"directory\":1,\"file\":\"a.c\"}]", "$:1:2: \"directory\" of this entry is not a text" },
		{ "[{\"directory\":\".\",\"file\":[],\"command\":\"x\"}]", "$:1:2: \"file\" of this entry is not a text" },
		{ "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":[\"gcc\"]}]", "$:1:2: \"command\" of this entry is not a text" },
		{ "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"x\",\"output\":1}]", "$:1:2: \"output\" of this entry" },
		{ "[{\"directory\":\".\",\"file\":\"a.c\",\"arguments\":\"gcc\"}]", "$:1:2: \"arguments\" of this entry is not an array" },
		{ "[{\"directory\":\".\",\"file\":\"a.c\",\"arguments\":[\"gcc\",2]}]", "\"arguments\" of this entry: number 2 is not" },
		{ "[{\"directory\":\".\",\"file\":\"a.c\",\"arguments\":[]}]", "$:1:2: \"arguments\" of this entry is empty" },
	};
	struct fixture *f = *state;
	char *path = fixture_path(f, "compile_commands.json");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *expected = cases[i].message, *got;

		assert_true(fixture_try(f, cases[i].json) < 0);
		got = f->error.text.text;
		if (*expected == '$') {
			assert_memory_equal(got, path, strlen(path));
			got += strlen(path);
			expected++;
			if (strncmp(got, expected, strlen(expected)) != 0)
				fail_msg("expected \"%s\", got \"%s\"", expected, got);
		} else if (!strstr(got, expected)) {
			fail_msg("expected \"%s\" in \"%s\"", expected, got);
		}
		assert_null(strchr(got, '\n'));
		assert_int_equal(f->db.commands.n, 0);
	}
	free(path);
}

static void missing_database_says_how_to_make_one(void **state)
{
	struct fixture *f = *state;
	char *nowhere = fixture_path(f, "nowhere");

	assert_true(compdb_load(&f->db, f->folder, &f->error) < 0);
	assert_non_null(strstr(f->error.text.text, "compile_commands.json: No such file or directory; make one with "
						   "cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON"));
	assert_non_null(strstr(f->error.text.text, "bear -- make"));
	assert_non_null(strstr(f->error.text.text, "whynot check FILE"));
	assert_true(compdb_load(&f->db, nowhere, &f->error) < 0);
	assert_non_null(strstr(f->error.text.text, "nowhere: No such file"));
	free(nowhere);
}

static void database_that_is_a_folder_is_refused(void **state)
{
	struct fixture *f = *state;

	fixture_folder(f, "compile_commands.json");
	assert_true(compdb_load(&f->db, f->folder, &f->error) < 0);
	assert_non_null(strstr(f->error.text.text, "not a file"));
}

static void open_quote_is_an_advice(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "gcc -DA='x y -c a.c");
	expect_args(f, 0, "<-DA=x y -c a.c>");
	expect_note(f, COMPDB_NOTE_ADVICE, 1, "quote of the command is left open");
}

static void entries_of_other_languages_are_listed(void **state)
{
	static const struct { const char *file, *command, *what; } cases[] = {
		{ "a.S", "gcc -c a.S", "not C or C++ but assembler" },
		{ "a.s", "gcc -c a.s", "assembler" },
		{ "a.rc", "windres a.rc", "resource" },
		{ "a.cu", "nvcc -c a.cu", "CUDA" },
		{ "a.m", "clang -c a.m", "Objective-C" },
		{ "a.f90", "gfortran -c a.f90", "Fortran" },
		{ "a.c", "gcc -x assembler-with-cpp -c a.c", "assembler" },
		{ "a.c", "clang -x cuda -c a.c", "cuda" },
		{ "a.o", "gcc a.o -o a", "an object file" },
		{ "README", "gcc -c README", "unknown kind" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf json = STRBUF_INIT;

		strbuf_addf(&json, "[{\"directory\":\".\",\"file\":\"%s\",\"command\":\"%s\"}]", cases[i].file, cases[i].command);
		fixture_load(f, json.text);
		assert_int_equal(f->db.commands.n, 0);
		assert_int_equal(f->db.n_entries, 1);
		expect_note(f, COMPDB_NOTE_OTHER, 1, cases[i].what);
		strbuf_release(&json);
	}
}

static void lone_cc1_is_left_out_with_advice(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_load(f, "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"clang -cc1 -x c a.c\"}]");
	assert_int_equal(f->db.commands.n, 0);
	expect_note(f, COMPDB_NOTE_LEFT_OUT, 1, "record the build");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(missing_sources_and_folders_are_left_out),
		TEST(file_with_one_usable_entry_is_not_left_out),
		TEST(paths_of_windows_are_left_out),
		TEST(command_lines_of_msvc_are_left_out),
		TEST(byte_order_mark_is_accepted_with_advice),
		TEST(trailing_comma_is_accepted_with_advice),
		TEST(fragments_of_clang_are_accepted_with_advice),
		TEST(errors_name_the_place_and_the_remedy),
		TEST(missing_database_says_how_to_make_one),
		TEST(database_that_is_a_folder_is_refused),
		TEST(open_quote_is_an_advice),
		TEST(entries_of_other_languages_are_listed),
		TEST(lone_cc1_is_left_out_with_advice),
	};

	return cmocka_run_group_tests_name("compdb trouble", tests, NULL, NULL);
}
