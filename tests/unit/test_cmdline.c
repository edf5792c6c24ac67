/* Behind a command line: launchers, response files, compilers' names; and files given with flags instead of a database. */
#include "tests/unit/data/commands/fixture.h"

#include "analyzer/commands/build.h"
#include "analyzer/commands/words.h"

static void expect_words(const char *text, enum words_style style, bool closed, const char *expected)
{
	struct arena memory = { 0 };
	struct words words = { 0 };
	struct strbuf got = STRBUF_INIT;

	assert_int_equal(words_split(&words, &memory, text, strlen(text), style), closed);
	for (size_t i = 0; i < words.n; i++)
		strbuf_addf(&got, "<%s>", words.items[i]);
	assert_string_equal(got.text, expected);
	strbuf_release(&got);
	words_release(&words);
	arena_release(&memory);
}

static void words_are_split_as_a_shell_does(void **state)
{
	(void)state;
	expect_words("", WORDS_SHELL, true, "");
	expect_words(" a\tb\nc ", WORDS_SHELL, true, "<a><b><c>");
	expect_words("'' \"\" a''b", WORDS_SHELL, true, "<><><ab>");
	expect_words("'a\\b' \"a\\b\\\"\\$\" a\\\\b", WORDS_SHELL, true, "<a\\b><a\\b\"$><a\\b>");
	expect_words("a\\\nb \\\n c", WORDS_SHELL, true, "<ab><c>");
	expect_words("'#' #a", WORDS_SHELL, true, "<#><#a>");
	expect_words("'a b", WORDS_SHELL, false, "<a b>");
	expect_words("a\\", WORDS_SHELL, true, "<a\\>");
}

static void words_of_response_files_know_one_escape(void **state)
{
	(void)state;
	expect_words("'a\\'b' \"a\\b\"\n\\ c", WORDS_RESPONSE, true, "<a'b><ab>< c>");
	expect_words("# no\n-DA # stays\n  # no\n-DB", WORDS_CONFIG, true, "<-DA><#><stays><-DB>");
}

static void launchers_are_stripped(void **state)
{
	static const char *const commands[] = {
		"gcc -DX -c a.c",
		"ccache gcc -DX -c a.c",
		"/usr/bin/ccache /usr/bin/gcc -DX -c a.c",
		"/usr/lib/ccache/gcc -DX -c a.c",
		"ccache compiler_check=content gcc -DX -c a.c",
		"distcc gcc -DX -c a.c",
		"distcc -DX -c a.c",
		"ccache distcc gcc -DX -c a.c",
		"sccache gcc -DX -c a.c",
		"icecc gcc -DX -c a.c",
		"/goma/gomacc clang -DX -c a.c",
		"env A=1 B='2 3' gcc -DX -c a.c",
		"/usr/bin/env -i -u HOME A=1 ccache gcc -DX -c a.c",
		"CCACHE_DIR=/x ccache gcc -DX -c a.c",
		"nice -n 5 gcc -DX -c a.c",
		"libtool --mode=compile gcc -DX -c a.c",
		"/bin/sh ../libtool --silent --tag=CC --mode=compile gcc -DX -prefer-pic -c -o a.lo a.c",
		"bash ./x86_64-linux-gnu-libtool --tag=CC --mode=compile ccache gcc -Wc,-DX -c a.c",
		"cmake -E env A=1 gcc -DX -c a.c",
		"cmake -E __run_co_compile --launcher=ccache --source=a.c -- gcc -DX -c a.c",
		"ccache.exe gcc.exe -DX -c a.c",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		fixture_command(f, commands[i]);
		assert_int_equal(f->db.commands.n, 1);
		expect_args(f, 0, "<-DX>");
		assert_int_equal(f->db.notes.n, 0);
	}
}

static void response_files_are_read_nested_from_the_directory(void **state)
{
	struct fixture *f = *state;
	char *absolute = fixture_path(f, "sub/c.rsp");
	struct strbuf text = STRBUF_INIT;

	fixture_folder(f, "sub");
	fixture_file(f, "sub/a.c", "");
	fixture_file(f, "sub/a.rsp", "-DA='1 2'\n@b.rsp -Iinc\\ dir\n");
	strbuf_addf(&text, "-DB \"@%s\"", absolute);
	fixture_file(f, "sub/b.rsp", text.text);
	fixture_file(f, "sub/c.rsp", "-DC -o x.o -O2");
	fixture_load(f, "[{\"directory\":\"sub\",\"file\":\"a.c\",\"command\":\"gcc -DZ @a.rsp -DL -c a.c\"}]");
	expect_args(f, 0, "<-DZ><-DA=1 2><-DB><-DC><-O2><-Iinc dir><-DL>");
	assert_string_equal(f->db.commands.items[0].opt_level, "-O2");
	assert_int_equal(f->db.notes.n, 0);
	strbuf_release(&text);
	free(absolute);
}

static void missing_response_file_is_an_advice(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "gcc -DX @gone.rsp -c a.c");
	expect_args(f, 0, "<-DX>");
	expect_note(f, COMPDB_NOTE_ADVICE, 1, "the flags of this response file are missing: cannot read");
	assert_non_null(strstr(f->db.notes.items[0].text, "build first"));
}

static void response_file_that_names_itself_ends(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.rsp", "-DX @a.rsp");
	fixture_command(f, "gcc @a.rsp -c a.c");
	assert_int_equal(f->db.commands.n, 1);
	expect_note(f, COMPDB_NOTE_ADVICE, 1, "nest more than");
}

static void response_files_that_multiply_are_cut(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.rsp", "@b.rsp @b.rsp @b.rsp @b.rsp @b.rsp @b.rsp @b.rsp @b.rsp");
	fixture_file(f, "b.rsp", "@c.rsp @c.rsp @c.rsp @c.rsp @c.rsp @c.rsp @c.rsp @c.rsp");
	fixture_file(f, "c.rsp", "@d.rsp @d.rsp @d.rsp @d.rsp @d.rsp @d.rsp @d.rsp @d.rsp");
	fixture_file(f, "d.rsp", "@e.rsp @e.rsp @e.rsp @e.rsp @e.rsp @e.rsp @e.rsp @e.rsp");
	fixture_file(f, "e.rsp", "-w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w "
		     "-w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w -w");
	fixture_command(f, "gcc @a.rsp -c a.c");
	assert_int_equal(f->db.commands.n, 1);
	expect_note(f, COMPDB_NOTE_ADVICE, 1, "give more than");
}

static void sealed_database_reads_no_response_file(void **state)
{
	static const char json[] = "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc @a.rsp -DX -c a.c\"}]";
	struct fixture *f = *state;
	struct compdb_text text = { "x.json", f->folder, json, sizeof json - 1, true, NULL };

	fixture_file(f, "a.rsp", "-DREAD");
	assert_int_equal(compdb_parse(&f->db, &text, &f->error), 0);
	expect_args(f, 0, "<-DX>");
	expect_note(f, COMPDB_NOTE_ADVICE, 1, "not read");
}

static void config_files_given_by_path_are_read(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "x.cfg", "# flags\n-DA \\\n  -DB\n-fplugin=p.so\n");
	fixture_command(f, "clang --config=./x.cfg --config ./x.cfg -DX -c a.c");
	expect_args(f, 0, "<-DA><-DB><-DA><-DB><-DX>");
	expect_note(f, COMPDB_NOTE_DROPPED, 1, "-fplugin=p.so");
	fixture_command(f, "clang --config=x.cfg -DX -c a.c");
	expect_args(f, 0, "<-DX>");
	expect_note(f, COMPDB_NOTE_DROPPED, 1, "--config=x.cfg dropped");
}

static void flags_passed_through_count_by_themselves(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "gcc -Wp,-MMD,dir/.a.d,-D_FORTIFY_SOURCE=2 -Xpreprocessor -DX -Xpreprocessor -MD -Xpreprocessor a.d "
			   "-Wa,-x -Wl,-y -Xassembler -z -Xlinker -w -c a.c");
	expect_args(f, 0, "<-D_FORTIFY_SOURCE=2><-DX>");
}

static void cross_compilers_give_their_target(void **state)
{
	static const struct { const char *compiler, *args; } cases[] = {
		{ "aarch64-linux-musl-gcc", "<-DX><--target=aarch64-linux-musl>" },
		{ "/opt/bin/arm-none-eabi-gcc-12.2", "<-DX><--target=arm-none-eabi>" },
		{ "riscv64-unknown-elf-clang", "<-DX><--target=riscv64-unknown-elf>" },
		{ "i686-w64-mingw32-gcc-posix", "<-DX><--target=i686-w64-mingw32>" },
		{ "avr-gcc", "<-DX><--target=avr>" },
		{ "powerpc64le-linux-gnu-g++", "<-DX><--target=powerpc64le-linux-gnu><-x><c++>" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf command = STRBUF_INIT;

		strbuf_addf(&command, "%s -DX -c a.c", cases[i].compiler);
		fixture_command(f, command.text);
		expect_args(f, 0, cases[i].args);
		expect_note(f, COMPDB_NOTE_ADVICE, 1, "is a cross compiler");
		strbuf_release(&command);
	}
	fixture_command(f, "aarch64-linux-musl-gcc --target=arm-linux-gnueabi -c a.c");
	expect_args(f, 0, "<--target=arm-linux-gnueabi>");
}

static void other_names_are_no_triples(void **state)
{
	static const char *const compilers[] = {
		"gcc-12", "clang-22", "afl-gcc", "ccache-gcc", "my-own-cc", "x86_64-frobnicate", "gcc-",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof compilers / sizeof *compilers; i++) {
		struct strbuf command = STRBUF_INIT;

		strbuf_addf(&command, "%s -DX -c a.c", compilers[i]);
		fixture_command(f, command.text);
		expect_args(f, 0, "<-DX>");
		assert_int_equal(f->db.notes.n, 0);
		strbuf_release(&command);
	}
}

#if defined(__x86_64__) && defined(__linux__)
static void native_triples_add_nothing(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "x86_64-linux-gnu-gcc-12 -DX -c a.c");
	expect_args(f, 0, "<-DX>");
	fixture_command(f, "x86_64-redhat-linux-gcc -DX -c a.c");
	expect_args(f, 0, "<-DX>");
	assert_int_equal(f->db.notes.n, 0);
}
#endif

static int from_command_line(struct fixture *f, const char *file, const char *const *args, size_t n_args)
{
	compdb_release(&f->db);
	return compdb_from_command_line(&f->db, f->folder, &file, 1, args, n_args, &f->error);
}

static void files_with_flags_need_no_database(void **state)
{
	static const char *const args[] = { "-DX", "-Wall", "-MD", "-o", "x.o", "-O", "-fconserve-stack", "-fplugin=p.so" };
	static const char *const files[] = { "b.c", "a.c", "./b.c" };
	struct fixture *f = *state;
	char *path = fixture_path(f, "a.c");

	fixture_file(f, "a.c", "");
	fixture_file(f, "b.c", "");
	assert_int_equal(compdb_from_command_line(&f->db, f->folder, files, 3, args, 8, &f->error), 0);
	assert_int_equal(f->db.commands.n, 2);
	assert_null(f->db.path);
	assert_string_equal(f->db.commands.items[0].file, path);
	assert_string_equal(f->db.commands.items[0].directory, f->folder);
	assert_string_equal(f->db.commands.items[0].opt_level, "-O1");
	expect_args(f, 0, "<-DX><-O1>");
	expect_note(f, COMPDB_NOTE_DROPPED, 0, "-fplugin=p.so");
	expect_note(f, COMPDB_NOTE_OTHER, 0, "named twice");
	free(path);
}

static void whole_command_may_follow_the_dashes(void **state)
{
	static const char *const args[] = { "ccache", "g++", "-DX", "-c", "a.c" };
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	assert_int_equal(from_command_line(f, "a.c", args, 5), 0);
	expect_args(f, 0, "<-DX><-x><c++>");
	assert_int_equal(from_command_line(f, "a.c", NULL, 0), 0);
	expect_args(f, 0, "");
}

static void missing_file_on_the_command_line_is_an_error(void **state)
{
	struct fixture *f = *state;

	assert_true(from_command_line(f, "gone.c", NULL, 0) < 0);
	assert_non_null(strstr(f->error.text.text, "gone.c: No such file or directory; give the sources to check before the '--'"));
	assert_true(from_command_line(f, ".", NULL, 0) < 0);
	assert_non_null(strstr(f->error.text.text, "not a file"));
	assert_true(compdb_from_command_line(&f->db, f->folder, NULL, 0, NULL, 0, &f->error) < 0);
	assert_non_null(strstr(f->error.text.text, "no file is given before the '--'"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_are_split_as_a_shell_does),
		TEST(words_of_response_files_know_one_escape),
		TEST(launchers_are_stripped),
		TEST(response_files_are_read_nested_from_the_directory),
		TEST(missing_response_file_is_an_advice),
		TEST(response_file_that_names_itself_ends),
		TEST(response_files_that_multiply_are_cut),
		TEST(sealed_database_reads_no_response_file),
		TEST(config_files_given_by_path_are_read),
		TEST(flags_passed_through_count_by_themselves),
		TEST(cross_compilers_give_their_target),
		TEST(other_names_are_no_triples),
#if defined(__x86_64__) && defined(__linux__)
		TEST(native_triples_add_nothing),
#endif
		TEST(files_with_flags_need_no_database),
		TEST(whole_command_may_follow_the_dashes),
		TEST(missing_file_on_the_command_line_is_an_error),
	};

	return cmocka_run_group_tests_name("cmdline", tests, NULL, NULL);
}
