/* Two reports: how findings are paired, what counts as worse, and each mistake in a report. */
#include "rules/gate/diff.h"
#include "rules/gate/remark_file.h"

#include "tests/unit/unit.h"

#include <string.h>

#define REMARK(kind, pass, name, file, line, function, message) \
	"--- !" kind "\nPass: " pass "\nName: " name "\nDebugLoc: {File: " file ", Line: " line ", Column: 1}\nFunction: " function \
	"\nArgs:\n- String: '" message "'\n...\n"
#define OURS(name, file, line, message, severity) \
	"--- !Missed\nPass: r\nName: " name "\nDebugLoc: {File: " file ", Line: " line ", Column: 1}\nFunction: '<file>'\nArgs:\n" \
	"- String: '" message "'\n- String: '; '\n- Flow: step\n- Level: 1\n- Severity: " severity "\n- Fingerprint: ab\n...\n"
#define SUMMARY "--- !Analysis\nPass: whynot\nName: Summary\nFunction: '<file>'\nArgs:\n- Units: 1\n...\n"

static void read_text(struct remark_file *r, const char *text)
{
	struct error e = ERROR_INIT;

	remark_file_init(r, "r.yaml");
	if (remark_file_read(r, text, strlen(text), &e) < 0)
		fail_msg("%s", e.text.text);
}

/* The changes, a line each: "worse lost r/N 3->4 why r/M"; and how many are the same. */
static void expect(const char *old_text, const char *new_text, const char *expected)
{
	struct remark_file old, new;
	struct strbuf found = STRBUF_INIT;
	struct changes c;

	read_text(&old, old_text);
	read_text(&new, new_text);
	changes_find(&c, old.findings.items, old.findings.n, new.findings.items, new.findings.n, SEVERITY_WARNING);
	for (size_t i = 0; i < c.list.n; i++) {
		const struct change *one = &c.list.items[i];
		const struct finding *f = one->new ? one->new : one->old;

		strbuf_addf(&found, "%s%s %s/%s", one->is_worse ? "worse " : "", change_word(one->kind), f->rule, f->name);
		strbuf_addf(&found, " %s%u", one->old ? one->old->loc.path : "-", one->old ? one->old->loc.line : 0);
		strbuf_addf(&found, "->%s%u", one->new ? one->new->loc.path : "-", one->new ? one->new->loc.line : 0);
		if (one->why)
			strbuf_addf(&found, " why %s", one->why->name);
		strbuf_addc(&found, '\n');
	}
	strbuf_addf(&found, "%zu", c.n_same);
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	changes_release(&c);
	remark_file_release(&old);
	remark_file_release(&new);
}

static void findings_are_paired_from_equal_to_alike(void **state)
{
	(void)state;
	expect(OURS("N", "a.c", "3", "m", "warning") SUMMARY, OURS("N", "a.c", "3", "m", "warning") SUMMARY, "1");
	expect(OURS("N", "a.c", "3", "m", "warning"), OURS("N", "a.c", "9", "m", "warning"), "moved r/N a.c3->a.c9\n0");
	expect(OURS("N", "a.c", "3", "m", "warning"), OURS("N", "b.c", "9", "m", "warning"), "moved r/N a.c3->b.c9\n0");
	expect(OURS("N", "a.c", "3", "m 12", "warning"), OURS("N", "a.c", "9", "m 345", "warning"), "other reason r/N a.c3->a.c9\n0");
	expect(OURS("N", "a.c", "3", "m", "warning"), OURS("N", "a.c", "3", "other", "warning"), "other reason r/N a.c3->a.c3\n0");
	expect(OURS("N", "a.c", "3", "m", "warning"), OURS("M", "a.c", "3", "other", "warning"), "other reason r/M a.c3->a.c3\n0");
	/* Two of three are left; the one that is gone is the one that pairs worst. */
	expect(OURS("N", "a.c", "3", "m", "note") OURS("N", "a.c", "5", "m", "note") OURS("N", "a.c", "7", "m", "note"),
	       OURS("N", "a.c", "5", "m", "note") OURS("N", "a.c", "7", "m", "note"), "fixed r/N a.c3->-0\n2");
}

/* The code is the same, and stands in another function once it was inlined. */
static void the_same_place_in_another_function_is_moved(void **state)
{
	(void)state;
	expect(REMARK("Missed", "licm", "Stuck", "a.c", "3", "f", "m"), REMARK("Missed", "licm", "Stuck", "a.c", "3", "g", "m"),
	       "moved licm/Stuck a.c3->a.c3\n0");
	expect(REMARK("Missed", "licm", "Stuck", "a.c", "3", "f", "m"), REMARK("Missed", "licm", "Stuck", "a.c", "4", "g", "m"),
	       "fixed licm/Stuck a.c3->-0\nnew licm/Stuck -0->a.c4\n0");
}

static void new_findings_are_worse_from_the_fail_level_on(void **state)
{
	(void)state;
	expect("", OURS("N", "a.c", "3", "m", "warning"), "worse new r/N -0->a.c3\n0");
	expect("", OURS("N", "a.c", "3", "m", "note"), "new r/N -0->a.c3\n0");
	expect(OURS("N", "a.c", "3", "m", "error"), "", "fixed r/N a.c3->-0\n0");
}

static void what_the_compiler_does_not_do_any_more_is_lost(void **state)
{
	static const char vectorized[] = REMARK("Passed", "loop-vectorize", "Vectorized", "a.c", "3", "f", "width 4");
	static const char missed[] = REMARK("Missed", "loop-vectorize", "MissedDetails", "a.c", "5", "f", "not")
		REMARK("Analysis", "loop-vectorize", "UnsafeDep", "a.c", "6", "f", "unsafe")
		REMARK("Analysis", "loop-vectorize", "Other", "a.c", "3", "g", "elsewhere");

	(void)state;
	expect(vectorized, missed, "new loop-vectorize/Other -0->a.c3\n"
				   "worse lost loop-vectorize/Vectorized a.c3->-0 why UnsafeDep\nnew loop-vectorize/MissedDetails -0->a.c5\n"
				   "new loop-vectorize/UnsafeDep -0->a.c6\n0");
	expect(missed, vectorized, "fixed loop-vectorize/Other a.c3->-0\nwon loop-vectorize/Vectorized -0->a.c3 why UnsafeDep\n"
				   "fixed loop-vectorize/MissedDetails a.c5->-0\nfixed loop-vectorize/UnsafeDep a.c6->-0\n0");
	expect(vectorized, REMARK("Passed", "loop-vectorize", "Vectorized", "a.c", "3", "f", "width 8"),
	       "other reason loop-vectorize/Vectorized a.c3->a.c3\n0");
	/* Not all that is passed is something to count on. */
	expect(REMARK("Passed", "gvn", "LoadElim", "a.c", "3", "f", "m"), "", "lost gvn/LoadElim a.c3->-0\n0");
}

static void trailing_arguments_are_no_part_of_the_message(void **state)
{
	struct remark_file r;
	struct strbuf text = STRBUF_INIT;

	(void)state;
	read_text(&r, OURS("N", "a.c", "3", "m", "error") SUMMARY);
	assert_int_equal(r.findings.n, 1);
	finding_message(&r.findings.items[0], &text);
	assert_string_equal(text.text, "m");
	assert_int_equal(r.findings.items[0].n_args, 3);
	assert_int_equal(r.findings.items[0].severity, SEVERITY_ERROR);
	assert_int_equal(r.findings.items[0].level, 1);
	assert_string_equal(r.findings.items[0].fingerprint, "ab");
	strbuf_release(&text);
	remark_file_release(&r);
}

static void each_mistake_is_said_with_its_place(void **state)
{
	static const struct { const char *text, *message; } wrong[] = {
		{ "a: b\n", "r.yaml:1:1: not a remark: a tag like !Missed is expected; is this a report of --yaml or of "
			    "-fsave-optimization-record?" },
		{ "--- !Missed\nPass: [x]\n", "r.yaml:2:7: a text is expected here" },
		{ "--- !Missed\nName: x\n", "r.yaml:1:5: a remark needs a Pass" },
		{ "--- !Missed\nPass: x\n", "r.yaml:1:5: a remark needs a Name" },
		{ "--- !Missed x\n", "r.yaml:1:5: a remark is a mapping" },
		{ "--- !Missed\nDebugLoc: x\n", "r.yaml:2:11: a place is {File, Line, Column}" },
		{ "--- !Missed\nArgs: x\n", "r.yaml:2:7: Args is a list" },
		{ "--- !Missed\nArgs: [x]\n", "r.yaml:2:8: an argument is a mapping" },
		{ "--- !Missed\nArgs: [\n", "r.yaml:3:1: not YAML: did not find expected node content" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct remark_file r;
		struct error e = ERROR_INIT;

		remark_file_init(&r, "r.yaml");
		assert_true(remark_file_read(&r, wrong[i].text, strlen(wrong[i].text), &e) < 0);
		assert_string_equal(e.text.text, wrong[i].message);
		remark_file_release(&r);
		error_release(&e);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(findings_are_paired_from_equal_to_alike),
		cmocka_unit_test(the_same_place_in_another_function_is_moved),
		cmocka_unit_test(new_findings_are_worse_from_the_fail_level_on),
		cmocka_unit_test(what_the_compiler_does_not_do_any_more_is_lost),
		cmocka_unit_test(trailing_arguments_are_no_part_of_the_message),
		cmocka_unit_test(each_mistake_is_said_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
