/*
 * The examples that `whynot explain` shows: each is compiled as its first line says, and gives its remark at the marked line and at no
 * other. Names without an example are listed here with the reason, and printed.
 */
#include "tests/unit/scratch.h"

#include "analyzer/base/process.h"
#include "rules/compiler_examples.h"
#include "rules/compiler_names.h"

#include <stdbool.h>
#include <string.h>

static const struct {
	const char *pass, *name, *reason;
} without_example[] = {
	{ "instcombine", "simplify-libcalls", "no short call tried gives it; most libcalls are replaced without a word" },
	{ "loop-delete", "NeverExecutes", "a loop that short code never enters is gone before this pass looks" },
	{ "loop-vectorize", "CantReorderMemOps", "seen once in eight projects; no short loop tried gives it" },
	{ "loop-vectorize", "CantVectorizeStoreToLoopInvariantAddress", "short loops of this kind are made to work in a register first" },
	{ "loop-vectorize", "PotentiallyFaultingEarlyExitLoop", "no short loop tried gives it with clang 19 or 22" },
	{ "loop-vectorize", "TooManyMemoryRuntimeChecks", "seen in a Fourier transform with strides; shorter loops are vectorised" },
	{ "loop-vectorize", "TooManySCEVRunTimeChecks", "as TooManyMemoryRuntimeChecks, and only clang 19 says so" },
	{ "loop-vectorize", "UnknownLoopCountComplexCFG", "seen once in eight projects; no short loop tried gives it" },
	{ "loop-vectorize", "ValueUsedOutsideLoop", "short loops of this kind are told as NonReductionValueUsedOutsideLoop" },
};

/* What the first line of an example says: "// clang-22 -O2 -fx". */
struct head {
	unsigned from, only;      /* versions of clang; 0: any */
	char flags[100];
};

static struct head read_head(const char *text)
{
	struct head h = { 0 };
	unsigned version = 0;
	int used = 0;

	if (sscanf(text, "// clang-%u %n", &version, &used) != 1)
		sscanf(text, "// clang %n", &used);
	assert_true(used > 0);
	h.from = version >= 20 ? version : 0;
	h.only = version && version < 20 ? version : 0;
	snprintf(h.flags, sizeof h.flags, "%.*s", (int)strcspn(text + used, "\n"), text + used);
	assert_int_equal(strncmp(h.flags, "-O", 2), 0);
	return h;
}

static void run_clang(const char *const *argv, int stdout_fd)
{
	struct strbuf errors = STRBUF_INIT;
	struct error e = ERROR_INIT;
	const struct process_run run = { .argv = argv, .stdout_fd = stdout_fd, .errors = &errors };

	if (process_run(&run, &e) != 0)
		fail_msg("%s: %s%s", argv[0], e.text.text, errors.text);
	strbuf_release(&errors);
	error_release(&e);
}

static unsigned clang_version(struct scratch *s)
{
	const char *const argv[] = { TEST_CLANG, "-dumpversion", NULL };
	FILE *out = fopen(scratch_path(s, "version"), "w+");
	unsigned version = 0;

	assert_non_null(out);
	run_clang(argv, fileno(out));
	rewind(out);
	assert_int_equal(fscanf(out, "%u", &version), 1);
	fclose(out);
	return version;
}

static void compile(struct scratch *s, const struct compiler_example *example, const struct head *h, struct strbuf *record)
{
	char source[4096], record_flag[4096 + 32], record_path[4096], flags[sizeof h->flags];
	const char *argv[24] = { TEST_CLANG, "--target=x86_64-linux-gnu", "-w", "-S", "-o", "/dev/null", "-gline-tables-only",
				 "-fsave-optimization-record=yaml", record_flag, source };
	size_t n = 10;
	struct error e = ERROR_INIT;
	FILE *f;

	snprintf(source, sizeof source, "%s", scratch_path(s, "example.c"));
	snprintf(record_path, sizeof record_path, "%s", scratch_path(s, "example.yaml"));
	snprintf(record_flag, sizeof record_flag, "-foptimization-record-file=%s", record_path);
	snprintf(flags, sizeof flags, "%s", h->flags);
	for (char *rest = flags, *flag; (flag = strsep(&rest, " ")) && n < 23;)
		argv[n++] = flag;
	f = fopen(source, "w");
	assert_non_null(f);
	fputs(example->text, f);
	assert_int_equal(fclose(f), 0);
	run_clang(argv, -1);
	strbuf_clear(record);
	assert_int_equal(file_read(record_path, record, &e), 0);
}

/* The line of the document's DebugLoc; 0 without one. `doc` ends at `end`. */
static unsigned line_of(const char *doc, const char *end)
{
	const char *at = memmem(doc, (size_t)(end - doc), "\nDebugLoc:", 10);
	const char *line = at ? memmem(at, (size_t)(end - at), "Line: ", 6) : NULL;

	return line ? (unsigned)strtoul(line + 6, NULL, 10) : 0;
}

static bool has_field(const char *doc, const char *end, const char *key, const char *value)
{
	char field[128];

	snprintf(field, sizeof field, "\n%-17s%s\n", key, value);
	return memmem(doc, (size_t)(end - doc), field, strlen(field)) != NULL;
}

/* Marks the lines at which the record has the remark. Returns how many remarks there are. */
static size_t find_remark(const struct strbuf *record, const struct compiler_example *example, bool *lines, size_t n_lines)
{
	size_t n = 0;

	for (const char *doc = strstr(record->text, "--- !"); doc;) {
		const char *next = strstr(doc + 5, "\n--- !"), *end = next ? next : record->text + record->len;

		if (has_field(doc, end, "Pass:", example->pass) && has_field(doc, end, "Name:", example->name)) {
			unsigned line = line_of(doc, end);

			assert_true(line < n_lines);
			lines[line] = true;
			n++;
		}
		doc = next ? next + 1 : NULL;
	}
	return n;
}

/* How many lines differ from what is marked, each printed. */
static size_t compare(const struct compiler_example *example, const bool *lines, size_t n_lines)
{
	bool any_mark = strstr(example->text, "/* here */") != NULL;
	size_t n_wrong = 0, number = 1;

	if (lines[0] == any_mark)
		n_wrong++, print_error("%s/%s: %s\n", example->pass, example->name, any_mark ? "has no place" : "has a place");
	for (const char *at = example->text; *at && number < n_lines; number++) {
		size_t len = strcspn(at, "\n");
		bool marked = memmem(at, len, "/* here */", 10) != NULL;

		if (marked != lines[number])
			n_wrong++, print_error("%s/%s: line %zu %s the remark\n", example->pass, example->name, number,
					       marked ? "lacks" : "has");
		at += len + (at[len] == '\n');
	}
	return n_wrong;
}

static void each_example_gives_its_remark(void **state)
{
	struct strbuf record = STRBUF_INIT;
	struct scratch s;
	unsigned version;
	size_t n_wrong = 0, n_compiled = 0;

	(void)state;
	scratch_init(&s);
	version = clang_version(&s);
	for (size_t i = 0; i < n_compiler_examples; i++) {
		const struct compiler_example *example = &compiler_examples[i];
		struct head h = read_head(example->text);
		bool lines[100] = { false };

		if (version < h.from || (h.only && version != h.only)) {
			print_message("%s/%s: not compiled: clang %u does not give it\n", example->pass, example->name, version);
			continue;
		}
		compile(&s, example, &h, &record);
		n_compiled++;
		if (!find_remark(&record, example, lines, sizeof lines))
			n_wrong++, print_error("%s/%s: not given\n", example->pass, example->name);
		else
			n_wrong += compare(example, lines, sizeof lines);
	}
	scratch_release(&s);
	strbuf_release(&record);
	assert_int_equal(n_wrong, 0);
	assert_in_range(n_compiled, 40, n_compiler_examples);
}

/* The reason why the name has no example, or NULL. */
static const char *excuse(const struct compiler_name *n)
{
	for (size_t i = 0; i < sizeof without_example / sizeof *without_example; i++)
		if (!strcmp(without_example[i].pass, n->pass) && !strcmp(without_example[i].name, n->name))
			return without_example[i].reason;
	return NULL;
}

static void each_name_has_an_example_or_a_reason(void **state)
{
	size_t n_gcc = 0;

	(void)state;
	for (size_t i = 0; i < n_compiler_names; i++) {
		const struct compiler_name *n = &compiler_names[i];
		const char *reason = excuse(n);

		if (!strncmp(n->pass, "gcc-", 4)) {
			n_gcc++;
			continue;
		}
		if (!reason == !compiler_example_find(n->pass, n->name))
			fail_msg("%s/%s: %s", n->pass, n->name, reason ? "has an example and a reason why not" : "has no example");
		if (reason)
			print_message("%s/%s: no example: %s\n", n->pass, n->name, reason);
	}
	print_message("no example: %zu names of gcc's; examples are compiled with clang\n", n_gcc);
	for (size_t i = 0; i < n_compiler_examples; i++)
		if (!compiler_name_find(compiler_examples[i].pass, compiler_examples[i].name))
			fail_msg("%s/%s: an example of an unknown name", compiler_examples[i].pass, compiler_examples[i].name);
	for (size_t i = 0; i < sizeof without_example / sizeof *without_example; i++)
		if (!compiler_name_find(without_example[i].pass, without_example[i].name))
			fail_msg("%s/%s: a reason for an unknown name", without_example[i].pass, without_example[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_example_gives_its_remark),
		cmocka_unit_test(each_name_has_an_example_or_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
