/* Several commands for one file: which count as one, and what tells the others apart. */
#include "tests/unit/data/commands/fixture.h"

/* Loads one entry for a.c from each command. */
static void load(struct fixture *f, const char *const *commands, size_t n)
{
	struct strbuf json = STRBUF_INIT;

	fixture_file(f, "a.c", "");
	for (size_t i = 0; i < n; i++)
		strbuf_addf(&json, "%s{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"%s\"}", i ? ",\n" : "[", commands[i]);
	strbuf_addc(&json, ']');
	fixture_load(f, json.text);
	strbuf_release(&json);
}

#define LOAD(...) \
	do { \
		static const char *const commands[] = { __VA_ARGS__ }; \
		load(f, commands, sizeof commands / sizeof *commands); \
	} while (0)

static void expect_configs(const struct fixture *f, const char *expected)
{
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < f->db.commands.n; i++)
		strbuf_addf(&text, "[%s]", f->db.commands.items[i].config);
	assert_string_equal(text.text, expected);
	strbuf_release(&text);
}

static void exact_repeats_count_once(void **state)
{
	struct fixture *f = *state;

	LOAD("gcc -DX -c a.c", "gcc -DX -o x.o -c a.c");
	expect_configs(f, "[]");
	expect_note(f, COMPDB_NOTE_OTHER, 2, "repeats the command of line 1");
}

static void flags_for_the_code_alone_make_no_configuration(void **state)
{
	struct fixture *f = *state;

	LOAD("gcc -O2 -c a.c", "gcc -O0 -c a.c", "gcc -fno-inline -c a.c", "gcc -Wall -g -O2 -c a.c");
	expect_configs(f, "[]");
	expect_args(f, 0, "<-O2>");
	assert_int_equal(count_notes(f, COMPDB_NOTE_OTHER), 3);
	assert_non_null(strstr(f->db.notes.items[0].text, "means the same as the command of line 1: only flags for the code's"));
	expect_note(f, COMPDB_NOTE_OTHER, 4, "repeats the command of line 1");
}

static void pic_twins_of_libtool_count_once(void **state)
{
	struct fixture *f = *state;

	LOAD("gcc -DX -c a.c -fPIC -DPIC -o .libs/a.o", "gcc -DX -c a.c -o a.o", "gcc -DX -c a.c -fpic -D PIC=1", "gcc -DX -fPIE -c a.c");
	expect_configs(f, "[]");
	expect_args(f, 0, "<-DX><-fPIC><-DPIC>");
	assert_int_equal(count_notes(f, COMPDB_NOTE_OTHER), 3);
}

static void macros_make_configurations(void **state)
{
	struct fixture *f = *state;

	LOAD("gcc -DA -c a.c", "gcc -DA -DDEBUG=1 -c a.c", "gcc -DA -D DEBUG -UX -c a.c");
	expect_configs(f, "[-DDEBUG -UX][-DDEBUG=1][without -DDEBUG=1 -DDEBUG -UX]");
	expect_args(f, 1, "<-DA><-DDEBUG=1>");
	expect_args(f, 2, "<-DA>");
}

static void every_flag_of_meaning_makes_configurations(void **state)
{
	static const char *const flags[] = {
		"-DX", "-U X", "-I inc", "-isystem inc", "-iquote inc", "-idirafter inc", "-include x.h", "-imacros x.h", "-std=c99",
		"-x c++", "-m32", "-march=native", "--target=arm-none-eabi", "-target arm-none-eabi", "--sysroot=/x", "--sysroot /x",
		"-isysroot /x", "-ansi", "-fopenmp", "-funsigned-char", "-fno-exceptions", "-pthread", "-nostdinc", "-ffast-math",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		struct strbuf command = STRBUF_INIT;
		const char *commands[2] = { "gcc -c a.c" };

		strbuf_addf(&command, "gcc %s -c a.c", flags[i]);
		commands[1] = command.text;
		load(f, commands, 2);
		if (f->db.commands.n != 2)
			fail_msg("%s", flags[i]);
		strbuf_release(&command);
	}
}

static void spelling_and_order_of_macros_make_none(void **state)
{
	struct fixture *f = *state;

	LOAD("gcc -DA -DB=2 -I. -Iinc -c a.c", "gcc -I . -D B=1 -DB=2 -D A -I./inc -c a.c");
	expect_configs(f, "[]");
	LOAD("gcc -DA -UA -c a.c", "gcc -UA -c a.c");
	expect_configs(f, "[]");
}

static void order_of_include_folders_makes_configurations(void **state)
{
	struct fixture *f = *state;

	LOAD("gcc -Ix -Iy -c a.c", "gcc -Iy -Ix -c a.c");
	expect_configs(f, "[other order of flags][other order of flags (2)]");
	expect_args(f, 0, "<-Ix><-Iy>");
}

static void same_folder_name_elsewhere_makes_configurations(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_folder(f, "one");
	fixture_folder(f, "two");
	fixture_load(f, "[{\"directory\":\"one\",\"file\":\"../a.c\",\"command\":\"gcc -I. -c ../a.c\"},"
			"{\"directory\":\"two\",\"file\":\"../a.c\",\"command\":\"gcc -I. -c ../a.c\"}]");
	expect_configs(f, "[-Ione][-Itwo]");
}

static void long_names_are_cut_and_stay_unique(void **state)
{
	struct fixture *f = *state;

#define LONG "-DLONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG="
	LOAD("gcc " LONG "1 -c a.c", "gcc " LONG "2 -c a.c", "gcc " LONG "3 -c a.c");
	expect_configs(f, "[-DLONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_L... (2)]"
			  "[-DLONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_L... (3)]"
			  "[-DLONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_LONG_...]");
	for (size_t i = 0; i < f->db.commands.n; i++)
		assert_true(strlen(f->db.commands.items[i].config) <= 60);
}

static void configurations_do_not_depend_on_other_files(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_file(f, "b.c", "");
	fixture_load(f, "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -DA -c a.c\"},"
			"{\"directory\":\".\",\"file\":\"b.c\",\"command\":\"gcc -DB -c b.c\"}]");
	expect_configs(f, "[][]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(exact_repeats_count_once),
		TEST(flags_for_the_code_alone_make_no_configuration),
		TEST(pic_twins_of_libtool_count_once),
		TEST(macros_make_configurations),
		TEST(every_flag_of_meaning_makes_configurations),
		TEST(spelling_and_order_of_macros_make_none),
		TEST(order_of_include_folders_makes_configurations),
		TEST(same_folder_name_elsewhere_makes_configurations),
		TEST(long_names_are_cut_and_stay_unique),
		TEST(configurations_do_not_depend_on_other_files),
	};

	return cmocka_run_group_tests_name("configurations", tests, NULL, NULL);
}
