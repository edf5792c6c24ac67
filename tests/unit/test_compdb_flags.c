/* The table of flags: what is kept, what goes, what is said; and that clang takes all that is left. */
#include "tests/unit/data/commands/fixture.h"

#include "analyzer/base/process.h"
#include "analyzer/commands/flags.h"

static void dependency_and_output_flags_are_stripped(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "gcc -M -MM -MD -MMD -MG -MP -MF a.d -MFa.d -MT x -MQ x -MJ x.json -o a.o -c -S -E --serialize-diagnostics a.dia "
			   "-save-temps -save-temps=obj -ftime-trace=x -fsave-optimization-record=yaml -foptimization-record-file=x "
			   "-index-store-path idx -Xclang -dependency-file -Xclang x.d -dependency-file x -fstack-usage -fdump-tree-all "
			   "-fcallgraph-info=su -ftest-coverage --coverage -fprofile-arcs -DX a.c");
	expect_args(f, 0, "<-DX>");
	assert_int_equal(f->db.notes.n, 0);
}

static void warnings_and_debug_flags_are_stripped(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "gcc -Wall -Werror -Wno-x -W -w -pedantic -pedantic-errors --pedantic -fdiagnostics-color=always "
			   "-fno-diagnostics-show-option -Rpass=inline -g -g3 -ggdb -gdwarf-5 -gsplit-dwarf -fdebug-prefix-map=a=b "
			   "-ffile-prefix-map=a=b -fmacro-prefix-map=a=b -frandom-seed=1 -pipe -v -DX -c a.c");
	expect_args(f, 0, "<-DX>");
	assert_int_equal(f->db.notes.n, 0);
}

static void link_flags_are_stripped(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "gcc -lm -l m -L. -L . -Wl,-z,now -shared -static -static-libgcc -pie -no-pie -rdynamic -nostdlib -s -r -u sym "
			   "-T script -z now -e main -Xlinker -x -fuse-ld=lld -flto=auto -ffat-lto-objects -fuse-linker-plugin -rtlib=x -DX a.c");
	expect_args(f, 0, "<-DX>");
	assert_int_equal(f->db.notes.n, 0);
}

static void flags_of_gcc_alone_are_stripped(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "gcc -fconserve-stack -fno-ipa-sra -mpreferred-stack-boundary=3 -fno-tree-vrp --param x=1 --param=ssp-buffer-size=4 "
			   "-mindirect-branch=thunk -mindirect-branch-register -fno-allow-store-data-races -fanalyzer -fvar-tracking-assignments "
			   "-maccumulate-outgoing-args -mno-abm -fplan9-extensions -DX -c a.c");
	expect_args(f, 0, "<-DX>");
	assert_int_equal(f->db.notes.n, 0);
}

static void flags_near_to_those_stay(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "gcc -ftree-vectorize -fno-tree-slp-vectorize -fno-strict-aliasing -fno-delete-null-pointer-checks -fPIC "
			   "-mindirect-branch-cs-prefix -fomit-frame-pointer -undef -stdlib=libc++ -pthread -fstack-protector-strong "
			   "-ffunction-sections -fno-rtti -msse4 -mno-sse -march=native -mtune=generic -c a.c");
	expect_args(f, 0, "<-ftree-vectorize><-fno-tree-slp-vectorize><-fno-strict-aliasing><-fno-delete-null-pointer-checks><-fPIC>"
			  "<-mindirect-branch-cs-prefix><-fomit-frame-pointer><-undef><-stdlib=libc++><-pthread>"
			  "<-fstack-protector-strong><-ffunction-sections><-fno-rtti><-msse4><-mno-sse><-march=native>"
			  "<-mtune=generic>");
}

static void preprocessor_flags_stay_joined_and_apart(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "gcc -DA -D B -UC -U D -Ii -I j -isystem s -isystems -iquote q -idirafter d -include f.h -includef.h -imacros m.h "
			   "--sysroot=/r --sysroot /r -isysroot /r -std=c11 -ansi -nostdinc -target x86_64-linux-gnu "
			   "--target=x86_64-linux-gnu -Xclang -fno-validate-pch -Xclang -target-feature -Xclang +avx -c a.c");
	expect_args(f, 0, "<-DA><-D><B><-UC><-U><D><-Ii><-I><j><-isystem><s><-isystems><-iquote><q><-idirafter><d>"
			  "<-include><f.h><-includef.h><-imacros><m.h><--sysroot=/r><--sysroot></r><-isysroot></r><-std=c11><-ansi>"
			  "<-nostdinc><-target><x86_64-linux-gnu><--target=x86_64-linux-gnu><-Xclang><-fno-validate-pch>"
			  "<-Xclang><-target-feature><-Xclang><+avx>");
}

static void plugins_and_loaders_are_dropped_with_a_note(void **state)
{
	static const struct { const char *flags, *note; } cases[] = {
		{ "-fplugin=p.so -fplugin-arg-p-k=v", "-fplugin=p.so dropped: the code of a compiler plugin is never run" },
		{ "-fpass-plugin=p.so", "-fpass-plugin=p.so dropped: " },
		{ "-Xclang -load -Xclang p.so", "-load p.so dropped: " },
		{ "-Xclang -add-plugin -Xclang p", "-add-plugin p dropped: " },
		{ "-Xclang -plugin-arg-p -Xclang v", "-plugin-arg-p v dropped: " },
		{ "-B /opt/bin", "-B /opt/bin dropped: no compiler or tool is run from another folder" },
		{ "-B/opt/bin", "-B/opt/bin dropped: " },
		{ "-specs=x.specs", "-specs=x.specs dropped: the specs of another compiler" },
		{ "--specs=x.specs", "--specs=x.specs dropped: " },
		{ "-wrapper gdb,--args", "-wrapper gdb,--args dropped: no program is run around the compiler" },
		{ "-mllvm -load=p.so", "-mllvm -load=p.so dropped: " },
		{ "-fsanitize=address", "-fsanitize=address dropped: the code is judged without" },
		{ "-fprofile-use=x.profdata", "-fprofile-use=x.profdata dropped: " },
		{ "-Xclang -include-pch -Xclang x.pch", "-include-pch x.pch dropped: " },
		{ "-Xclang=-load -Xclang=p.so", "-load p.so dropped: the code of a compiler plugin is never run" },
		{ "-Xclang=-load -Xclang p.so", "-load p.so dropped: the code of a compiler plugin is never run" },
		{ "-Xclang -load -Xclang=p.so", "-load p.so dropped: the code of a compiler plugin is never run" },
		{ "-Xclang=-fpass-plugin=p.so", "-fpass-plugin=p.so dropped: " },
		{ "--fplugin=p.so", "-fplugin=p.so dropped: the code of a compiler plugin is never run" },
		{ "-mllvm=-load=p.so", "-mllvm=-load=p.so dropped: " },
		{ "--prefix /opt/bin", "-B /opt/bin dropped: no compiler or tool is run from another folder" },
		{ "--prefix=/opt/bin", "-B/opt/bin dropped: no compiler or tool is run from another folder" },
		{ "-ccc-install-dir d", "-ccc-install-dir d dropped: no compiler or tool is run from another folder" },
		{ "-fopenmp-targets=x86_64", "-fopenmp-targets=x86_64 dropped: code for other devices is not made" },
		{ "-Xarch_host -Wall", "-Xarch_host -Wall dropped: a flag for one of several targets is not applied" },
		{ "-Xarch_x86_64 -fplugin=p.so", "-Xarch_x86_64 -fplugin=p.so dropped: " },
		{ "--target=sub/x", "--target=sub/x dropped: this is not the name of a target" },
		{ "-target ./x", "-target ./x dropped: this is not the name of a target" },
		{ "-I -fplugin=p.so", "-I -fplugin=p.so dropped: its value looks like another flag" },
		{ "-Xcuda-ptxas=x", "-Xcuda-ptxas=x dropped: it is not among the flags that are known to do no harm" },
		{ "--no-such", "--no-such dropped: it is not among the flags that are known to do no harm" },
		{ "-no-such", "-no-such dropped: it is not among the flags that are known to do no harm" },
		{ "-Xclang -chain-include -Xclang x.h", "-chain-include dropped: it is not among" },
		{ "-Xclang=-no-such", "-no-such dropped: it is not among" },
		{ "-Xclang -triple -Xclang x", "-triple dropped: it is not among" },
		{ "-target-feature +avx", "-target-feature +avx dropped: it is not among" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf command = STRBUF_INIT;

		strbuf_addf(&command, "gcc %s -DX -c a.c", cases[i].flags);
		fixture_command(f, command.text);
		expect_args(f, 0, "<-DX>");
		expect_note(f, COMPDB_NOTE_DROPPED, 1, cases[i].note);
		strbuf_release(&command);
	}
}

/* "@-x" is a plain word where there is no file "-x"; for another reader it may be more. */
static void values_that_look_like_response_files_are_refused(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "@p.rsp", "");
	fixture_command(f, "gcc -include @p.rsp -DX -c a.c");
	expect_args(f, 0, "<-DX>");
	expect_note(f, COMPDB_NOTE_DROPPED, 1, "-include @p.rsp dropped: its value looks like a response file");
}

static void long_aliases_count_as_what_they_stand_for(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "gcc --write-dependencies --write-user-dependencies --dependencies --user-dependencies --output x.o --output=x.o "
			   "--preprocess --assemble --compile --profile --verbose --no-warnings --extra-warnings --trace-includes "
			   "--print-missing-file-dependencies --no-line-commands --comments -Wp,-MD,x.d -fdriver-only -dumpversion "
			   "-dumpmachine -mcpu=help --define-macro A=1 --define-macro=B=2 --undefine-macro C --include-directory i "
			   "--include-directory=j --language c --optimize=2 --signed-char --no-standard-includes -c a.c");
	expect_args(f, 0, "<-D><A=1><-DB=2><-U><C><-I><i><-Ij><-O2><-fsigned-char><-nostdinc><-x><c>");
	assert_string_equal(f->db.commands.items[0].opt_level, "-O2");
	assert_string_equal(path_base(f->db.commands.items[0].output), "x.o");
	assert_int_equal(f->db.notes.n, 0);
}

static void aliases_mean_the_same_configuration(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_load(f, "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc --define-macro X=1 --include-directory=i -c a.c\"},\n"
			"{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -DX=1 -I i -c a.c\"}]");
	assert_int_equal(f->db.commands.n, 1);
}

static void working_directory_is_where_paths_count_from(void **state)
{
	static const char *const flags[] = { "-working-directory sub", "-working-directory=sub" };
	struct fixture *f = *state;

	fixture_folder(f, "sub");
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		struct strbuf command = STRBUF_INIT;

		strbuf_addf(&command, "gcc %s -I i -DX -c a.c", flags[i]);
		fixture_command(f, command.text);
		expect_args(f, 0, "<-I><i><-DX>");
		assert_string_equal(path_base(f->db.commands.items[0].directory), "sub");
		assert_string_equal(path_base(f->db.commands.items[0].file), "a.c");
		strbuf_release(&command);
	}
}

static void hardening_that_ships_stays(void **state)
{
	struct fixture *f = *state;

	fixture_command(f, "clang -fsanitize=kcfi -fsanitize=safe-stack -fsanitize=shadow-call-stack -fsanitize=kcfi,undefined -c a.c");
	expect_args(f, 0, "<-fsanitize=kcfi><-fsanitize=safe-stack><-fsanitize=shadow-call-stack>");
	expect_note(f, COMPDB_NOTE_DROPPED, 1, "-fsanitize=kcfi,undefined dropped: ");
}

static void same_dropped_flag_is_said_once(void **state)
{
	struct fixture *f = *state;

	fixture_file(f, "a.c", "");
	fixture_file(f, "b.c", "");
	fixture_load(f, "[\n{\"directory\":\".\",\"file\":\"b.c\",\"command\":\"gcc -fplugin=p.so -c b.c\"},\n"
			"{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"gcc -fplugin=p.so -c a.c\"}]");
	assert_int_equal(f->db.notes.n, 1);
	expect_note(f, COMPDB_NOTE_DROPPED, 2, "is never run (1 more like this)");
}

static void last_level_counts_in_words_of_clang(void **state)
{
	static const struct { const char *flags, *level, *args; } cases[] = {
		{ "", NULL, "" },
		{ "-O", "-O1", "<-O1>" },
		{ "-O2 -O0", "-O0", "<-O2><-O0>" },
		{ "-O9", "-O3", "<-O3>" },
		{ "-Os", "-Os", "<-Os>" },
		{ "-Oz", "-Oz", "<-Oz>" },
		{ "-Og", "-Og", "<-Og>" },
		{ "-Ofast", "-Ofast", "<-Ofast>" },
		{ "-O2 -Ononsense", "-O2", "<-O2>" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf command = STRBUF_INIT;

		strbuf_addf(&command, "gcc %s -c a.c", cases[i].flags);
		fixture_command(f, command.text);
		expect_args(f, 0, cases[i].args);
		if (cases[i].level)
			assert_string_equal(f->db.commands.items[0].opt_level, cases[i].level);
		else
			assert_null(f->db.commands.items[0].opt_level);
		strbuf_release(&command);
	}
}

static void flags_without_their_value_take_nothing(void **state)
{
	static const char *const flags[] = { "-I", "-D", "-x", "-o", "-include", "-Xclang", "-target", "-MF", "-wrapper", "-Xclang -load" };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		struct strbuf command = STRBUF_INIT;

		strbuf_addf(&command, "gcc -DX -c a.c %s", flags[i]);
		fixture_command(f, command.text);
		assert_int_equal(f->db.commands.n, 1);
		expect_args(f, 0, "<-DX>");
		strbuf_release(&command);
	}
}

static void longest_row_wins(void **state)
{
	struct flag_index index;

	(void)state;
	flag_index_init(&index);
	assert_string_equal(flag_find(&index, "-fprofile-use=x")->text, "-fprofile-use");
	assert_string_equal(flag_find(&index, "-fprofile-dir=x")->text, "-fprofile");
	assert_string_equal(flag_find(&index, "-fno-ipa-sra")->text, "-fipa-");
	assert_string_equal(flag_find(&index, "-mno-sse")->text, "-m");
	assert_string_equal(flag_find(&index, "-includex.h")->text, "-include");
	assert_string_equal(flag_find(&index, "-Ix")->text, "-I");
	assert_null(flag_find(&index, "-fPIC"));
	assert_null(flag_find(&index, "-fdcex"));
	assert_null(flag_find(&index, ""));
}

/* Runs the build's clang over a.c with the arguments that are left. */
static void expect_accepted(struct fixture *f)
{
	const struct compile_command *c = &f->db.commands.items[0];
	const char **argv = calloc(c->n_args + 8, sizeof *argv);
	struct strbuf errors = STRBUF_INIT;
	struct process_run run = { .argv = argv, .directory = c->directory, .stdout_fd = -1, .errors = &errors };
	size_t n = 0;
	int status;

	assert_non_null(argv);
	argv[n++] = TEST_CLANG;
	for (size_t i = 0; i < c->n_args; i++)
		argv[n++] = c->args[i];
	argv[n++] = "-fsyntax-only";
	argv[n++] = "-w";
	argv[n++] = "--";
	argv[n] = c->file;
	status = process_run(&run, &f->error);
	if (status != 0 || errors.len)
		fail_msg("status %d: %s%s", status, errors.text, f->error.text.text);
	strbuf_release(&errors);
	free(argv);
}

/* data/commands/gcc_flags: what gcc 12 accepts and clang 19 or 22 refuses, one on a line. */
static void clang_accepts_what_is_left_of_gccs_flags(void **state)
{
	struct fixture *f = *state;
	struct strbuf flags = STRBUF_INIT, command = STRBUF_INIT;

	if (file_read(TEST_SOURCE_DIR "/unit/data/commands/gcc_flags", &flags, &f->error) < 0)
		fail_msg("%s", f->error.text.text);
	assert_true(flags.len > 1000);
	for (size_t i = 0; i < flags.len; i++)
		if (flags.text[i] == '\n')
			flags.text[i] = ' ';
	strbuf_addf(&command, "gcc -DX %s -O2 -c a.c", flags.text);
	fixture_command(f, command.text);
	assert_int_equal(f->db.commands.n, 1);
	expect_accepted(f);
	strbuf_release(&flags);
	strbuf_release(&command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(dependency_and_output_flags_are_stripped),
		TEST(warnings_and_debug_flags_are_stripped),
		TEST(link_flags_are_stripped),
		TEST(flags_of_gcc_alone_are_stripped),
		TEST(flags_near_to_those_stay),
		TEST(preprocessor_flags_stay_joined_and_apart),
		TEST(plugins_and_loaders_are_dropped_with_a_note),
		TEST(values_that_look_like_response_files_are_refused),
		TEST(long_aliases_count_as_what_they_stand_for),
		TEST(aliases_mean_the_same_configuration),
		TEST(working_directory_is_where_paths_count_from),
		TEST(hardening_that_ships_stays),
		TEST(same_dropped_flag_is_said_once),
		TEST(last_level_counts_in_words_of_clang),
		TEST(flags_without_their_value_take_nothing),
		TEST(longest_row_wins),
		TEST(clang_accepts_what_is_left_of_gccs_flags),
	};

	return cmocka_run_group_tests_name("flags", tests, NULL, NULL);
}
