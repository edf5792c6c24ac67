/* Records of remarks: both readers against each other, and what becomes of damage. */
#include "analyzer/base/process.h"
#include "analyzer/codegen/remark_llvm.h"
#include "analyzer/codegen/remark_scan.h"
#include "tests/unit/data/codegen/fixture.h"
#include "tests/unit/scratch.h"
#include "tests/raw_remark_equal.h"

#define A "--- !Missed\nPass:            p\nName:            N\nFunction:        f\n...\n"
#define B "--- !Passed\nPass:            q\nName:            M\nFunction:        g\n...\n"
#define C "--- !Failure\nPass:            r\nName:            L\nFunction:        h\n...\n"
#define A_FACT "remark\t-\t0:0\tmissed\tp\tN\tf\t0\t1\t-\n"
#define B_FACT "remark\t-\t0:0\tpassed\tq\tM\tg\t0\t1\t-\n"
#define C_FACT "remark\t-\t0:0\tfailure\tr\tL\th\t0\t1\t-\n"

static void read_bytes(struct fixture *f, const char *bytes, size_t len)
{
	char *exact = malloc(len ? len : 1);

	assert_non_null(exact);
	memcpy(exact, bytes, len);
	fixture_init(f);
	codegen_read_remarks("/project", "/project/src", exact, len, &f->text, &f->unit);
	free(exact);
}

/* The record gives these remarks and this reason. */
static void expect_bytes(const char *bytes, size_t len, const char *facts, const char *reason)
{
	struct fixture f;

	read_bytes(&f, bytes, len);
	assert_string_equal(fixture_text(&f, "remark"), facts);
	assert_string_equal(fixture_reason(&f), reason);
	assert_int_equal(fixture_status(&f), reason[0] && !facts[0] ? CODEGEN_STATUS_FAILED : CODEGEN_STATUS_OK);
	fixture_release(&f);
}

static void expect(const char *record, const char *facts, const char *reason)
{
	expect_bytes(record, strlen(record), facts, reason);
}

static void load_sample(struct strbuf *sample)
{
	fixture_load(sample, CODEGEN_DATA "sample.yaml");
}

static void a_record_becomes_facts(void **state)
{
	struct strbuf sample = STRBUF_INIT, expected = STRBUF_INIT;
	struct fixture f;

	(void)state;
	load_sample(&sample);
	fixture_load(&expected, CODEGEN_DATA "sample.facts");
	read_bytes(&f, sample.text, sample.len);
	assert_string_equal(fixture_text(&f, "codegen"), "codegen\tok\t-\t-\t10\t2\t2\n");
	assert_string_equal(fixture_text(&f, "remark"), expected.text);
	fixture_release(&f);
	strbuf_release(&expected);
	strbuf_release(&sample);
}

static void assert_same(struct remark_llvm *reader, const struct raw_remark *scanned, struct raw_remark *exact)
{
	assert_int_equal(remark_llvm_next(reader, exact), 1);
	assert_true(raw_remark_equal(scanned, exact));
	assert_int_equal(remark_llvm_next(reader, exact), 0);
}

/* Each document of the record through both readers; how many the scanner knows. */
static size_t compare_readers(const char *record, size_t len, size_t *n_documents)
{
	const char *end = record + len, *p = remark_scan_find(record, record, end);
	struct raw_remark scanned = { 0 }, exact = { 0 };
	size_t n_known = 0;

	for (*n_documents = 0; p < end; ++*n_documents) {
		const char *next = remark_scan_find(record, p + 5, end);
		struct remark_llvm *reader = remark_llvm_new(REMARK_FORMAT_YAML, p, (size_t)(next - p));

		if (remark_scan_document(p, next, &scanned)) {
			n_known++;
			/* libLLVM's reader loses texts of several lines. */
			if (memmem(p, (size_t)(next - p), " |\n", 3))
				assert_int_equal(remark_llvm_next(reader, &exact), -1);
			else
				assert_same(reader, &scanned, &exact);
		}
		remark_llvm_free(reader);
		p = next;
	}
	raw_remark_release(&scanned);
	raw_remark_release(&exact);
	return n_known;
}

static void the_scanner_reads_what_libllvm_reads(void **state)
{
	struct strbuf sample = STRBUF_INIT;
	size_t n_documents;

	(void)state;
	load_sample(&sample);
	/* All but the last of the failures, which is not written as LLVM does: with an unquoted '/'. */
	assert_int_equal(compare_readers(sample.text, sample.len, &n_documents), 9);
	assert_int_equal(n_documents, 10);
	strbuf_release(&sample);
}

/* Each byte of the sample replaced by each of these, one at a time: the scanner never takes what libLLVM reads otherwise. */
static void the_scanner_is_not_misled_by_a_wrong_byte(void **state)
{
	static const char wrong[] = "'\"\\\n\t :#,{}-!|x0\r\x01\xff";
	struct strbuf sample = STRBUF_INIT;
	size_t n;

	(void)state;
	load_sample(&sample);
	sample.len = (size_t)(strstr(sample.text, "--- !AnalysisFPCommute") - sample.text);
	for (size_t i = 0; i < sample.len; i++) {
		char right = sample.text[i];

		sample.text[i] = wrong[i % (sizeof wrong - 1)];
		compare_readers(sample.text, sample.len, &n);
		sample.text[i] = right;
	}
	strbuf_release(&sample);
}

static void order_and_repeats_do_not_change_the_facts(void **state)
{
	(void)state;
	expect(B A C, A_FACT B_FACT C_FACT, "");
	expect(C B A, A_FACT B_FACT C_FACT, "");
	expect(A A A, "remark\t-\t0:0\tmissed\tp\tN\tf\t0\t3\t-\n", "");
	expect("", "", "");
	expect("\n\n", "", "");
	/* Written otherwise, meaning the same. */
	expect(A "--- !Missed\nPass: 'p'\nName: N\nFunction: f\n...\n", "remark\t-\t0:0\tmissed\tp\tN\tf\t0\t2\t-\n", "");
}

static void a_second_record_adds_to_the_first(void **state)
{
	struct fixture f;

	(void)state;
	read_bytes(&f, A B, strlen(A B));
	codegen_read_remarks("/project", "/project/src", A C, strlen(A C), &f.text, &f.unit);
	assert_string_equal(fixture_text(&f, "remark"), "remark\t-\t0:0\tmissed\tp\tN\tf\t0\t2\t-\n" B_FACT C_FACT);
	assert_string_equal(fixture_text(&f, "codegen"), "codegen\tok\t-\t-\t4\t1\t4\n");
	fixture_release(&f);
}

static void a_damaged_document_costs_only_itself(void **state)
{
	(void)state;
	expect(A "--- !Missed\nPass: [\n...\n" B, A_FACT B_FACT,
	       "record damaged at line 6 (expected a value of scalar type), 1 remarks read before it");
	expect(A "--- !Missed\nPass: p\nWhat: no\n...\n" B, A_FACT B_FACT,
	       "record damaged at line 6 (unknown key), 1 remarks read before it");
	expect(A "--- !Wrong\nPass: p\nName: n\nFunction: f\n...\n" B, A_FACT B_FACT,
	       "record damaged at line 6 (expected a remark tag), 1 remarks read before it");
	expect(A "--- !Missed\n...\n" B "--- !Passed\nPass: p\n...\n" C, A_FACT B_FACT C_FACT,
	       "record damaged in 2 places, first at line 6 (document root is not of mapping type), 1 remarks read before it");
	expect(A "garbage\n" B, A_FACT B_FACT, "record damaged at line 6 (not a remark), 1 remarks read before it");
	expect(A B "garbage", A_FACT B_FACT, "record damaged at line 11 (not a remark), 2 remarks read before it");
}

static void a_cut_record_loses_only_its_end(void **state)
{
	static const char whole[] = A B;

	(void)state;
	for (size_t len = strlen(A) + 5; len < strlen(whole); len++)
		expect_bytes(whole, len, A_FACT, "record damaged at line 6 (cut off), 1 remarks read before it");
	expect_bytes(whole, strlen(whole), A_FACT B_FACT, "");
}

/* How many documents end in the first `len` bytes. */
static size_t count_documents(const char *bytes, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i + 5 <= len; i++)
		n += !memcmp(bytes + i, "\n...\n", 5);
	return n;
}

/* Wherever a record is cut off, every document before that is read, and the cut is said unless it is between two documents. */
static void a_cut_anywhere_costs_one_document(void **state)
{
	struct strbuf sample = STRBUF_INIT;

	(void)state;
	load_sample(&sample);
	for (size_t cut = 1; cut < sample.len; cut++) {
		bool is_between = cut > 4 && !memcmp(sample.text + cut - 4, "...\n", 4);
		struct fixture f;

		read_bytes(&f, sample.text, cut);
		assert_int_equal(f.unit.codegens.items[0].n_read, count_documents(sample.text, cut));
		assert_int_equal(*fixture_reason(&f) == '\0', is_between);
		fixture_release(&f);
	}
	strbuf_release(&sample);
}

/*
 * One overwritten byte costs its document at most, or two of them if it was the border between them; and what is lost is said,
 * unless the byte stands in a text, where another is as good.
 */
static void a_byte_overwritten_anywhere_costs_its_document(void **state)
{
	static const char bytes[] = { '\0', '\xff', '\n', ' ', 'x', '\'', '-', '!', ':' };
	struct strbuf sample = STRBUF_INIT;
	size_t n;

	(void)state;
	load_sample(&sample);
	n = count_documents(sample.text, sample.len);
	for (size_t i = 0; i < sample.len; i++) {
		for (size_t k = 0; k < sizeof bytes; k++) {
			char was = sample.text[i];
			struct fixture f;
			uint32_t n_read;

			sample.text[i] = bytes[k];
			read_bytes(&f, sample.text, sample.len);
			n_read = f.unit.codegens.items[0].n_read;
			sample.text[i] = was;
			if (n_read + 2 < n || n_read > n)
				fail_msg("byte %zu as 0x%02x: %u of %zu read", i, (unsigned char)bytes[k], n_read, n);
			if (n_read < n && !*fixture_reason(&f))
				fail_msg("byte %zu as 0x%02x: %u of %zu read, and nothing is said", i, (unsigned char)bytes[k], n_read, n);
			fixture_release(&f);
		}
	}
	strbuf_release(&sample);
}

static void what_is_no_record_is_refused(void **state)
{
	static const char binary[] = "\x7f" "ELF\x02\x01\x01\0\0\0\xff\xfe!!!\n!\0";

	(void)state;
	expect_bytes(binary, sizeof binary, "", "record damaged at line 1 (not a remark record), 0 remarks read before it");
	expect("some text\n" A, A_FACT, "record damaged at line 1 (not a remark record), 0 remarks read before it");
}

static void a_damaged_bitstream_is_refused(void **state)
{
	static const char magic[] = "RMRK", garbage[] = "RMRK\x01\x02\x03\x04 and more garbage";
	struct fixture f;

	(void)state;
	read_bytes(&f, magic, 4);
	assert_int_equal(fixture_status(&f), CODEGEN_STATUS_FAILED);
	fixture_assert_contains(fixture_reason(&f), "record damaged");
	fixture_release(&f);
	read_bytes(&f, garbage, sizeof garbage);
	assert_int_equal(fixture_status(&f), CODEGEN_STATUS_FAILED);
	fixture_release(&f);
}

static void a_bitstream_gives_the_same_facts(void **state)
{
	struct strbuf sample = STRBUF_INIT, output = STRBUF_INIT, bytes = STRBUF_INIT, errors = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct fixture yaml, bitstream;
	struct scratch s;
	const char *argv[] = { TEST_LLVM_BIN "/llvm-remarkutil", "yaml2bitstream", CODEGEN_DATA "sample.yaml", "-o", NULL, NULL };
	struct process_run run = { .argv = argv, .stdout_fd = -1, .errors = &errors };

	(void)state;
	scratch_init(&s);
	strbuf_adds(&output, scratch_path(&s, "sample.bitstream"));
	argv[4] = output.text;
	if (process_run(&run, &e) != 0)
		fail_msg("%s%s", e.text.text, errors.text);
	load_sample(&sample);
	fixture_load(&bytes, output.text);
	read_bytes(&yaml, sample.text, sample.len);
	read_bytes(&bitstream, bytes.text, bytes.len);
	assert_string_equal(fixture_reason(&bitstream), "");
	assert_int_equal(bitstream.unit.codegens.items[0].n_read, 10);
	/* remarkutil copies what libLLVM's YAML reader gives, quoting and all; only the places and names can be compared. */
	assert_int_equal(bitstream.unit.remarks.n, yaml.unit.remarks.n);
	for (size_t i = 0; i < yaml.unit.remarks.n; i++) {
		const struct fact_remark *a = &yaml.unit.remarks.items[i], *b = &bitstream.unit.remarks.items[i];

		assert_string_equal(intern_text(&yaml.text, a->file), intern_text(&bitstream.text, b->file));
		assert_string_equal(intern_text(&yaml.text, a->name), intern_text(&bitstream.text, b->name));
		assert_int_equal(a->at.line, b->at.line);
		assert_int_equal(a->kind, b->kind);
		assert_int_equal(a->hotness, b->hotness);
		assert_int_equal(a->remark_args.n, b->remark_args.n);
		assert_int_equal(a->n, b->n);
	}
	fixture_release(&yaml);
	fixture_release(&bitstream);
	scratch_release(&s);
	strbuf_release(&sample);
	strbuf_release(&output);
	strbuf_release(&bytes);
	strbuf_release(&errors);
	error_release(&e);
}

#define AT(kind, name, file, line, function) \
	"--- !" kind "\nPass:            loop-vectorize\nName:            " name "\nDebugLoc:        { File: " file ", Line: " line \
	", Column: 3 }\nFunction:        " function "\n...\n"

/* The verdict on a loop comes behind its reasons, whatever stands between them; one of another function is not about them. */
static void the_order_of_a_record_says_which_loop_a_reason_is_about(void **state)
{
	(void)state;
	expect(AT("Analysis", "R", "/e/h.h", "90", "f") A AT("Analysis", "S", "/e/a.c", "0", "f") AT("Missed", "MissedDetails", "/e/a.c", "7", "f")
	       AT("Analysis", "S", "/e/a.c", "0", "f") AT("Passed", "Vectorized", "/e/a.c", "5", "f")
	       AT("Analysis", "T", "/e/a.c", "8", "f") AT("Missed", "MissedDetails", "/e/a.c", "9", "g")
	       AT("Missed", "MissedDetails", "/e/a.c", "8", "f"),
	       A_FACT
	       "remark\t/e/a.c\t0:3\tanalysis\tloop-vectorize\tS\tf\t0\t2\t-\nremark_loop\t/e/a.c\t5:3\nremark_loop\t/e/a.c\t7:3\n"
	       "remark\t/e/a.c\t5:3\tpassed\tloop-vectorize\tVectorized\tf\t0\t1\t-\n"
	       "remark\t/e/a.c\t7:3\tmissed\tloop-vectorize\tMissedDetails\tf\t0\t1\t-\n"
	       "remark\t/e/a.c\t8:3\tmissed\tloop-vectorize\tMissedDetails\tf\t0\t1\t-\n"
	       "remark\t/e/a.c\t8:3\tanalysis\tloop-vectorize\tT\tf\t0\t1\t-\n"
	       "remark\t/e/a.c\t9:3\tmissed\tloop-vectorize\tMissedDetails\tg\t0\t1\t-\n"
	       "remark\t/e/h.h\t90:3\tanalysis\tloop-vectorize\tR\tf\t0\t1\t-\nremark_loop\t/e/a.c\t7:3\n",
	       "");
}

static void paths_shortened_by_clang_are_found_again(void **state)
{
	struct scratch s;
	struct fixture f;
	struct strbuf build = STRBUF_INIT;
	static const char record[] = "--- !Missed\nPass: p\nName: N\nDebugLoc: { File: 'src/a.c', Line: 3, Column: 4 }\n"
				     "Function: f\n...\n--- !Missed\nPass: p\nName: N\n"
				     "DebugLoc: { File: 'none/b.c', Line: 3, Column: 4 }\nFunction: f\n...\n";

	(void)state;
	scratch_init(&s);
	assert_int_equal(mkdir(scratch_path(&s, "src"), 0700), 0);
	scratch_write(&s, "src/a.c", "");
	strbuf_adds(&build, scratch_path(&s, "build/deep"));
	fixture_init(&f);
	codegen_read_remarks(s.path.text, build.text, record, strlen(record), &f.text, &f.unit);
	assert_string_equal(fixture_text(&f, "remark"), "remark\tbuild/deep/none/b.c\t3:4\tmissed\tp\tN\tf\t0\t1\t-\n"
							"remark\tsrc/a.c\t3:4\tmissed\tp\tN\tf\t0\t1\t-\n");
	fixture_release(&f);
	scratch_release(&s);
	strbuf_release(&build);
}

static void quoting_is_decoded(void **state)
{
	static const struct {
		const char *raw, *decoded;
		enum raw_quoting quoting;
	} cases[] = {
		{ "it''s", "it's", RAW_QUOTING_SINGLE }, { "''''", "''", RAW_QUOTING_SINGLE },
		{ "\"a\"", "\"a\"", RAW_QUOTING_SINGLE }, { "it''s", "it''s", RAW_QUOTING_NONE },
		{ "it''s", "it's", RAW_QUOTING_UNKNOWN }, { "\"\\n\"", "\n", RAW_QUOTING_UNKNOWN },
		{ "\"\\x41\\u00e9\\U0001F600\"", "A\303\251\360\237\230\200", RAW_QUOTING_DOUBLE },
		{ "\"\\q\\x4\\UFFFFFFFF\\", "\"\\q\\x4\\UFFFFFFFF\\", RAW_QUOTING_DOUBLE },
		{ "\"\\q\\x4\\UFFFFFFFF\\\"", "\\q\\x4\\UFFFFFFFF\\", RAW_QUOTING_DOUBLE },
		{ "\"\\t\\\"\\\\\\e\"", "\t\"\\\033", RAW_QUOTING_DOUBLE }, { "\"", "\"", RAW_QUOTING_DOUBLE },
		{ "", "", RAW_QUOTING_DOUBLE },
	};
	struct strbuf scratch = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct raw_text raw = { cases[i].raw, strlen(cases[i].raw), cases[i].quoting };
		struct raw_text decoded = raw_text_decode(raw, &scratch);

		assert_int_equal(decoded.len, strlen(cases[i].decoded));
		assert_memory_equal(decoded.bytes, cases[i].decoded, decoded.len);
	}
	strbuf_release(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_becomes_facts),
		cmocka_unit_test(the_scanner_reads_what_libllvm_reads),
		cmocka_unit_test(the_scanner_is_not_misled_by_a_wrong_byte),
		cmocka_unit_test(order_and_repeats_do_not_change_the_facts),
		cmocka_unit_test(a_second_record_adds_to_the_first),
		cmocka_unit_test(a_damaged_document_costs_only_itself),
		cmocka_unit_test(a_cut_record_loses_only_its_end),
		cmocka_unit_test(a_cut_anywhere_costs_one_document),
		cmocka_unit_test(a_byte_overwritten_anywhere_costs_its_document),
		cmocka_unit_test(what_is_no_record_is_refused),
		cmocka_unit_test(a_damaged_bitstream_is_refused),
		cmocka_unit_test(a_bitstream_gives_the_same_facts),
		cmocka_unit_test(the_order_of_a_record_says_which_loop_a_reason_is_about),
		cmocka_unit_test(paths_shortened_by_clang_are_found_again),
		cmocka_unit_test(quoting_is_decoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
