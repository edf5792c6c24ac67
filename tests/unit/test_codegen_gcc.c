/* gcc's record and gcc's assembly: written by hand, damaged, and from a real gcc where there is one. */
#include "analyzer/base/find_program.h"
#include "analyzer/commands/compdb.h"
#include "tests/unit/data/codegen/fixture.h"
#include "tests/unit/scratch.h"

#include <zlib.h>

#define HEAD "[{\"format\": \"1\", \"generator\": {\"name\": \"GNU C17\"}},\n"
#define PASSES "[{\"name\": \"*all\", \"id\": \"0x1\", \"children\": [{\"name\": \"vect\", \"id\": \"0x2\"}]}, " \
	"{\"name\": \"inline\", \"id\": \"0x3\"}],\n"
#define AT(line, col) "\"location\": {\"file\": \"a.c\", \"line\": " #line ", \"column\": " #col "}"
#define VECTORIZED "{\"kind\": \"success\", \"pass\": \"0x2\", \"function\": \"f\", " AT(4, 2) ", " \
	"\"message\": [\"loop vectorized using 16 byte vectors\\n\"]}"
#define NOT_INLINED "{\"kind\": \"failure\", \"pass\": \"0x3\", \"function\": \"f\", " AT(9, 3) ", " \
	"\"message\": [\"  not inlinable: \", {\"symtab_node\": \"f/2\", " AT(1, 5) "}, \" -> \", " \
	"{\"symtab_node\": \"g/7\"}, \", function body not available\\nUnit growth: 7%\\n\"]}"

static void read_bytes(struct fixture *f, const char *bytes, size_t len)
{
	fixture_init(f);
	codegen_read_remarks("/project", "/project", bytes, len, &f->text, &f->unit);
	assert_int_equal(f->unit.codegens.n, 1);
}

static void read_text(struct fixture *f, const char *text)
{
	read_bytes(f, text, strlen(text));
}

static void an_entry_becomes_a_remark(void **state)
{
	struct fixture f;

	(void)state;
	read_text(&f, HEAD PASSES "[" VECTORIZED ", " NOT_INLINED "]]\n");
	assert_string_equal(fixture_text(&f, "remark"),
			    "remark\ta.c\t4:2\tpassed\tgcc-vect\tLoopVectorizedUsingByteVectors\tf\t0\t1\t-\n"
			    "remark_arg\tString\tloop vectorized using 16 byte vectors\t-\t0:0\n"
			    "remark\ta.c\t9:3\tmissed\tgcc-inline\tNotInlinableFunctionBodyNotAvailable\tf\t0\t1\t-\n"
			    "remark_arg\tString\tnot inlinable: \t-\t0:0\n"
			    "remark_arg\tSymbol\tf\ta.c\t1:5\n"
			    "remark_arg\tString\t -> \t-\t0:0\n"
			    "remark_arg\tSymbol\tg\t-\t0:0\n"
			    "remark_arg\tString\t, function body not available\t-\t0:0\n");
	assert_string_equal(fixture_reason(&f), "");
	fixture_release(&f);
}

/* A place in a message is one of this machine, too. */
static void places_inside_of_a_message_are_relative(void **state)
{
	struct fixture f;

	(void)state;
	read_text(&f, HEAD PASSES "[{\"kind\": \"note\", \"pass\": \"0x2\", \"message\": [\"Analyzing loop at /project/sub/a.c:1, "
		      "/project/b.c:2, /projects/c.c:3 and /other/project/d.c:4\\n\"]}]]");
	assert_non_null(strstr(fixture_text(&f, "remark"),
			       "remark_arg\tString\tAnalyzing loop at sub/a.c:1, b.c:2, /projects/c.c:3 and /other/project/d.c:4\t"));
	fixture_release(&f);
}

/* Scopes only hold others; notes inside of them are what -fopt-info calls internals. */
static void what_a_scope_holds_counts_but_its_notes(void **state)
{
	struct fixture f;

	(void)state;
	read_text(&f, HEAD PASSES "[{\"kind\": \"scope\", \"pass\": \"0x2\", \"message\": [\"=== analyze ===\\n\"], \"children\": ["
		      "{\"kind\": \"note\", \"pass\": \"0x2\", \"message\": [\"internal\\n\"]}, "
		      "{\"kind\": \"scope\", \"children\": [{\"kind\": \"failure\", \"pass\": \"0x2\", \"message\": [\"no optab.\\n\"]}]}"
		      "]}, {\"kind\": \"note\", \"pass\": \"0x9\", \"message\": [\"***** Analysis failed with vector mode V16QI\\n\"]},"
		      "{\"kind\": \"failure\", \"message\": [\"\\n\"]}]]");
	assert_string_equal(fixture_text(&f, "remark"),
			    "remark\t-\t0:0\tanalysis\tgcc\tAnalysisFailedWithVectorMode\t<file>\t0\t1\t-\n"
			    "remark_arg\tString\tAnalysis failed with vector mode V16QI\t-\t0:0\n"
			    "remark\t-\t0:0\tmissed\tgcc-vect\tNoOptab\t<file>\t0\t1\t-\n"
			    "remark_arg\tString\tno optab.\t-\t0:0\n");
	fixture_release(&f);
}

static void the_chain_of_inlining_and_a_measured_count_are_kept(void **state)
{
	struct fixture f;

	(void)state;
	read_text(&f, HEAD PASSES "[{\"kind\": \"failure\", \"pass\": \"0x2\", \"function\": \"f\", " AT(4, 2) ", "
		      "\"count\": {\"quality\": \"precise\", \"value\": 12345678901}, \"message\": [\"couldn't vectorize loop\\n\"], "
		      "\"inlining_chain\": [{\"fndecl\": \"g\"}, {\"fndecl\": \"f\", \"site\": {\"file\": \"a.c\", \"line\": 20, "
		      "\"column\": 9}}]}, {\"kind\": \"failure\", \"pass\": \"0x2\", \"count\": {\"quality\": \"guessed_local\", "
		      "\"value\": 7}, \"message\": [\"guessed\"]}]]");
	assert_string_equal(fixture_text(&f, "remark"),
			    "remark\t-\t0:0\tmissed\tgcc-vect\tGuessed\t<file>\t0\t1\t-\n"
			    "remark_arg\tString\tguessed\t-\t0:0\n"
			    "remark\ta.c\t4:2\tmissed\tgcc-vect\tCouldntVectorizeLoop\tf\t12345678901\t1\thotness\n"
			    "remark_arg\tString\tcouldn't vectorize loop\t-\t0:0\n"
			    "remark_arg\tString\t; in \t-\t0:0\n"
			    "remark_arg\tInlinee\tg\t-\t0:0\n"
			    "remark_arg\tString\t, inlined into \t-\t0:0\n"
			    "remark_arg\tCaller\tf\ta.c\t20:9\n");
	fixture_release(&f);
}

/* A name is made of what is the same in each project. */
static void names_leave_out_what_varies(void **state)
{
	static const struct { const char *message, *name; } known[] = {
		{ "loop with 7 iterations completely unrolled (header execution count 12)",
		  "LoopWithIterationsCompletelyUnrolledHeaderExecutionCount" },
		{ "Semantic equality hit:f_notequal.part.0/370->f_equal/1", "SemanticEqualityHit" },
		{ "Analyzing loop at /home/me/a.c:104", "AnalyzingLoopAt" },
		{ "can't determine non-zero step", "CantDetermineNonZeroStep" },
		{ "1 2 3 a_b", NULL },
		{ "caf\\u00e9 here", "Here" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct strbuf text = STRBUF_INIT;
		struct fixture f;

		strbuf_addf(&text, HEAD PASSES "[{\"kind\": \"note\", \"pass\": \"0x2\", \"message\": [\"%s\"]}]]", known[i].message);
		read_text(&f, text.text);
		assert_int_equal(f.unit.remarks.n, known[i].name != NULL);
		if (known[i].name)
			assert_string_equal(intern_text(&f.text, f.unit.remarks.items[0].name), known[i].name);
		fixture_release(&f);
		strbuf_release(&text);
	}
}

static void damage_costs_the_entry_and_is_said(void **state)
{
	static const struct { const char *text; size_t n_remarks; const char *reason; } damages[] = {
		{ HEAD PASSES "[{\"kind\": oops}, " VECTORIZED "]]", 1, "gcc's record damaged (invalid token near 'oops'), 0 remarks read before it" },
		{ HEAD PASSES "[" VECTORIZED ", {\"kind\": \"fail", 1, "gcc's record damaged (the last entry is cut off), 1 remarks read before it" },
		{ HEAD PASSES "[" VECTORIZED, 1, "gcc's record damaged (cut off), 1 remarks read before it" },
		{ HEAD PASSES "[" VECTORIZED "]] x", 1, "gcc's record damaged (not a record of gcc's), 1 remarks read before it" },
		{ HEAD PASSES "[{]}, " VECTORIZED ", {}}]]", 1, "gcc's record damaged in 2 places, first (" },
		{ "[1, 2]", 0, "gcc's record damaged (not a record of gcc's), 0 remarks read before it" },
		{ "[", 0, "gcc's record damaged (cut off), 0 remarks read before it" },
		{ "[]", 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		struct fixture f;

		read_text(&f, damages[i].text);
		assert_int_equal(f.unit.codegens.items[0].n_read, damages[i].n_remarks);
		if (strncmp(fixture_reason(&f), damages[i].reason, strlen(damages[i].reason)) != 0)
			fail_msg("%s\ngives: %s", damages[i].text, fixture_reason(&f));
		assert_int_equal(fixture_status(&f), *damages[i].reason && !damages[i].n_remarks ? CODEGEN_STATUS_FAILED : CODEGEN_STATUS_OK);
		fixture_release(&f);
	}
}

/* The text in gzip; malloc'ed. */
static unsigned char *zip(const char *text, size_t *len)
{
	z_stream z = { .next_in = (z_const Bytef *)text, .avail_in = (unsigned)strlen(text) };
	unsigned char *out = xmalloc(4096);

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_out = out;
	z.avail_out = 4096;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	*len = 4096 - z.avail_out;
	deflateEnd(&z);
	return out;
}

/* Every cut and every overwritten byte of a compressed record is read or said, never both left out. */
static void a_compressed_record_may_be_cut_or_overwritten_anywhere(void **state)
{
	size_t len, n_whole = 0;
	unsigned char *bytes = zip(HEAD PASSES "[" VECTORIZED ", " NOT_INLINED "]]\n", &len);
	struct fixture f;

	(void)state;
	read_bytes(&f, (const char *)bytes, len);
	assert_int_equal(f.unit.remarks.n, 2);
	assert_string_equal(fixture_reason(&f), "");
	fixture_release(&f);
	for (size_t cut = 2; cut < len; cut++) {
		read_bytes(&f, (const char *)bytes, cut);
		fixture_assert_contains(fixture_reason(&f), "damaged");
		fixture_release(&f);
	}
	for (size_t i = 2; i < len; i++) {
		bytes[i] ^= 0x55;
		read_bytes(&f, (const char *)bytes, len);
		n_whole += !*fixture_reason(&f);
		bytes[i] ^= 0x55;
		fixture_release(&f);
	}
	/* gzip's head has bytes that say nothing: time, system, level. */
	assert_in_range(n_whole, 1, 7);
	free(bytes);
}

/* ---- a real gcc ------------------------------------------------------------------------------------------------------- */

struct project {
	struct scratch folder;
	struct strbuf file, gcc;
	struct compdb db;
	struct fixture facts;
};

static bool project_init(struct project *p, const char *source)
{
	struct error e = ERROR_INIT;
	bool found;

	*p = (struct project){ .file = STRBUF_INIT, .gcc = STRBUF_INIT };
	found = find_program("gcc", "/", &p->gcc, &e) == 0;
	if (!found)
		print_message("no gcc in PATH, so this case is left out: %s\n", e.text.text);
	error_release(&e);
	scratch_init(&p->folder);
	scratch_write(&p->folder, "a.c", source);
	strbuf_adds(&p->file, scratch_path(&p->folder, "a.c"));
	fixture_init(&p->facts);
	return found;
}

static void project_release(struct project *p)
{
	fixture_release(&p->facts);
	compdb_release(&p->db);
	scratch_release(&p->folder);
	strbuf_release(&p->file);
	strbuf_release(&p->gcc);
}

static void collect(struct project *p, const char *const *args)
{
	struct codegen codegen = { .mode = CODEGEN_RUN, .root = p->folder.path.text, .clang = "/nowhere", .gcc = p->gcc.text };
	const char *file = p->file.text;
	struct error e = ERROR_INIT;
	size_t n = 0;

	while (args[n])
		n++;
	if (compdb_from_command_line(&p->db, p->folder.path.text, &file, 1, args, n, &e) < 0)
		fail_msg("%s", e.text.text);
	p->facts.unit.main_file = intern_adds(&p->facts.text, "a.c");
	codegen_collect(&codegen, &p->db.commands.items[0], &p->facts.text, &p->facts.unit);
}

static bool has_remark(const struct project *p, const char *name, enum remark_kind kind, uint32_t line)
{
	for (size_t i = 0; i < p->facts.unit.remarks.n; i++) {
		const struct fact_remark *r = &p->facts.unit.remarks.items[i];

		if (!strcmp(intern_text(&p->facts.text, r->name), name) && r->kind == kind && r->at.line == line &&
		    !strcmp(intern_text(&p->facts.text, r->file), "a.c"))
			return true;
	}
	return false;
}

#define SOURCE "extern int ext(int);\n" \
	"void scale(int *restrict a, const int *restrict b)\n{\n" \
	"\tfor (int i = 0; i < 1024; i++)\n\t\ta[i] = b[i] * 3;\n}\n" \
	"int use(int n)\n{\n\treturn ext(n) + 1;\n}\n"

static void gcc_compiles_a_unit_and_its_record_and_code_are_read(void **state)
{
	static const char *const args[] = { "-O3", "-fno-tree-loop-distribute-patterns", "-Xclang", "-disable-O0-optnone", "-Wall", NULL };
	struct project p;
	const char *lines;

	(void)state;
	if (project_init(&p, SOURCE)) {
		collect(&p, args);
		assert_string_equal(fixture_reason(&p.facts), "");
		assert_true(has_remark(&p, "LoopVectorizedUsingByteVectors", REMARK_KIND_PASSED, 4));
		assert_true(has_remark(&p, "NotInlinableFunctionBodyNotAvailable", REMARK_KIND_MISSED, 9));
		lines = fixture_text(&p.facts, "code_line");
		fixture_assert_contains(lines, "code_line\ta.c\t5:0\tscale\t");
		fixture_assert_contains(lines, "\text");
		assert_int_equal(scratch_count(&p.folder), 1);
	}
	project_release(&p);
}

/* A flag of the database that this gcc does not know costs nothing. */
static void unknown_flags_are_left_out(void **state)
{
	static const char *const args[] = { "-O2", "-fclang-abi-compat=4", "-fstrict-vtable-pointers", NULL };
	struct project p;

	(void)state;
	if (project_init(&p, SOURCE)) {
		collect(&p, args);
		assert_string_equal(fixture_reason(&p.facts), "");
		assert_int_equal(fixture_status(&p.facts), CODEGEN_STATUS_OK);
		assert_true(p.facts.unit.code_lines.n > 0);
	}
	project_release(&p);
}

static void errors_are_the_reason(void **state)
{
	struct project p;

	(void)state;
	if (project_init(&p, "int f(void)\n{\n\treturn nothing;\n}\n")) {
		collect(&p, (const char *const[]){ "-O2", NULL });
		assert_int_equal(fixture_status(&p.facts), CODEGEN_STATUS_FAILED);
		fixture_assert_contains(fixture_reason(&p.facts), "a.c:3:16: error: ");
	}
	project_release(&p);
}

/* A header in the memory form of gcc lies beside the header; whoever put it there, it is not taken. */
static void no_precompiled_header_is_taken(void **state)
{
	struct project p;
	struct strbuf command = STRBUF_INIT;

	(void)state;
	if (project_init(&p, "#include \"h.h\"\nint f(int a) { return a + V; }\n")) {
		scratch_write(&p.folder, "h.h", "#define V @\n");
		strbuf_addf(&command, "cd '%s' && '%s' -O2 -g1 -x c-header h.h -o h.h.gch", p.folder.path.text, p.gcc.text);
		assert_int_equal(system(command.text), 0);
		scratch_write(&p.folder, "h.h", "#define V 1\n");
		collect(&p, (const char *const[]){ "-O2", "-include", "h.h", NULL });
		assert_string_equal(fixture_reason(&p.facts), "");
	}
	project_release(&p);
	strbuf_release(&command);
}

/* What is no gcc from version 11 on writes no record where it is told to. */
static void a_compiler_without_a_record_keeps_the_code(void **state)
{
	struct project p;

	(void)state;
	if (project_init(&p, SOURCE)) {
		struct strbuf script = STRBUF_INIT;

		strbuf_addf(&script, "#!/bin/sh\nfor a; do case $a in -fsave-opt*) ;; *) set -- \"$@\" \"$a\";; esac; shift; done\n"
				     "exec '%s' \"$@\"\n", p.gcc.text);
		scratch_write(&p.folder, "gcc", script.text);
		strbuf_clear(&p.gcc);
		strbuf_adds(&p.gcc, scratch_path(&p.folder, "gcc"));
		assert_int_equal(chmod(p.gcc.text, 0700), 0);
		collect(&p, (const char *const[]){ "-O2", NULL });
		assert_int_equal(fixture_status(&p.facts), CODEGEN_STATUS_WITHOUT_REMARKS);
		assert_string_equal(fixture_reason(&p.facts), "this compiler writes no record of remarks; gcc does from version 11 on");
		assert_true(p.facts.unit.code_lines.n > 0);
		strbuf_release(&script);
	}
	project_release(&p);
}

/* The record of `gcc -c -o out/a.o -fsave-optimization-record`, found beside the object. */
static void a_record_beside_the_object_is_read(void **state)
{
	struct project p;
	struct strbuf command = STRBUF_INIT;

	(void)state;
	if (project_init(&p, SOURCE)) {
		struct codegen codegen = { .mode = CODEGEN_READ, .root = p.folder.path.text };
		struct compile_command unit = { .file = p.file.text, .directory = p.folder.path.text, .config = "" };
		struct strbuf output = STRBUF_INIT;

		strbuf_addf(&command, "cd '%s' && mkdir out && '%s' -O3 -c a.c -o out/a.o -fsave-optimization-record",
			    p.folder.path.text, p.gcc.text);
		assert_int_equal(system(command.text), 0);
		strbuf_addf(&output, "%s/out/a.o", p.folder.path.text);
		unit.output = output.text;
		p.facts.unit.main_file = intern_adds(&p.facts.text, "a.c");
		codegen_collect(&codegen, &unit, &p.facts.text, &p.facts.unit);
		assert_string_equal(fixture_reason(&p.facts), "");
		assert_true(has_remark(&p, "LoopVectorizedUsingByteVectors", REMARK_KIND_PASSED, 4));
		strbuf_release(&output);
	}
	project_release(&p);
	strbuf_release(&command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_becomes_a_remark),
		cmocka_unit_test(places_inside_of_a_message_are_relative),
		cmocka_unit_test(what_a_scope_holds_counts_but_its_notes),
		cmocka_unit_test(the_chain_of_inlining_and_a_measured_count_are_kept),
		cmocka_unit_test(names_leave_out_what_varies),
		cmocka_unit_test(damage_costs_the_entry_and_is_said),
		cmocka_unit_test(a_compressed_record_may_be_cut_or_overwritten_anywhere),
		cmocka_unit_test(gcc_compiles_a_unit_and_its_record_and_code_are_read),
		cmocka_unit_test(unknown_flags_are_left_out),
		cmocka_unit_test(errors_are_the_reason),
		cmocka_unit_test(no_precompiled_header_is_taken),
		cmocka_unit_test(a_compiler_without_a_record_keeps_the_code),
		cmocka_unit_test(a_record_beside_the_object_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
