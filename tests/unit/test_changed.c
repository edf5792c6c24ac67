/* Unified diffs: the lines that they touch, the names that they take away, and which findings a change brought. */
#include "rules/gate/changed.h"

#include "analyzer/base/strbuf.h"

#include "tests/unit/unit.h"

#include <string.h>

static void read_text(struct changed *c, const char *text)
{
	struct error e = ERROR_INIT;

	*c = (struct changed){ .files = { NULL, 0, 0 } };
	if (changed_read(c, "d", text, strlen(text), &e) < 0)
		fail_msg("%s", e.text.text);
}

/* "path 3-5 7-7 -removed;" for each file. */
static void expect(const char *text, const char *expected)
{
	struct changed c;
	struct strbuf found = STRBUF_INIT;

	read_text(&c, text);
	changed_close(&c);
	for (size_t i = 0; i < c.files.n; i++) {
		const struct changed_file *f = &c.files.items[i];

		strbuf_adds(&found, f->path);
		for (size_t k = 0; k < f->ranges.n; k++)
			strbuf_addf(&found, " %u-%u", f->ranges.items[k].from, f->ranges.items[k].to);
		strbuf_addf(&found, " -%.*s;", (int)f->removed_len, f->removed);
	}
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	changed_release(&c);
}

static void added_lines_are_touched(void **state)
{
	(void)state;
	expect("", "");
	expect("diff --git a/x.c b/x.c\nindex 1..2 100644\n--- a/x.c\n+++ b/x.c\n@@ -3,0 +4,2 @@ int f(void)\n+one\n+two\n", "x.c 4-5 -;");
	expect("--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,4 @@\n a\n-b\n+B\n+C\n c\n", "x.c 2-3 -b\n;");
	expect("--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n@@ -9 +9 @@\n-c\n\\ No newline at end of file\n+d\n\\ No newline at end of file\n",
	       "x.c 1-1 9-9 -a\nc\n;");
	expect("--- a/x.c\n+++ b/x.c\n@@ -5,2 +4,0 @@\n-a\n-b\n", "x.c -a\nb\n;");
	expect("--- x.c\t2026-01-01\n+++ x.c\t2026-01-02\n@@ -0,0 +1 @@\n+a\n", "x.c 1-1 -;");
	expect("--- a/x.c\r\n+++ b/x.c\r\n@@ -1,2 +1,2 @@\r\n-a\r\n+b\r\n\r\n", "x.c 1-1 -a\r\n;");
}

static void files_are_those_that_are_left(void **state)
{
	(void)state;
	expect("--- a/x.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n--- /dev/null\n+++ b/y.c\n@@ -0,0 +1 @@\n+b\n", "y.c 1-1 -;");
	expect("words before\n--- a/y.c\n+++ b/y.c\n@@ -0,0 +1 @@\n+b\ndiff --git a/x.c b/z.c\nrename from x.c\nrename to z.c\n", "y.c 1-1 -;");
	expect("--- \"a/\\303\\244 \\\"q\\\".c\"\n+++ \"b/\\303\\244 \\\"q\\\".c\"\n@@ -0,0 +1 @@\n+b\n", "\xc3\xa4 \"q\".c 1-1 -;");
	/* What looks like a header within a hunk is none. */
	expect("--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n--- old;\n+++ new;\n a\n", "x.c 1-1 --- old;\n;");
}

static void damage_is_said_with_its_line(void **state)
{
	static const struct { const char *text, *message; } wrong[] = {
		{ "--- a/x\n+++ b/x\n@@ here @@\n", "d:3: not a unified diff: a line like '@@ -1,2 +3,4 @@' is expected" },
		{ "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n", "d:4: the diff ends within a hunk" },
		{ "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\nb\n", "d:5: not a unified diff: a line within a hunk begins with 'b'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct changed c = { .files = { NULL, 0, 0 } };
		struct error e = ERROR_INIT;

		assert_true(changed_read(&c, "d", wrong[i].text, strlen(wrong[i].text), &e) < 0);
		assert_string_equal(e.text.text, wrong[i].message);
		changed_release(&c);
		error_release(&e);
	}
}

static struct finding finding(enum severity severity, const char *path, uint32_t line)
{
	return (struct finding){ .severity = severity, .loc = { path, line, 1 } };
}

static void what_a_change_brought_is_on_its_lines_or_goes_through_them(void **state)
{
	struct finding_arg step = { "Edge", "x", { "x.c", 2, 1 } };
	struct finding f = finding(SEVERITY_WARNING, "x.c", 2);
	struct changed c;

	(void)state;
	read_text(&c, "--- a/x.c\n+++ b/x.c\n@@ -2 +2 @@\n-a\n+b\n");
	changed_close(&c);
	assert_true(changed_brought(&c, &f, false, 0));
	f = finding(SEVERITY_WARNING, "x.c", 3);
	assert_false(changed_brought(&c, &f, false, 0));
	/* A loop from line 1 on, with and without the changed one. */
	f = finding(SEVERITY_NOTE, "x.c", 1);
	assert_false(changed_brought(&c, &f, false, 1));
	assert_true(changed_brought(&c, &f, false, 2));
	f = finding(SEVERITY_WARNING, "x.c", 0);
	assert_true(changed_brought(&c, &f, false, 0));
	f = finding(SEVERITY_WARNING, "y.c", 2);
	assert_false(changed_brought(&c, &f, false, 0));
	f.args = &step;
	f.n_args = 1;
	assert_true(changed_brought(&c, &f, false, 0));
	f.severity = SEVERITY_NOTE;
	assert_false(changed_brought(&c, &f, false, 0));
	f = finding(SEVERITY_WARNING, NULL, 0);
	assert_false(changed_brought(&c, &f, true, 0));
	changed_release(&c);
}

static void a_lost_name_can_bring_what_is_about_the_whole_file(void **state)
{
	struct finding f = finding(SEVERITY_WARNING, "x.c", 1);
	struct changed c;

	(void)state;
	read_text(&c, "--- a/x.c\n+++ b/x.c\n@@ -9 +9 @@\n-\treturn sqrt(x) + 12ull;\n+\treturn x;\n");
	changed_compare(&c.files.items[0], "return x; sqrt", 14);
	changed_close(&c);
	assert_false(changed_brought(&c, &f, true, 0));
	changed_compare(&c.files.items[0], "return x; sqrtf", 15);
	assert_true(changed_brought(&c, &f, true, 0));
	assert_false(changed_brought(&c, &f, false, 0));
	changed_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(added_lines_are_touched),
		cmocka_unit_test(files_are_those_that_are_left),
		cmocka_unit_test(damage_is_said_with_its_line),
		cmocka_unit_test(what_a_change_brought_is_on_its_lines_or_goes_through_them),
		cmocka_unit_test(a_lost_name_can_bring_what_is_about_the_whole_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
