/* What the golden files of the text report hardly show: that the caret is under its column, and what a long line costs. */
#include "reports/report.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/unit/unit.h"

/* The report on one finding in a file of one line; the caller releases the text. */
static struct strbuf report_on(const char *line, size_t len, uint32_t col)
{
	const size_t start = 0;
	struct exhibit_source source = { "a.c", line, len, &start, 1 };
	struct exhibit exhibit = { .sources = &source, .n_sources = 1 };
	struct finding_arg arg = { "String", "words", { NULL, 0, 0 } };
	struct finding f = { .kind = FINDING_MISSED, .severity = SEVERITY_WARNING, .level = 1, .rule = "rule", .name = "Name",
		.function = "f", .loc = { "a.c", 1, col }, .config = "", .args = &arg, .n_args = 1, .n_message_args = 1 };
	struct report r = { .findings = &f, .n_findings = 1, .exhibit = &exhibit };
	struct strbuf text = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct out o;

	out_to_memory(&o, &text);
	assert_int_equal(report_format_find("text")->write(&r, &o, &e), 0);
	assert_int_equal(out_close(&o, &e), 0);
	return text;
}

static void check_lines(const char *line, uint32_t col, const char *source, const char *caret)
{
	struct strbuf text = report_on(line, strlen(line), col), expected = STRBUF_INIT;

	strbuf_adds(&expected, col ? "a.c:1:" : "a.c:1");
	if (col)
		strbuf_addu(&expected, col);
	strbuf_addf(&expected, ": warning: words [rule/Name]\n    1 | %s\n", source);
	if (caret)
		strbuf_addf(&expected, "      | %s\n", caret);
	assert_string_equal(text.text, expected.text);
	strbuf_release(&text);
	strbuf_release(&expected);
}

static void caret_is_under_its_column(void **state)
{
	(void)state;
	check_lines("x = y;", 1, "x = y;", "^");
	check_lines("x = y;", 5, "x = y;", "    ^");
	check_lines("x = y;", 7, "x = y;", "      ^");
	check_lines("x = y;", UINT32_MAX, "x = y;", "      ^");
	check_lines("x = y;", 0, "x = y;", NULL);
	check_lines("\tx\ty;", 4, "\tx\ty;", "\t \t^");
	check_lines("\xc3\xa4 = \xe6\xbc\xa2;", 6, "\xc3\xa4 = \xe6\xbc\xa2;", "    ^");
	check_lines("\xc3\xa4 = \xe6\xbc\xa2;", 8, "\xc3\xa4 = \xe6\xbc\xa2;", "    ^");
	check_lines("\xf0\x9f\x98\x80x", 4, "\xf0\x9f\x98\x80x", "^");
	check_lines("\x1bx\xffy", 4, "\\x1bx\\xffy", "         ^");
	check_lines("", 1, "", "^");
}

/* The second line and the third of the report. */
static void source_and_caret(const struct strbuf *text, const char **source, size_t *len, size_t *caret)
{
	*source = strchr(text->text, '\n') + 1 + strlen("    1 | ");
	*len = strcspn(*source, "\n");
	*caret = strcspn(*source + *len + 1 + strlen("      | "), "^");
}

static void long_lines_are_cut_around_the_caret(void **state)
{
	char line[1001];
	const char *source;
	size_t len, caret;

	(void)state;
	for (size_t i = 0; i < sizeof line; i++)
		line[i] = (char)('a' + i % 26);
	for (uint32_t col = 1; col <= sizeof line; col++) {
		struct strbuf text = report_on(line, sizeof line, col);
		source_and_caret(&text, &source, &len, &caret);
		assert_true(len <= 206 && caret < len);
		assert_int_equal(source[caret], line[col - 1]);
		strbuf_release(&text);
	}
}

static void a_line_that_fits_is_whole(void **state)
{
	char line[200];
	const char *source;
	size_t len, caret;

	(void)state;
	memset(line, 'x', sizeof line);
	struct strbuf text = report_on(line, sizeof line, 200);
	source_and_caret(&text, &source, &len, &caret);
	assert_int_equal(len, 200);
	assert_memory_equal(source, line, len);
	assert_int_equal(caret, 199);
	strbuf_release(&text);
}

/* A generated line of megabytes with a finding in every other column must not be read from its start each time. */
static void a_huge_line_costs_no_more_than_a_long_one(void **state)
{
	const size_t len = (size_t)64 << 20;
	char *line = malloc(len);
	struct timespec from, to;

	(void)state;
	assert_non_null(line);
	memset(line, 'x', len);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (uint32_t i = 1; i < 500; i++) {
		struct strbuf text = report_on(line, len, i * 100000);
		strbuf_release(&text);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	assert_true(to.tv_sec - from.tv_sec < 10);
	free(line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(caret_is_under_its_column),
		cmocka_unit_test(long_lines_are_cut_around_the_caret),
		cmocka_unit_test(a_line_that_fits_is_whole),
		cmocka_unit_test(a_huge_line_costs_no_more_than_a_long_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
