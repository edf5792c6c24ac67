/* The compile database, entry by entry: what is understood, and how it is put in order. */
#include "tests/unit/data/commands/fixture.h"

static void command_is_split_with_shell_rules(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "gcc -DA='x y' -DB=\"q \\\"$HOME\\\" \\n\" -DC=a\\ b  -c a.c");
	expect_args(f, 0, "<-DA=x y><-DB=q \"$HOME\" \\n><-DC=a b>");
}

static void arguments_are_preferred_to_command(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_load(f, "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -DOLD -c a.c\","
			"\"arguments\":[\"gcc\",\"-DNEW=a b\",\"-c\",\"a.c\"]}]");
	expect_args(f, 0, "<-DNEW=a b>");
}

static void relative_directory_counts_from_the_database(void **state)
{
	struct fixture *f = *state;
	char *directory, *file;

	fixture_folder(f, "sub");
	fixture_file(f, "a.c", "");
	fixture_load(f, "[{\"directory\":\"./sub/\",\"file\":\"../sub/./../a.c\",\"command\":\"gcc -Iinc -c a.c\"}]");
	directory = fixture_path(f, "sub");
	file = fixture_path(f, "a.c");
	assert_string_equal(f->db.commands.items[0].directory, directory);
	assert_string_equal(f->db.commands.items[0].file, file);
	expect_args(f, 0, "<-Iinc>");
	free(directory);
	free(file);
}

static void linked_database_counts_from_where_it_was_written(void **state)
{
	struct fixture *f = *state;
	char *link, *directory;

	fixture_folder(f, "build");
	fixture_file(f, "a.c", "");
	fixture_file(f, "build/compile_commands.json",
		     "[{\"directory\":\".\",\"file\":\"../a.c\",\"command\":\"gcc -c ../a.c\"}]");
	link = fixture_path(f, "compile_commands.json");
	directory = fixture_path(f, "build");
	assert_int_equal(symlink("build/compile_commands.json", link), 0);
	assert_int_equal(compdb_load(&f->db, f->folder, &f->error), 0);
	assert_string_equal(f->db.path, link);
	assert_string_equal(f->db.commands.items[0].directory, directory);
	free(link);
	free(directory);
}

static void symbolic_links_of_sources_stay_as_spelled(void **state)
{
	struct fixture *f = *state;
	char *link;

	fixture_file(f, "real.c", "");
	link = fixture_path(f, "a.c");
	assert_int_equal(symlink("real.c", link), 0);
	fixture_load(f, "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -c a.c\"}]");
	assert_string_equal(f->db.commands.items[0].file, link);
	free(link);
}

static void cc1_twin_is_dropped(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_load(f, "[\n{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"clang-22 -cc1 -triple x -mllvm -y -o a.o -x c a.c\"},\n"
			"{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"clang -DX -c a.c\"},\n"
			"{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"/usr/lib/gcc/x86_64-linux-gnu/12/cc1 -quiet a.c\"}]");
	assert_int_equal(f->db.commands.n, 1);
	assert_int_equal(f->db.notes.n, 2);
	expect_args(f, 0, "<-DX>");
	assert_int_equal(f->db.notes.items[0].kind, COMPDB_NOTE_OTHER);
	assert_int_equal(f->db.notes.items[0].line, 2);
	assert_string_equal(f->db.notes.items[0].text, "the -cc1 twin of the compiler's own command");
	assert_int_equal(f->db.notes.items[1].line, 4);
}

static void one_invocation_of_many_sources_keeps_no_other(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_file(f, "b.c", "");
	fixture_load(f, "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -DX a.c b.c lib.a x.o -lm -o prog -- c.c -DNO\"},"
			"{\"directory\":\".\",\"file\":\"b.c\",\"command\":\"gcc -DX a.c b.c lib.a x.o -lm -o prog\"}]");
	assert_int_equal(f->db.commands.n, 2);
	expect_args(f, 0, "<-DX>");
	expect_args(f, 1, "<-DX>");
}

static void language_is_decided_by_x_then_name_then_compiler(void **state)
{
	static const struct { const char *file, *command, *args; bool is_cxx; } cases[] = {
		{ "a.c", "gcc -c a.c", "", false },
		{ "a.cc", "gcc -c a.cc", "", true },
		{ "a.C", "gcc -c a.C", "", true },
		{ "a.c", "g++ -c a.c", "<-x><c++>", true },
		{ "a.c", "/opt/x/clang++-19 -c a.c", "<-x><c++>", true },
		{ "a.c", "clang --driver-mode=g++ -c a.c", "<-x><c++>", true },
		{ "a.cc", "g++ -x c -c a.cc", "<-x><c>", false },
		{ "a.inc", "gcc -xc++ -c a.inc", "<-x><c++>", true },
		{ "a.c", "gcc a.c -x c++ b.cc", "", false },
		{ "a.c", "gcc -x c++ -x none a.c", "", false },
		{ "a.h", "gcc -c a.h", "<-x><c>", false },
		{ "a.h", "g++ -c a.h", "<-x><c++>", true },
		{ "a.h", "gcc -x c-header a.h", "<-x><c>", false },
		{ "a.hpp", "gcc -c a.hpp", "<-x><c++>", true },
		{ "a.h", "gcc -x c++-header a.h", "<-x><c++>", true },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf json = STRBUF_INIT;

		fixture_file(f, cases[i].file, "");
		strbuf_addf(&json, "[{\"directory\":\".\",\"file\":\"%s\",\"command\":\"%s\"}]", cases[i].file, cases[i].command);
		fixture_load(f, json.text);
		assert_int_equal(f->db.commands.n, 1);
		expect_args(f, 0, cases[i].args);
		assert_int_equal(f->db.commands.items[0].is_cxx, cases[i].is_cxx);
		strbuf_release(&json);
	}
}

static void output_is_the_key_or_minus_o(void **state)
{
	struct fixture *f = *state;
	char *by_key, *by_flag;

	fixture_file(f, "a.c", "");
	fixture_file(f, "b.c", "");
	fixture_file(f, "c.c", "");
	fixture_load(f, "[{\"directory\":\".\",\"file\":\"a.c\",\"output\":\"x/../k.o\",\"command\":\"gcc -o f.o -c a.c\"},"
			"{\"directory\":\".\",\"file\":\"b.c\",\"command\":\"gcc -of.o -c b.c\"},"
			"{\"directory\":\".\",\"file\":\"c.c\",\"command\":\"gcc -o - -S c.c\"}]");
	by_key = fixture_path(f, "k.o");
	by_flag = fixture_path(f, "f.o");
	assert_string_equal(f->db.commands.items[0].output, by_key);
	assert_string_equal(f->db.commands.items[1].output, by_flag);
	assert_null(f->db.commands.items[2].output);
	free(by_key);
	free(by_flag);
}

static void find_looks_here_in_build_and_above(void **state)
{
	struct fixture *f = *state;
	char *here, *below = fixture_path(f, "s/t"), *in_build;
	struct strbuf found = STRBUF_INIT;

	fixture_folder(f, "s");
	fixture_folder(f, "s/t");
	fixture_folder(f, "build");
	assert_true(compdb_find(below, &found, &f->error) < 0);
	assert_non_null(strstr(f->error.text.text, "no compile_commands.json in "));
	assert_non_null(strstr(f->error.text.text, "-p"));
	fixture_file(f, "build/compile_commands.json", "[]");
	in_build = fixture_path(f, "build/compile_commands.json");
	assert_int_equal(compdb_find(below, &found, &f->error), 0);
	assert_string_equal(found.text, in_build);
	fixture_file(f, "compile_commands.json", "[]");
	here = fixture_path(f, "compile_commands.json");
	assert_int_equal(compdb_find(f->folder, &found, &f->error), 0);
	assert_string_equal(found.text, here);
	strbuf_release(&found);
	free(here);
	free(below);
	free(in_build);
}

static void strange_file_names_survive(void **state)
{
	static const char *const names[] = { "-dash.c", "a b.c", "q\"uote's.c", "\xc3\xa9.c", "@at.c", "x;y&z$.c" };
	struct fixture *f = *state;
	struct strbuf json = STRBUF_INIT;

	strbuf_addc(&json, '[');
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *quoted = strchr(names[i], '"') ? "q\\\"uote's.c" : names[i];

		fixture_file(f, names[i], "");
		strbuf_addf(&json, "%s{\"directory\":\".\",\"file\":\"%s\",\"arguments\":[\"gcc\",\"-DX\",\"-c\",\"--\",\"%s\"]}",
			    i ? "," : "", quoted, quoted);
	}
	strbuf_addc(&json, ']');
	fixture_load(f, json.text);
	assert_int_equal(f->db.commands.n, sizeof names / sizeof *names);
	for (size_t i = 0; i < f->db.commands.n; i++)
		expect_args(f, i, "<-DX>");
	assert_int_equal(f->db.notes.n, 0);
	strbuf_release(&json);
}

static void commands_are_sorted_by_file_and_notes_by_line(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_file(f, "b.c", "");
	fixture_file(f, "z.c", "");
	fixture_load(f, "[{\"directory\":\".\",\"file\":\"z.c\",\"command\":\"gcc -c z.c\"},\n"
			"{\"directory\":\".\",\"file\":\"y.S\",\"command\":\"gcc -c y.S\"},\n"
			"{\"directory\":\".\",\"file\":\"b.c\",\"command\":\"gcc -fplugin=x.so -c b.c\"},\n"
			"{\"directory\":\".\",\"file\":\"x.S\",\"command\":\"gcc -c x.S\"},\n"
			"{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -c a.c\"}]");
	assert_string_equal(path_base(f->db.commands.items[0].file), "a.c");
	assert_string_equal(path_base(f->db.commands.items[1].file), "b.c");
	assert_string_equal(path_base(f->db.commands.items[2].file), "z.c");
	assert_int_equal(f->db.notes.n, 3);
	for (unsigned i = 0; i < 3; i++)
		assert_int_equal(f->db.notes.items[i].line, i + 2);
	assert_int_equal(f->db.n_entries, 5);
}

static void description_lists_everything_in_order(void **state)
{
	struct fixture *f = *state;
	struct strbuf text = STRBUF_INIT, expected = STRBUF_INIT;
	struct out o;

	fixture_file(f, "a.c", "");
	fixture_load(f, "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -DX -fplugin=p.so -c a.c\"},\n"
			"{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -fplugin=p.so -c a.c\"},\n"
			"{\"directory\":\".\",\"file\":\"g.c\",\"command\":\"gcc -c g.c\"},\n"
			"{\"directory\":\".\",\"file\":\"s.S\",\"command\":\"gcc -c s.S\"},]");
	out_to_memory(&o, &text);
	assert_int_equal(compdb_describe(&f->db, &o), 1);
	assert_int_equal(out_close(&o, &f->error), 0);
	strbuf_addf(&expected, "%s/compile_commands.json\n", f->folder);
	strbuf_addf(&expected, "%-34s %8d\n%-34s %8d\n%-34s %8d\n%-34s %8d\n%-34s %8d\n", "entries", 4, "commands to analyse", 2,
		    "files", 1, "files with several configurations", 1, "left out", 1);
	strbuf_addf(&expected, "\nleft out: sources that will not be analysed (1)\n"
		    "%s/compile_commands.json:3: %s/g.c: the file does not exist; is it generated? build first; if it was "
		    "removed or renamed, make the database again\n", f->folder, f->folder);
	strbuf_addf(&expected, "\nadvice (1)\n%s/compile_commands.json:4: a comma stands behind the last entry; other tools "
		    "refuse it: whynot db-check --fix=FILE writes it without that\n", f->folder);
	strbuf_addf(&expected, "\nflags dropped that could matter (1)\n%s/compile_commands.json:1: %s/a.c: -fplugin=p.so dropped: "
		    "the code of a compiler plugin is never run (1 more like this)\n", f->folder, f->folder);
	strbuf_addf(&expected, "\nentries that are not needed (1)\n%s/compile_commands.json:4: %s/s.S: not C or C++ but "
		    "assembler\n", f->folder, f->folder);
	strbuf_addf(&expected, "\nfiles with several configurations (1)\n%s/a.c\n  -DX\n  without -DX\n", f->folder);
	assert_string_equal(text.text, expected.text);
	strbuf_release(&text);
	strbuf_release(&expected);
}

/* Quadratic work over this many entries takes minutes: the alarm ends the test. */
static void large_databases_take_linear_time(void **state)
{
	enum { N = 20000 };
	struct fixture *f = *state;
	struct strbuf json = STRBUF_INIT;

	alarm(60);
	fixture_file(f, "one.c", "");
	for (int i = 0; i < N; i++)
		strbuf_addf(&json, "%s{\"directory\":\".\",\"file\":\"%s\",\"command\":\"gcc -O2 -Wall -Iinclude -DN=%d -DX -MD -MF d%d "
			    "-c one.c\"}", i ? ",\n" : "[", i % 2 ? "missing.c" : "one.c", i % 4 ? i : 0, i);
	strbuf_adds(&json, "]");
	fixture_load(f, json.text);
	assert_int_equal(f->db.n_entries, N);
	assert_int_equal(f->db.commands.n, N / 4 + 1);
	assert_int_equal(f->db.notes.n, N / 2 + N / 4 - 1);
	for (size_t i = 1; i < f->db.notes.n; i++)
		assert_true(f->db.notes.items[i - 1].line < f->db.notes.items[i].line);
	assert_int_equal(count_notes(f, COMPDB_NOTE_LEFT_OUT), 1);
	alarm(0);
	strbuf_release(&json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(command_is_split_with_shell_rules),
		TEST(arguments_are_preferred_to_command),
		TEST(relative_directory_counts_from_the_database),
		TEST(linked_database_counts_from_where_it_was_written),
		TEST(symbolic_links_of_sources_stay_as_spelled),
		TEST(cc1_twin_is_dropped),
		TEST(one_invocation_of_many_sources_keeps_no_other),
		TEST(language_is_decided_by_x_then_name_then_compiler),
		TEST(output_is_the_key_or_minus_o),
		TEST(find_looks_here_in_build_and_above),
		TEST(strange_file_names_survive),
		TEST(commands_are_sorted_by_file_and_notes_by_line),
		TEST(description_lists_everything_in_order),
		TEST(large_databases_take_linear_time),
	};

	return cmocka_run_group_tests_name("compdb", tests, NULL, NULL);
}
