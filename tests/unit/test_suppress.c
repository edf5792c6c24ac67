/* Comments that suppress: what they are for, and each thing that can be wrong with them. */
#include "rules/gate/suppress.h"
#include "rules/rule.h"

#include "tests/unit/unit.h"

#include <string.h>

/* A source as text: comments are what stands between // and the line's end, or between the marks of a block comment. */
static struct suppressions *comments_of(const char *source, const char *today)
{
	struct suppressions *s = suppressions_new();
	uint32_t line = 1;
	const char *line_start = source;

	for (const char *at = source; *at; at++) {
		const char *end;
		char text[256];
		struct suppress_comment c = { .at = { "a.c", line, (uint32_t)(at - line_start) + 1 }, .text = text };

		if (*at == '\n') {
			line++;
			line_start = at + 1;
		}
		if (at[0] != '/' || (at[1] != '/' && at[1] != '*'))
			continue;
		c.is_alone = strspn(line_start, " ") == (size_t)(at - line_start);
		end = at[1] == '/' ? at + strcspn(at, "\n") : strstr(at, "*/") + 2;
		assert_true((size_t)(end - at) < sizeof text);
		memcpy(text, at, (size_t)(end - at));
		text[end - at] = '\0';
		for (; at < end - 1; at++) {
			if (*at == '\n') {
				line++;
				line_start = at + 1;
			}
		}
		c.end_line = line;
		suppressions_add(s, &c);
	}
	suppressions_close(s, today);
	return s;
}

static struct finding finding_at(const char *rule, const char *name, uint32_t line)
{
	return (struct finding){ .category = rule, .rule = rule, .name = name, .function = "<file>", .config = "", .loc = { "a.c", line, 1 } };
}

/* The lines from 1 to 9 on which a finding of this name is suppressed. */
static void expect_lines(const char *source, const char *rule, const char *name, const char *expected)
{
	struct suppressions *s = comments_of(source, "2026-06-15");
	char lines[16] = "";
	size_t n = 0;

	for (uint32_t line = 1; line <= 9; line++) {
		struct finding f = finding_at(rule, name, line);

		if (suppressions_match(s, &f))
			lines[n++] = (char)('0' + line);
	}
	lines[n] = '\0';
	if (strcmp(lines, expected))
		fail_msg("on lines '%s', not '%s':\n%s", lines, expected, source);
	suppressions_free(s);
}

static void each_word_is_for_its_lines(void **state)
{
	(void)state;
	expect_lines("x // whynot: ignore[r]: why\n", "r", "N", "1");
	expect_lines("x /* whynot: ignore[r]: why */ y\n", "r", "N", "1");
	expect_lines("\n// whynot: ignore-next[r]: why\nx\n", "r", "N", "3");
	expect_lines("/* whynot: ignore-next[r]: why\n   goes on */\nx\n", "r", "N", "3");
	expect_lines("// whynot: ignore-next[r]: a\n// whynot: ignore-next[q]: b\nx\n", "r", "N", "3");
	expect_lines("// whynot: ignore-next[r]: a\n// NOLINTNEXTLINE(q)\nx\n", "r", "N", "3");
	expect_lines("// whynot: ignore-next[r]: a\nx // whynot: ignore-next[q]: b\nx\n", "r", "N", "2");
	expect_lines("\n\n// whynot: ignore-file[r]: why\n", "r", "N", "123456789");
	expect_lines("\n/* whynot: off[r]: why */\n\n/* whynot: on[r] */\n", "r", "N", "234");
	expect_lines("/* whynot: off[r, until=2026-12]: why */\n\n/* whynot: on[r] */\n", "r", "N", "123");
	expect_lines("/* whynot: off[r]: a */\n/* whynot: off[q]: b */\n/* whynot: on[r] */\n/* whynot: on[q] */\n", "q", "N", "234");
	expect_lines("//! whynot: ignore[r]: why\n", "r", "N", "1");
	expect_lines("x // see whynot: ignore[r]: why\n", "r", "N", "");
	expect_lines("x // whynot: ignore[r]: why\n", "q", "N", "");
}

static void rules_are_named_in_several_ways(void **state)
{
	static const char *const names[] = { "r/N", "r.N", "N", "r.*", "r*", "*", "q, r", " r , q " };
	static const char *const others[] = { "r/M", "M", "q.*", "", "n", "until=2027-01" };
	char source[128];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(source, sizeof source, "// whynot: ignore[%s]: why\n", names[i]);
		expect_lines(source, "r", "N", "1");
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		snprintf(source, sizeof source, "// whynot: ignore[%s]: why\n", others[i]);
		expect_lines(source, "r", "N", "");
	}
}

static void a_date_is_its_last_day(void **state)
{
	(void)state;
	expect_lines("// whynot: ignore[r, until=2026-06]: why\n", "r", "N", "1");
	expect_lines("// whynot: ignore[r, until=2026-06-15]: why\n", "r", "N", "1");
	expect_lines("// whynot: ignore[r, until=2026-06-14]: why\n", "r", "N", "");
	expect_lines("// whynot: ignore[r, until=2026-05]: why\n", "r", "N", "");
	expect_lines("// whynot: ignore[r, until=June]: why\n", "r", "N", "");
}

static void clang_tidys_words_count(void **state)
{
	(void)state;
	expect_lines("x // NOLINT\n", "r", "N", "1");
	expect_lines("x // because of this: NOLINT: that\n", "r", "N", "1");
	expect_lines("x /* NOLINT(whynot-r) */\n", "r", "N", "1");
	expect_lines("x // NOLINT(bugprone-*, whynot-*)\n", "r", "N", "1");
	expect_lines("x // NOLINT(whynot-r/N)\n", "r", "N", "1");
	expect_lines("x // NOLINT(r)\n", "r", "N", "");
	expect_lines("x // NOLINT()\n", "r", "N", "");
	expect_lines("x // NOLINTER\n", "r", "N", "");
	expect_lines("x // XNOLINT\n", "r", "N", "");
	expect_lines("// NOLINTNEXTLINE(whynot-r)\nx\n", "r", "N", "2");
	expect_lines("/* a\n NOLINTNEXTLINE */\nx\n", "r", "N", "3");
	expect_lines("// NOLINTBEGIN(whynot-r)\n\n// NOLINTEND(whynot-r)\n", "r", "N", "123");
	expect_lines("// NOLINTBEGIN\n// NOLINTBEGIN(whynot-r)\n// NOLINTEND(whynot-r)\n//NOLINTEND\n", "q", "N", "1234");
	expect_lines("// NOLINTBEGIN(whynot-r)\n\n// NOLINTEND(whynot-q)\n", "r", "N", "");
	expect_lines("// NOLINTBEGIN(whynot-r)\n", "r", "N", "");
	expect_lines("x // NOLINT(misc-include-cleaner)\n", "unused-include", "UnusedInclude", "1");
	expect_lines("x // NOLINT(misc-include-cleaner)\n", "include-cycle", "IncludeCycle", "");
	expect_lines("x // NOLINT(misc-*)\n", "include-cycle", "IncludeCycle", "1");
	expect_lines("x // NOLINT(clang-analyzer-core.StackAddressEscape)\n", "escape", "AddressEscapes", "1");
	expect_lines("x // NOLINT(clang-analyzer-core.StackAddressEscape)\n", "escape", "Escapes", "");
}

/* What is wrong with the comments, a line each. `used` is a line with a finding r/N. */
static void expect_complaints(const char *source, uint32_t used, const char *expected)
{
	static const char *const known[] = { "r", "r/N", "N", "unused-include" }, *const ran[] = { "r", "unused-include" };
	struct suppress_context context = { known, 4, ran, 2, true };
	struct suppressions *s = comments_of(source, "2026-06-15");
	struct finding f = finding_at("r", "N", used);
	struct arena memory = { 0 };
	struct strbuf found = STRBUF_INIT;
	struct emitter e;

	emitter_init(&e, &memory);
	e.rule = &rule_find("whynot")->info;
	suppressions_match(s, &f);
	suppressions_judge(s, &context, &e);
	emitter_sort(&e);
	for (size_t i = 0; i < e.findings.n; i++) {
		strbuf_addf(&found, "%u:%u %s: ", e.findings.items[i].loc.line, e.findings.items[i].loc.col, e.findings.items[i].name);
		finding_message(&e.findings.items[i], &found);
		strbuf_addc(&found, '\n');
	}
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	emitter_release(&e);
	arena_release(&memory);
	suppressions_free(s);
}

static void each_mistake_is_said(void **state)
{
	static const char known[] = " is nothing that a comment can ask for; known are ignore, ignore-next, ignore-file, off, on and expect\n";
	char text[256];

	(void)state;
	expect_complaints("x // whynot: ignore[r]: why\n", 1, "");
	expect_complaints("x // whynot: ignore[r]: why\n", 2, "1:3 UnusedSuppression: ignore[r] has nothing to suppress; remove it\n");
	expect_complaints("x // whynot: ignore[r]\n", 1, "1:3 ReasonlessSuppression: ignore[r] gives no reason; write one behind a colon\n");
	expect_complaints("x // whynot: ignore[r]: \n", 1,
			  "1:3 ReasonlessSuppression: ignore[r] gives no reason; write one behind a colon\n");
	expect_complaints("x // whynot: ignore[R2]: why\n", 1,
			  "1:3 UnknownSuppression: ignore[R2] names 'R2', which is no rule; did you mean 'r'?\n");
	expect_complaints("x // whynot: ignore[r, long-gone]: why\n", 1,
			  "1:3 UnknownSuppression: ignore[r, long-gone] names 'long-gone', which is no rule; whynot explain lists them\n");
	expect_complaints("x // whynot: ignore[z*]: why\n", 1,
			  "1:3 UnknownSuppression: ignore[z*] names 'z*', which is no rule; whynot explain lists them\n");
	expect_complaints("x // whynot: ignore[r, until=2026-05]: why\n", 1,
			  "1:3 ExpiredSuppression: ignore[r, until=2026-05] held until 2026-05; look at the finding again\n");
	expect_complaints("x // whynot: ignore[r, until=2026-13]: why\n", 1, "1:3 BadSuppression: ignore[r, until=2026-13] has no month "
			  "or day like 2027-01 or 2027-01-31 behind until=, but '2026-13'\n");
	expect_complaints("x // whynot: ignore: why\n", 1, "1:3 BadSuppression: ignore does not name the rules that it is for, as in "
			  "ignore[unused-include]: reason\n");
	expect_complaints("x // whynot: ignore[]: why\n", 1, "1:3 BadSuppression: ignore[] does not name the rules that it is for, as in "
			  "ignore[unused-include]: reason\n");
	expect_complaints("x // whynot: ignore[r: why\n", 1, "1:3 BadSuppression: ignore has no closing ']'\n");
	expect_complaints("x // whynot: ignroe[r]: why\n", 1,
			  "1:3 BadSuppression: ignroe is nothing that a comment can ask for; did you mean 'ignore'?\n");
	snprintf(text, sizeof text, "1:3 BadSuppression: suppress%s", known);
	expect_complaints("x // whynot: suppress[r]: why\n", 1, text);
	snprintf(text, sizeof text, "1:3 BadSuppression: %s", known);
	expect_complaints("x // whynot: 42\n", 1, text);
	expect_complaints("x // whynot: expect vectorized\n", 1, "");
	expect_complaints("x // whynot: expct vectorized\n", 1,
			  "1:3 BadSuppression: expct is nothing that a comment can ask for; did you mean 'expect'?\n");
	expect_complaints("/* whynot: off[r]: why */\n", 1, "1:1 BadSuppression: off[r] has no on with the same list behind it; "
			  "ignore-file is for whole files\n");
	expect_complaints("/* whynot: on[r] */\n", 1, "1:1 BadSuppression: on[r] ends what nothing before it began\n");
	expect_complaints("// NOLINTBEGIN(whynot-r)\n", 1,
			  "1:4 BadSuppression: NOLINTBEGIN(whynot-r) has no NOLINTEND with the same list behind it\n");
	expect_complaints("// NOLINTEND(whynot-r)\n", 1, "1:4 BadSuppression: NOLINTEND(whynot-r) ends what nothing before it began\n");
	expect_complaints("// NOLINT(whynot-q)\n", 1, "1:4 UnknownSuppression: NOLINT(whynot-q) names 'q', which is no rule; did you mean "
			  "'r'?\n");
	expect_complaints("// NOLINT(whynot-r)\n", 2, "1:4 UnusedSuppression: NOLINT(whynot-r) has nothing to suppress; remove it\n");
}

static void what_others_ask_for_is_theirs(void **state)
{
	(void)state;
	expect_complaints("// NOLINT\n", 2, "");
	expect_complaints("// NOLINT(bugprone-x)\n", 2, "");
	expect_complaints("// NOLINT(whynot-*)\n", 2, "");
	expect_complaints("// NOLINT(misc-include-cleaner)\n", 2, "");
	expect_complaints("// NOLINTBEGIN(bugprone-x)\n", 2, "");
	expect_complaints("// NOLINTEND\n", 2, "");
	expect_complaints("// whynot: ignore[r*]: may come\n", 2, "");
}

static void what_did_not_run_is_not_called_unused(void **state)
{
	static const char *const known[] = { "r" };
	struct suppress_context whole = { known, 1, NULL, 0, true }, part = { known, 1, known, 1, false };
	struct suppressions *s = comments_of("// whynot: ignore[r]: why\n", "2026-06-15");
	struct arena memory = { 0 };
	struct emitter e;

	(void)state;
	emitter_init(&e, &memory);
	e.rule = &rule_find("whynot")->info;
	suppressions_judge(s, &whole, &e);
	suppressions_judge(s, &part, &e);
	assert_int_equal(e.findings.n, 0);
	emitter_release(&e);
	arena_release(&memory);
	suppressions_free(s);
}

static void the_reason_is_handed_on(void **state)
{
	struct suppressions *s = comments_of("x // whynot: ignore[r]:  the reason  \nx // NOLINT\n", "2026-06-15");
	struct finding first = finding_at("r", "N", 1), second = finding_at("r", "N", 2), third = finding_at("r", "N", 3);

	(void)state;
	assert_string_equal(suppressions_match(s, &first), "the reason");
	assert_string_equal(suppressions_match(s, &second), "");
	assert_null(suppressions_match(s, &third));
	third.loc.path = NULL;
	assert_null(suppressions_match(s, &third));
	suppressions_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_word_is_for_its_lines),
		cmocka_unit_test(rules_are_named_in_several_ways),
		cmocka_unit_test(a_date_is_its_last_day),
		cmocka_unit_test(clang_tidys_words_count),
		cmocka_unit_test(each_mistake_is_said),
		cmocka_unit_test(what_others_ask_for_is_theirs),
		cmocka_unit_test(what_did_not_run_is_not_called_unused),
		cmocka_unit_test(the_reason_is_handed_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
