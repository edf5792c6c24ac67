/* The baseline: what an entry stands for, what is stale, its form, and each mistake in the file. */
#include "rules/gate/baseline.h"

#include "tests/unit/unit.h"

#include <string.h>

static const char bytes[] = "f(a);\ng(a);\n  f( a );\n";
static const size_t starts[] = { 0, 6, 12 };
static const struct exhibit_source sources[] = { { "a.c", bytes, sizeof bytes - 1, starts, 3 } };
static const struct exhibit exhibit = { .sources = sources, .n_sources = 1 };
static const struct finding_arg messages[] = {
	{ "String", "it's one of 12", { NULL, 0, 0 } }, { "String", "it's one of 345", { NULL, 0, 0 } },
	{ "String", "other\n\xc3\xa4", { NULL, 0, 0 } },
};

static struct finding finding(size_t message, uint32_t line)
{
	return (struct finding){ .rule = "r", .name = "N", .category = "r", .function = "f", .config = "", .loc = { "a.c", line, 1 },
				 .args = &messages[message], .n_args = 1, .n_message_args = 1 };
}

static void write_text(const struct baseline *b, const bool *skip, struct strbuf *text)
{
	struct error e = ERROR_INIT;
	struct out o;

	strbuf_clear(text);
	out_to_memory(&o, text);
	baseline_write(b, skip, &o);
	assert_int_equal(out_close(&o, &e), 0);
}

static void read_text(struct baseline *b, const char *text)
{
	struct error e = ERROR_INIT;

	baseline_init(b, "b.yaml");
	if (baseline_read(b, text, strlen(text), &e) < 0)
		fail_msg("%s", e.text.text);
}

#define HEAD "version: 1\nfindings:\n"
#define ONE "- {rule: r/N, file: 'a.c', function: 'f', message: 'it''s one of 12', line: 'f(a);'}\n"
#define OTHER_LINE "- {rule: r/N, file: 'a.c', function: 'f', message: 'it''s one of 12', line: 'g(a);'}\n"

/* Which of the findings are known, as a word of 0 and 1. */
static void expect_known(const char *text, const struct finding *f, size_t n, const char *expected)
{
	struct baseline b;
	const struct baseline_entry *known[8];
	char found[9] = "";

	read_text(&b, text);
	baseline_match(&b, f, n, &exhibit, "", known);
	for (size_t i = 0; i < n; i++)
		found[i] = known[i] ? '1' : '0';
	assert_string_equal(found, expected);
	baseline_release(&b);
}

static void an_entry_stands_for_one_finding(void **state)
{
	struct finding f[3] = { finding(0, 1), finding(0, 2), finding(0, 3) };

	(void)state;
	expect_known(HEAD ONE, f, 1, "1");
	expect_known(HEAD ONE, f, 2, "10");
	expect_known(HEAD OTHER_LINE, f, 2, "01");
	expect_known(HEAD OTHER_LINE ONE, f, 3, "110");
	expect_known(HEAD ONE ONE ONE, f, 3, "111");
	expect_known(HEAD "- {rule: r/N, file: a.c, function: f, message: it's one of 12}\n", f, 3, "100");
	expect_known("version: 1\nfindings: []\n", f, 3, "000");
}

static void numbers_may_change_and_nothing_else(void **state)
{
	struct finding f = finding(1, 1);

	(void)state;
	expect_known(HEAD ONE, &f, 1, "1");
	f.rule = "q";
	expect_known(HEAD ONE, &f, 1, "0");
	f = finding(2, 1);
	expect_known(HEAD ONE, &f, 1, "0");
	f = finding(0, 1);
	f.function = "g";
	expect_known(HEAD ONE, &f, 1, "0");
	f = finding(0, 1);
	f.loc.path = "b.c";
	expect_known(HEAD ONE, &f, 1, "0");
	f = finding(0, 1);
	f.config = "-m32";
	expect_known(HEAD ONE, &f, 1, "0");
}

static void files_may_be_renamed(void **state)
{
	static const struct baseline_rename renames[] = { { "x.c", "y.c" }, { "old/a.c", "sub/a.c" } };
	struct finding f = finding(0, 1);
	struct baseline b;
	const struct baseline_entry *known;

	(void)state;
	read_text(&b, HEAD "- {rule: r/N, file: old/a.c, function: f, message: it's one of 12}\n");
	baseline_rename(&b, renames, 2);
	baseline_match(&b, &f, 1, &exhibit, "sub", &known);
	assert_non_null(known);
	baseline_release(&b);
}

static void what_is_not_found_is_stale_if_it_could_have_been(void **state)
{
	static const char *const ran[] = { "r" };
	struct finding f[2] = { finding(0, 1), finding(1, 2) };
	struct baseline b;
	const struct baseline_entry *known[2];

	(void)state;
	read_text(&b, HEAD ONE "- {rule: r/N, file: gone.c, message: x}\n- {rule: q/N, file: gone.c, message: x}\n" OTHER_LINE);
	baseline_see(&b, &f[0], "");
	/* Hidden by its level, perhaps: not stale. */
	assert_false(baseline_is_stale(&b, &b.entries.items[0], ran, 1));
	assert_false(baseline_is_stale(&b, &b.entries.items[3], ran, 1));
	assert_true(baseline_is_stale(&b, &b.entries.items[1], ran, 1));
	assert_false(baseline_is_stale(&b, &b.entries.items[2], ran, 1));
	baseline_match(&b, f, 1, &exhibit, "", known);
	/* One was found, and shown: the other is one too many. */
	assert_false(baseline_is_stale(&b, &b.entries.items[0], ran, 1));
	assert_true(baseline_is_stale(&b, &b.entries.items[3], ran, 1));
	baseline_release(&b);
}

static void what_is_written_is_read_again(void **state)
{
	struct finding f[3] = { finding(0, 3), finding(2, 2), finding(0, 1) };
	struct baseline b, again;
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
	const struct baseline_entry *known[3];
	bool skip[3] = { false, true, false };

	(void)state;
	f[1].function = "<file>";
	baseline_init(&b, "b.yaml");
	for (size_t i = 0; i < 3; i++)
		baseline_add(&b, &f[i], &exhibit, "");
	write_text(&b, NULL, &first);
	assert_non_null(strstr(first.text, HEAD));
	assert_non_null(strstr(first.text, "- {rule: r/N, file: 'a.c', message: 'other\?\?\?', line: 'g(a);'}\n"));
	assert_non_null(strstr(first.text, ONE ONE));
	read_text(&again, first.text);
	write_text(&again, NULL, &second);
	assert_string_equal(first.text, second.text);
	baseline_match(&again, f, 3, &exhibit, "", known);
	assert_true(known[0] && known[1] && known[2]);
	write_text(&b, skip, &second);
	assert_null(strstr(second.text, "other"));
	b.entries.n = 0;
	write_text(&b, NULL, &second);
	assert_non_null(strstr(second.text, "version: 1\nfindings: []\n"));
	baseline_release(&b);
	baseline_release(&again);
	strbuf_release(&first);
	strbuf_release(&second);
}

static void an_update_takes_over_new_numbers_and_lines(void **state)
{
	struct finding f = finding(1, 2);
	struct baseline b;
	struct strbuf text = STRBUF_INIT;
	const struct baseline_entry *known;

	(void)state;
	read_text(&b, HEAD ONE);
	baseline_match(&b, &f, 1, &exhibit, "", &known);
	write_text(&b, NULL, &text);
	assert_non_null(strstr(text.text, "message: 'it''s one of 345', line: 'g(a);'"));
	baseline_release(&b);
	strbuf_release(&text);
}

static void each_mistake_is_said_with_its_place(void **state)
{
	static const struct { const char *text, *message; } wrong[] = {
		{ "", "b.yaml:1:1: the baseline is empty; --baseline-update --allow-growth makes one" },
		{ "- x\n", "b.yaml:1:1: not a baseline: 'version: 1' and 'findings:' are expected" },
		{ "findings: []\n", "b.yaml:1:1: not a baseline: there is no 'version: 1'" },
		{ "version: 2\n", "b.yaml:1:10: a baseline of version 2; this whynot reads version 1: make it again" },
		{ "version: 1\nfinding: []\n", "b.yaml:2:1: unknown key 'finding'; a baseline has version and findings" },
		{ "version: 1\nfindings: x\n", "b.yaml:2:11: 'findings' is a list" },
		{ "version: [1]\n", "b.yaml:1:10: a text is expected here" },
		{ HEAD "- x\n", "b.yaml:3:3: an entry is a mapping like {rule: a/B, file: c, message: d}" },
		{ HEAD "- {rule: a}\n", "b.yaml:3:10: a rule is written as rule/Name, not 'a'" },
		{ HEAD "- {rule: a/B, file: x}\n", "b.yaml:3:3: an entry needs a message" },
		{ HEAD "- {rule: a/B, message: x}\n", "b.yaml:3:3: an entry needs a file" },
		{ HEAD "- {file: x}\n", "b.yaml:3:3: an entry needs a rule" },
		{ HEAD "- {rule: a/B, files: x}\n", "b.yaml:3:15: unknown key 'files'; an entry has rule, file, function, message, line" },
		{ HEAD "- {rule: a/B, file: [x]}\n", "b.yaml:3:21: a text is expected here" },
		{ "version: [\n", "b.yaml:2:1: not YAML: did not find expected node content" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct baseline b;
		struct error e = ERROR_INIT;

		baseline_init(&b, "b.yaml");
		assert_true(baseline_read(&b, wrong[i].text, strlen(wrong[i].text), &e) < 0);
		assert_string_equal(e.text.text, wrong[i].message);
		baseline_release(&b);
		error_release(&e);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_entry_stands_for_one_finding),
		cmocka_unit_test(numbers_may_change_and_nothing_else),
		cmocka_unit_test(files_may_be_renamed),
		cmocka_unit_test(what_is_not_found_is_stale_if_it_could_have_been),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(an_update_takes_over_new_numbers_and_lines),
		cmocka_unit_test(each_mistake_is_said_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
