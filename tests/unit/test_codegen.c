/* codegen_collect() with a real compiler, on sources in a scratch folder. */
#include "analyzer/base/path.h"
#include "analyzer/base/process.h"
#include "analyzer/commands/compdb.h"
#include "tests/unit/data/codegen/fixture.h"
#include "tests/unit/scratch.h"

#include <sys/time.h>

#define SUM "int sum(const int *a, int n)\n{\n\tint s = 0;\n\tfor (int i = 0; i < n; i++)\n\t\ts += a[i];\n\treturn s;\n}\n"

/* A folder with one source, and the facts of compiling it. */
struct project {
	struct scratch folder;
	struct strbuf file;
	struct compile_command command;
	struct codegen codegen;
	struct fixture facts;
};

static void project_init(struct project *p, const char *name, const char *source)
{
	scratch_init(&p->folder);
	scratch_write(&p->folder, name, source);
	p->file = (struct strbuf)STRBUF_INIT;
	strbuf_adds(&p->file, scratch_path(&p->folder, name));
	p->command = (struct compile_command){
		.file = p->file.text,
		.directory = p->folder.path.text,
		.config = "",
		.opt_level = "-O2",
		.is_cxx = !strcmp(path_extension(name), ".cc"),
	};
	p->codegen = (struct codegen){ .mode = CODEGEN_RUN, .root = p->folder.path.text, .clang = TEST_CLANG };
	fixture_init(&p->facts);
}

static void project_release(struct project *p)
{
	fixture_release(&p->facts);
	strbuf_release(&p->file);
	scratch_release(&p->folder);
}

static void collect(struct project *p)
{
	p->facts.unit.main_file = intern_adds(&p->facts.text, "main.c");
	codegen_collect(&p->codegen, &p->command, &p->facts.text, &p->facts.unit);
	assert_int_equal(p->facts.unit.codegens.n, 1);
}

/* Collects with these arguments (NULL at the end) and expects success, and nothing but the source in the folder. */
static void collect_with(struct project *p, const char *const *args)
{
	p->command.args = args;
	for (p->command.n_args = 0; args[p->command.n_args];)
		p->command.n_args++;
	collect(p);
	assert_string_equal(fixture_reason(&p->facts), "");
	assert_int_equal(fixture_status(&p->facts), CODEGEN_STATUS_OK);
	assert_int_equal(scratch_count(&p->folder), 1);
}

/* The same, the arguments read as those of a database are. */
static void collect_cleaned(struct project *p, const char *const *args)
{
	const char *file = p->file.text;
	struct error e = ERROR_INIT;
	struct compdb db;
	size_t n = 0;

	while (args[n])
		n++;
	if (compdb_from_command_line(&db, p->folder.path.text, &file, 1, args, n, &e) < 0)
		fail_msg("%s", e.text.text);
	p->command.args = db.commands.items[0].args;
	p->command.n_args = db.commands.items[0].n_args;
	collect(p);
	assert_string_equal(fixture_reason(&p->facts), "");
	assert_int_equal(fixture_status(&p->facts), CODEGEN_STATUS_OK);
	assert_int_equal(scratch_count(&p->folder), 1);
	compdb_release(&db);
}

static bool has_remark(const struct project *p, const char *pass, const char *name, const char *function, uint32_t line)
{
	const struct intern *text = &p->facts.text;

	for (size_t i = 0; i < p->facts.unit.remarks.n; i++) {
		const struct fact_remark *r = &p->facts.unit.remarks.items[i];

		if (!strcmp(intern_text(text, r->pass), pass) && !strcmp(intern_text(text, r->name), name) &&
		    !strcmp(intern_text(text, r->function), function) && r->at.line == line)
			return true;
	}
	return false;
}

/* The one code_line of the function on the line. */
static const struct fact_code_line *code_line(const struct project *p, const char *file, const char *function, uint32_t line)
{
	for (size_t i = 0; i < p->facts.unit.code_lines.n; i++) {
		const struct fact_code_line *l = &p->facts.unit.code_lines.items[i];

		if (!strcmp(intern_text(&p->facts.text, l->file), file) && l->at.line == line &&
		    !strcmp(intern_text(&p->facts.text, l->function), function))
			return l;
	}
	fail_msg("no code of %s on %s:%u", function, file, line);
	return NULL;
}

static void a_loop_that_vectorises_says_so(void **state)
{
	struct project p;

	(void)state;
	project_init(&p, "a.c", SUM);
	collect_with(&p, (const char *const[]){ NULL });
	assert_true(has_remark(&p, "loop-vectorize", "Vectorized", "sum", 4));
	assert_true(code_line(&p, "a.c", "sum", 5)->n_instructions > 0);
	assert_true(code_line(&p, "a.c", "sum", 4)->n_cond_jumps > 0);
	fixture_assert_contains(fixture_text(&p.facts, "codegen"), "codegen\tok\t-\t-O2\t");
	project_release(&p);
}

static void what_is_called_is_named(void **state)
{
	struct project p;
	const struct fact_code_line *l;

	(void)state;
	project_init(&p, "a.c", "void *malloc(unsigned long);\nvoid free(void *);\nint g(int *);\nint f(void)\n{\n"
				"\tint *p = malloc(8); int r = g(p);\n\tfree(p);\n\treturn r + 1;\n}\n");
	collect_with(&p, (const char *const[]){ NULL });
	l = code_line(&p, "a.c", "f", 6);
	assert_int_equal(l->n_calls, 2);
	assert_string_equal(intern_text(&p.facts.text, l->callees), "malloc,g");
	assert_string_equal(intern_text(&p.facts.text, code_line(&p, "a.c", "f", 7)->callees), "free");
	assert_true(has_remark(&p, "inline", "NoDefinition", "f", 6));
	project_release(&p);
}

static void without_a_level_nothing_is_optimised(void **state)
{
	struct project p;

	(void)state;
	project_init(&p, "a.c", SUM);
	p.command.opt_level = NULL;
	collect_with(&p, (const char *const[]){ NULL });
	assert_false(has_remark(&p, "loop-vectorize", "Vectorized", "sum", 4));
	assert_true(p.facts.unit.code_lines.n >= 4);
	assert_string_equal(intern_text(&p.facts.text, p.facts.unit.codegens.items[0].opt_level), "");
	project_release(&p);
}

static void errors_in_the_code_are_the_reason(void **state)
{
	struct project p;

	(void)state;
	project_init(&p, "a.c", "int f(void)\n{\n\treturn nothing;\n}\n");
	collect(&p);
	assert_int_equal(fixture_status(&p.facts), CODEGEN_STATUS_FAILED);
	assert_string_equal(fixture_reason(&p.facts), "a.c:3:9: error: use of undeclared identifier 'nothing'");
	assert_int_equal(p.facts.unit.remarks.n + p.facts.unit.code_lines.n, 0);
	assert_int_equal(scratch_count(&p.folder), 1);
	project_release(&p);
}

static void a_unit_without_functions_is_fine(void **state)
{
	struct project p;

	(void)state;
	project_init(&p, "a.c", "typedef int t;\n");
	collect_with(&p, (const char *const[]){ NULL });
	assert_string_equal(fixture_text(&p.facts, "codegen"), "codegen\tok\t-\t-O2\t0\t0\t0\n");
	project_release(&p);
}

static void a_missing_compiler_is_the_reason(void **state)
{
	struct project p;

	(void)state;
	project_init(&p, "a.c", SUM);
	p.codegen.clang = "/nowhere/clang";
	collect(&p);
	assert_int_equal(fixture_status(&p.facts), CODEGEN_STATUS_FAILED);
	fixture_assert_contains(fixture_reason(&p.facts), "cannot start /nowhere/clang: ");
	project_release(&p);
}

static void a_crash_without_remarks_too_is_a_failure(void **state)
{
	struct project p;

	(void)state;
	project_init(&p, "a.c", "#pragma clang __debug crash\n");
	collect(&p);
	assert_int_equal(fixture_status(&p.facts), CODEGEN_STATUS_FAILED);
	assert_string_equal(fixture_reason(&p.facts), "the compiler crashed");
	assert_int_equal(scratch_count(&p.folder), 1);
	project_release(&p);
}

/* A compiler that dies when it is to write remarks. */
static void a_crash_with_remarks_keeps_the_assembly(void **state)
{
	struct project p;
	struct strbuf clang = STRBUF_INIT;

	(void)state;
	project_init(&p, "a.c", SUM);
	scratch_write(&p.folder, "clang", "#!/bin/sh\ncase \"$*\" in *optimization-record*) kill -SEGV $$;; esac\n"
					  "exec " TEST_CLANG " \"$@\"\n");
	strbuf_adds(&clang, scratch_path(&p.folder, "clang"));
	assert_int_equal(chmod(clang.text, 0700), 0);
	p.codegen.clang = clang.text;
	collect(&p);
	assert_int_equal(fixture_status(&p.facts), CODEGEN_STATUS_WITHOUT_REMARKS);
	assert_string_equal(fixture_reason(&p.facts), "the compiler crashes when it writes remarks");
	assert_int_equal(p.facts.unit.remarks.n, 0);
	assert_true(code_line(&p, "a.c", "sum", 5)->n_instructions > 0);
	project_release(&p);
	strbuf_release(&clang);
}

/* Success without output would hide the unit's code without a word. */
static void a_compiler_that_makes_nothing_has_failed(void **state)
{
	struct project p;
	struct strbuf expected = STRBUF_INIT, clang = STRBUF_INIT;

	(void)state;
	project_init(&p, "a.c", SUM);
	scratch_write(&p.folder, "clang", "#!/bin/sh\nexit 0\n");
	strbuf_adds(&clang, scratch_path(&p.folder, "clang"));
	assert_int_equal(chmod(clang.text, 0700), 0);
	p.codegen.clang = clang.text;
	collect(&p);
	strbuf_addf(&expected, "%s made no assembly", clang.text);
	assert_int_equal(fixture_status(&p.facts), CODEGEN_STATUS_FAILED);
	assert_string_equal(fixture_reason(&p.facts), expected.text);
	project_release(&p);
	strbuf_release(&expected);
	strbuf_release(&clang);
}

static void cxx_is_compiled_as_such(void **state)
{
	struct project p;

	(void)state;
	project_init(&p, "a.cc", "int g(int);\nstruct s { int v; int twice() const { return g(v); } };\n"
				 "int f(const s &x) {\n\treturn x.twice() + 1;\n}\n");
	collect_with(&p, (const char *const[]){ NULL });
	assert_string_equal(intern_text(&p.facts.text, code_line(&p, "a.cc", "_Z1fRK1s", 2)->callees), "_Z1gi");
	project_release(&p);
}

/* Each of these would stop before assembly, instrument the code, or write a file into the folder, where clang runs. */
static void flags_of_other_outputs_are_left_out(void **state)
{
	static const char *const sets[][8] = {
		{ "-flto", "-ffat-lto-objects", "-fwhole-program-vtables" }, { "-flto=thin", "-fsplit-lto-unit" },
		{ "-fsyntax-only" }, { "-E" }, { "-emit-llvm" }, { "-c", "-o", "a.o" }, { "-fsanitize=address,undefined" },
		{ "-gsplit-dwarf", "-g3" }, { "-fstack-usage" }, { "--coverage" }, { "-ftest-coverage", "-fprofile-arcs" },
		{ "-fprofile-generate", "-fprofile-instr-generate", "-fcoverage-mapping" }, { "-ftime-trace", "-ftime-report" },
		{ "-save-temps", "--save-temps=cwd" }, { "-save-stats", "-save-stats=obj" },
		{ "-fsave-optimization-record=bitstream", "-foptimization-record-file=mine.yaml" },
		{ "-fproc-stat-report=stat.csv" }, { "-Xclang", "-ast-dump", "-Xclang", "-fdump-record-layouts" },
		{ "-Xclang", "-stack-usage-file", "-Xclang", "-dump-tokens" }, { "-mllvm", "-info-output-file=info.txt" },
		{ "--serialize-diagnostics", "d.dia" }, { "-finstrument-functions", "-pg" }, { "-fdiagnostics-format=sarif" },
		{ "-fconserve-stack", "-fno-such-thing-at-all" }, { "-gembed-source" }, { "-gdwarf-4", "-gno-column-info" },
		{ "-ffile-prefix-map=/=x", "-fdebug-prefix-map=/=y", "-fdebug-compilation-dir=/tmp" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		struct project p;

		project_init(&p, "a.c", SUM);
		collect_cleaned(&p, sets[i]);
		if (!has_remark(&p, "loop-vectorize", "Vectorized", "sum", 4))
			fail_msg("%s: no remark on the loop", sets[i][0]);
		assert_true(code_line(&p, "a.c", "sum", 5)->n_instructions > 0);
		assert_int_equal(code_line(&p, "a.c", "sum", 5)->n_calls, 0);
		project_release(&p);
	}
}

static void paths_are_right_where_the_build_runs_elsewhere(void **state)
{
	struct project p;
	struct strbuf directory = STRBUF_INIT;

	(void)state;
	project_init(&p, "a.c", "#include \"h.h\"\nint f(int a)\n{\n\treturn twice(a);\n}\n");
	assert_int_equal(mkdir(scratch_path(&p.folder, "build"), 0700), 0);
	assert_int_equal(mkdir(scratch_path(&p.folder, "inc"), 0700), 0);
	scratch_write(&p.folder, "inc/h.h", "int g(int);\nstatic inline int twice(int a) { return g(a) * 2; }\n");
	strbuf_adds(&directory, scratch_path(&p.folder, "build"));
	p.command.directory = directory.text;
	p.command.args = (const char *const[]){ "-I../inc" };
	p.command.n_args = 1;
	collect(&p);
	assert_int_equal(code_line(&p, "inc/h.h", "f", 2)->n_calls, 1);
	assert_true(code_line(&p, "a.c", "f", 4)->n_instructions > 0);
	fixture_assert_contains(fixture_text(&p.facts, "remark"), "remark\tinc/h.h\t2:");
	fixture_assert_contains(fixture_text(&p.facts, "remark"), "remark\ta.c\t4:");
	assert_null(strstr(fixture_text(&p.facts, "remark"), "build/"));
	project_release(&p);
	strbuf_release(&directory);
}

static void off_does_nothing(void **state)
{
	struct project p;

	(void)state;
	project_init(&p, "a.c", SUM);
	p.codegen.mode = CODEGEN_OFF;
	p.codegen.clang = "/nowhere/clang";
	collect(&p);
	assert_string_equal(fixture_text(&p.facts, "codegen"), "codegen\toff\t-\t-O2\t0\t0\t0\n");
	project_release(&p);
}

#define RECORD(file) "--- !Missed\nPass: p\nName: N\nDebugLoc: { File: '" file "', Line: 1, Column: 1 }\nFunction: f\n...\n"

/* Puts a record there, reads, and expects one remark; `records` is taken as a name in the project's folder. */
static void expect_found(const char *where, const char *output, const char *records)
{
	struct project p;
	struct strbuf absolute = STRBUF_INIT, folder = STRBUF_INIT;

	project_init(&p, "a.c", SUM);
	assert_int_equal(mkdir(scratch_path(&p.folder, "build"), 0700), 0);
	scratch_write(&p.folder, where, RECORD("main.c"));
	p.codegen.mode = CODEGEN_READ;
	if (output) {
		strbuf_adds(&absolute, scratch_path(&p.folder, output));
		p.command.output = absolute.text;
	}
	if (records) {
		strbuf_adds(&folder, scratch_path(&p.folder, records));
		p.codegen.records = folder.text;
	}
	collect(&p);
	assert_string_equal(fixture_reason(&p.facts), "");
	assert_int_equal(p.facts.unit.remarks.n, 1);
	project_release(&p);
	strbuf_release(&absolute);
	strbuf_release(&folder);
}

static void records_are_found_where_builds_leave_them(void **state)
{
	(void)state;
	expect_found("build/a.opt.yaml", "build/a.o", NULL);
	expect_found("build/a.opt.bitstream", "build/a.o", NULL);
	expect_found("build/a.c.opt.yaml", "build/a.c.o", NULL);
	expect_found("build/a.o.opt.yaml", "build/a.o", NULL);
	expect_found("a.opt.yaml", "build/a.o", NULL);
	expect_found("a.opt.yaml", NULL, NULL);
	expect_found("build/a.opt.yaml", NULL, "build");
	expect_found("build/a.c.opt.yaml", "other/a.c.o", "build");
	expect_found("build/named", "other/a.c.o", "build/named");
}

/* x/m.o and y/m.o: one record m.opt.yaml can be either's. */
static void a_record_is_not_given_to_its_namesake(void **state)
{
	struct project p;
	struct strbuf output = STRBUF_INIT, folder = STRBUF_INIT;

	(void)state;
	project_init(&p, "a.c", SUM);
	assert_int_equal(mkdir(scratch_path(&p.folder, "records"), 0700), 0);
	assert_int_equal(mkdir(scratch_path(&p.folder, "records/x"), 0700), 0);
	scratch_write(&p.folder, "records/m.opt.yaml", RECORD("main.c"));
	strbuf_adds(&output, scratch_path(&p.folder, "x/m.o"));
	strbuf_adds(&folder, scratch_path(&p.folder, "records"));
	p.codegen.mode = CODEGEN_READ;
	p.codegen.records = folder.text;
	p.codegen.name_is_shared = true;
	p.command.output = output.text;
	collect(&p);
	assert_int_equal(fixture_status(&p.facts), CODEGEN_STATUS_NO_RECORD);
	fixture_assert_contains(fixture_reason(&p.facts), ", m.o by name alone would also be another unit's");
	fixture_release(&p.facts);
	fixture_init(&p.facts);
	scratch_write(&p.folder, "records/x/m.opt.yaml", RECORD("main.c"));
	collect(&p);
	assert_string_equal(fixture_reason(&p.facts), "");
	assert_int_equal(p.facts.unit.remarks.n, 1);
	project_release(&p);
	strbuf_release(&output);
	strbuf_release(&folder);
}

static void a_record_about_other_files_is_said(void **state)
{
	static const char *const records[] = { RECORD("other.c"), "", "--- !Missed\nPass: p\nName: N\nFunction: f\n...\n" };
	struct project p;

	(void)state;
	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		project_init(&p, "a.c", SUM);
		p.codegen.mode = CODEGEN_READ;
		scratch_write(&p.folder, "a.opt.yaml", records[i]);
		collect(&p);
		fixture_assert_contains(fixture_reason(&p.facts), "the record a.opt.yaml says nothing about this file");
		project_release(&p);
	}
}

static void no_record_says_what_was_tried(void **state)
{
	struct project p;
	struct strbuf expected = STRBUF_INIT;

	(void)state;
	project_init(&p, "a.c", SUM);
	p.codegen.mode = CODEGEN_READ;
	strbuf_addf(&expected, "no record of remarks; tried %s/a.opt.yaml, %s/a.opt.bitstream, %s/a.c.opt-record.json.gz",
		    p.folder.path.text, p.folder.path.text, p.folder.path.text);
	collect(&p);
	assert_int_equal(fixture_status(&p.facts), CODEGEN_STATUS_NO_RECORD);
	assert_string_equal(fixture_reason(&p.facts), expected.text);
	project_release(&p);
	strbuf_release(&expected);
}

static void a_record_older_than_its_source_is_kept_and_said(void **state)
{
	struct project p;
	const struct timeval past[2] = { { 1000000, 0 }, { 1000000, 0 } };

	(void)state;
	project_init(&p, "a.c", SUM);
	scratch_write(&p.folder, "a.opt.yaml", RECORD("main.c"));
	assert_int_equal(utimes(scratch_path(&p.folder, "a.opt.yaml"), past), 0);
	p.codegen.mode = CODEGEN_READ;
	collect(&p);
	assert_int_equal(fixture_status(&p.facts), CODEGEN_STATUS_OK);
	assert_string_equal(fixture_reason(&p.facts), "the record a.opt.yaml is older than the source");
	assert_int_equal(p.facts.unit.remarks.n, 1);
	project_release(&p);
}

/* What a build with clang writes reads as what we get by running clang ourselves. */
static void reading_a_builds_record_equals_running(void **state)
{
	struct project p, q;
	const char *const argv[] = { TEST_CLANG, "-O2", "-gline-tables-only", "-fsave-optimization-record", "-S", "a.c", NULL };
	struct process_run run = { .argv = argv, .stdout_fd = -1 };
	struct error e = ERROR_INIT;
	struct strbuf ran = STRBUF_INIT;

	(void)state;
	project_init(&p, "a.c", SUM);
	collect_with(&p, (const char *const[]){ NULL });
	strbuf_adds(&ran, fixture_text(&p.facts, "remark"));
	project_init(&q, "a.c", SUM);
	run.directory = q.folder.path.text;
	assert_int_equal(process_run(&run, &e), 0);
	q.codegen.mode = CODEGEN_READ;
	collect(&q);
	assert_string_equal(fixture_text(&q.facts, "remark"), ran.text);
	project_release(&p);
	project_release(&q);
	strbuf_release(&ran);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_loop_that_vectorises_says_so),
		cmocka_unit_test(what_is_called_is_named),
		cmocka_unit_test(without_a_level_nothing_is_optimised),
		cmocka_unit_test(errors_in_the_code_are_the_reason),
		cmocka_unit_test(a_unit_without_functions_is_fine),
		cmocka_unit_test(a_missing_compiler_is_the_reason),
		cmocka_unit_test(a_crash_without_remarks_too_is_a_failure),
		cmocka_unit_test(a_crash_with_remarks_keeps_the_assembly),
		cmocka_unit_test(a_compiler_that_makes_nothing_has_failed),
		cmocka_unit_test(cxx_is_compiled_as_such),
		cmocka_unit_test(flags_of_other_outputs_are_left_out),
		cmocka_unit_test(paths_are_right_where_the_build_runs_elsewhere),
		cmocka_unit_test(off_does_nothing),
		cmocka_unit_test(records_are_found_where_builds_leave_them),
		cmocka_unit_test(a_record_is_not_given_to_its_namesake),
		cmocka_unit_test(a_record_about_other_files_is_said),
		cmocka_unit_test(no_record_says_what_was_tried),
		cmocka_unit_test(a_record_older_than_its_source_is_kept_and_said),
		cmocka_unit_test(reading_a_builds_record_equals_running),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
