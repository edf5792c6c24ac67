/*
 * One hand-built set of nasty findings through each writer, compared by byte with golden/reports/. With WHYNOT_GOLDEN=write
 * in the environment the goldens are written instead: look at the difference before you keep it.
 */
#include "analyzer/base/file.h"
#include "analyzer/base/process.h"
#include "reports/report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/unit.h"

#define GOLDEN TEST_SOURCE_DIR "/golden/reports/"
#define COUNT(array) (sizeof(array) / sizeof *(array))
#define NOWHERE { NULL, 0, 0 }
#define TEXT(words) { "String", words, NOWHERE }
#define STEP_SEPARATOR TEXT("; ")

static const char source_bytes[] =
	"int main(void)\n"
	"\t{\tchar *p = malloc(8);\n"
	"\tputs(\"\033[31mred\033]0;title\a\x01\");\n"
	"\t/* \xe2\x80\xae gnp.exe \xe2\x80\xac \xc3\xa4\xc3\xb6 \xe6\xbc\xa2 \xf0\x9f\x98\x80 */ p = q;\n"
	"\t\xff\xfe\xc3(\x80 bad;\r\n"
	"\n"
	"last";

struct nasty {
	char big[10241], long_line[3001];
	struct exhibit_source sources[2];
	size_t line_starts[16];
	struct exhibit exhibit;
	struct finding_arg args[128];
	size_t n_args;
	struct finding findings[32];
	size_t n_findings;
	struct report report;
};

static void add(struct nasty *s, struct finding f, const struct finding_arg *args, size_t n, size_t n_message)
{
	assert_true(s->n_args + n <= COUNT(s->args) && s->n_findings < COUNT(s->findings));
	memcpy(s->args + s->n_args, args, n * sizeof *args);
	f.args = s->args + s->n_args;
	f.n_args = n;
	f.n_message_args = n_message;
	f.category = f.rule;
	if (!f.config)
		f.config = "";
	s->n_args += n;
	s->findings[s->n_findings++] = f;
}

static void add_words(struct nasty *s, enum finding_kind kind, enum severity severity, struct srcloc loc, const char *words)
{
	struct finding f = { .kind = kind, .severity = severity, .level = 1, .rule = "nasty-rule", .name = "Words",
		.function = "main", .loc = loc };
	struct finding_arg arg = TEXT(words);

	add(s, f, &arg, 1, 1);
}

static void add_places(struct nasty *s)
{
	add_words(s, FINDING_ANALYSIS, SEVERITY_NOTE, (struct srcloc)NOWHERE, "no place");
	add_words(s, FINDING_FAILURE, SEVERITY_ERROR, (struct srcloc){ "it's: #1.c", 0, 0 }, "whole file, path with quote");
	add_words(s, FINDING_PASSED, SEVERITY_NOTE, (struct srcloc){ "\033[2J \xff\nx.c", 4, 0 }, "path with escapes");
	add_words(s, FINDING_MISSED, SEVERITY_WARNING, (struct srcloc){ "long.c", 1, 1 }, "start of a long line");
	add_words(s, FINDING_MISSED, SEVERITY_WARNING, (struct srcloc){ "long.c", 1, 1500 }, "middle of a long line");
	add_words(s, FINDING_MISSED, SEVERITY_WARNING, (struct srcloc){ "long.c", 1, 3000 }, "end of a long line");
	add_words(s, FINDING_ANALYSIS_FP_COMMUTE, SEVERITY_NOTE, (struct srcloc){ "src/a.c", 1, 0 }, "a line without a column");
	add_words(s, FINDING_ANALYSIS_ALIASING, SEVERITY_ERROR, (struct srcloc){ "src/a.c", 2, 14 }, "behind tabs");
	add_words(s, FINDING_MISSED, SEVERITY_WARNING, (struct srcloc){ "src/a.c", 3, 26 }, "behind terminal escapes");
	add_words(s, FINDING_MISSED, SEVERITY_WARNING, (struct srcloc){ "src/a.c", 4, 37 }, "behind bidi marks and wide text");
	add_words(s, FINDING_MISSED, SEVERITY_WARNING, (struct srcloc){ "src/a.c", 4, 21 }, "inside a character");
	add_words(s, FINDING_MISSED, SEVERITY_WARNING, (struct srcloc){ "src/a.c", 5, 8 }, "behind invalid UTF-8");
	add_words(s, FINDING_MISSED, SEVERITY_WARNING, (struct srcloc){ "src/a.c", 6, 1 }, "an empty line");
	add_words(s, FINDING_MISSED, SEVERITY_WARNING, (struct srcloc){ "src/a.c", 7, 99 }, "behind the end of the last line");
	add_words(s, FINDING_MISSED, SEVERITY_WARNING, (struct srcloc){ "src/a.c", 8, 1 }, "a line that is not there");
	add_words(s, FINDING_MISSED, SEVERITY_WARNING, (struct srcloc){ "src/gone.c", 8, 1 }, "a file that is not there");
}

static void add_values(struct nasty *s)
{
	static const char *const values[] = {
		"", "yes", "~", "null", "1e3", "- dash", "-m", ": colon", "key: value", "# hash", "x #y", "'quoted'", "it's",
		"say \"hi\"", "back\\slash \\n", "a\tb", "two\nlines", "it's\ntwo: lines\n", " leading and 'trailing' ",
		"</script><b>&amp;", "%0A::error::", ("\xe2\x80\xae" "bidi\xe2\x81\xa9"), "\xc3\xa4 \xe6\xbc\xa2 \xf0\x9f\x98\x80",
		"cut \xe2\x80 \xc0\xaf \xed\xa0\x80 \xff", "bell\a esc\033[0m del\x7f c1\xc2\x9b", ("\xef\xbb\xbf" "bom"),
		"line\xe2\x80\xa8separator", "{a: b}", "[x]", "*p", "&p", "!tag", "|", "> x", "@a", "`b`", "...", "---",
	};
	struct finding f = { .kind = FINDING_MISSED, .severity = SEVERITY_WARNING, .level = 1, .rule = "yes", .name = "On",
		.function = "operator'x", .loc = { "src/b.c", 1, 1 } };
	struct finding_arg args[COUNT(values) + 1];

	for (size_t i = 0; i < COUNT(values); i++)
		args[i] = (struct finding_arg){ i % 2 ? "Value" : "String", values[i], NOWHERE };
	args[COUNT(values)] = (struct finding_arg){ "Big", s->big, { "yes", 0, 7 } };
	add(s, f, args, COUNT(args), COUNT(args));
}

static void add_steps(struct nasty *s)
{
	static const struct finding_arg args[] = {
		{ "Alloc", "malloc(8)", { "src/a.c", 2, 14 } }, TEXT(" escapes"), STEP_SEPARATOR,
		{ "Flow", "p = \033[1m", { "src/a.c", 2, 12 } }, STEP_SEPARATOR, { "Flow", "", NOWHERE }, STEP_SEPARATOR,
		{ "DebugLoc", "not a place", { "src/a.c", 0, 0 } }, STEP_SEPARATOR, { "two words", "two\nlines", { "src/a.c", 4, 0 } },
	};
	struct finding f = { .kind = FINDING_MISSED, .severity = SEVERITY_WARNING, .level = 2, .rule = "escape", .name = "Escapes",
		.function = "", .loc = { "src/a.c", 2, 14 }, .has_hotness = true, .hotness = UINT64_MAX, .config = "-DX='a b' -m32" };

	add(s, f, args, COUNT(args), 2);
	f.level = 3;
	f.has_hotness = false;
	f.config = NULL;
	add(s, f, args, 0, 0);
}

#define BAD "</script><img src=x onerror=a()> \"'&\xe2\x80\xae\xff\033[1m"

/* What pages show besides findings. */
static void fill_page(struct exhibit *x)
{
	static const struct exhibit_text texts[] = { { "escape", "Escapes", "one line, " BAD, "one\nparagraph\n\nanother, " BAD } };
	static const struct exhibit_param params[] = { { "p" BAD, "char *" BAD }, { "", "..." } };
	static const struct exhibit_function functions[] = {
		{ "f" BAD, "src/" BAD, 1, 2, 3, 4, params, COUNT(params), { 5, 6, 7, "a" BAD, 3 } }, { "main", "src/a.c", 1, 7, 1, 0, NULL, 0, { 0, 0, 0, "", 0 } },
	};
	static const struct exhibit_condition conditions[] = { { 2, 3, "a < b && " BAD, "data", false }, { 2, 9, "", "call", true } };
	static const struct exhibit_loop loops[] = {
		{ "for", "src/" BAD, 1, 2, 2, 1, 0, { 5, 6, 7, BAD, 4 }, conditions, COUNT(conditions), 2, 3 }, { "while", "src/a.c", 2, 1, 4, 2, 1, { 0, 0, 0, "", 0 }, NULL, 0, 0, 0 },
	};
	static const struct exhibit_assembly assembly[] = {
		{ "src/a.c", 1, "main", true, "-in no loop and without a finding", 0 },
		{ "src/a.c", 2, "main", true, "jjne .L" BAD "\n:.L" BAD "\n-nop", 7 }, { "src/a.c", 2, "a" BAD, false, "ccall " BAD, 0 },
		{ "src/a.c", 2, "b", false, "vaddps", 0 }, { "src/a.c", 2, "c", false, "-the fourth", 0 }, { "src/a.c", 3, "main", true, "-in a loop", 0 },
		{ "src/a.c", 9999, "main", true, "-behind the end", 0 }, { "src/none.c", 1, "main", true, "-not in the page", 0 },
	};
	static const struct exhibit_include includes[] = { { "a" BAD, "b" BAD, 1, 2, 3, 4, 1 }, { "b" BAD, "a" BAD, 1, 0, 9, 4, 1 }, { "c.h", "d.h", 1, 2, 3, 4, 0 } };

	x->build = "build " BAD;
	x->n_hidden[3] = 9;
	x->n_suppressed = 1;
	x->texts = texts;
	x->n_texts = COUNT(texts);
	x->functions = functions;
	x->n_functions = COUNT(functions);
	x->loops = loops;
	x->n_loops = COUNT(loops);
	x->assembly = assembly;
	x->n_assembly = COUNT(assembly);
	x->includes = includes;
	x->n_includes = COUNT(includes);
}

static void add_cycle(struct nasty *s)
{
	static const struct finding_arg args[] = {
		TEXT("cycle " BAD), STEP_SEPARATOR, { "Edge", "a includes b; cheapest to cut " BAD, { "a" BAD, 1, 1 } }, STEP_SEPARATOR,
		{ "Edge", "b includes a " BAD, { "b" BAD, 2, 1 } },
	};
	struct finding f = { .kind = FINDING_MISSED, .severity = SEVERITY_WARNING, .level = 1, .rule = "include-cycle", .name = "IncludeCycle",
		.function = "<file>", .loc = { "a" BAD, 1, 1 } };

	add(s, f, args, COUNT(args), 1);
}

static void fill_exhibit(struct nasty *s)
{
	static const struct exhibit_unit units[] = {
		{ "a.c", "", EXHIBIT_OK, "", "-O2" }, { "b.c", "", EXHIBIT_HAD_ERRORS, "3 errors", "" },
		{ "c.c", "", EXHIBIT_FAILED, "killed", "" },
	};
	uint32_t n = 0;

	memset(s->big, 'x', sizeof s->big - 1);
	for (size_t i = 99; i < sizeof s->big - 1; i += 100)
		s->big[i] = ' ';
	for (size_t i = 0; i < sizeof s->long_line - 1; i++)
		s->long_line[i] = (char)('0' + i % 10);
	s->line_starts[n++] = 0;
	for (size_t i = 0; i < sizeof source_bytes - 1; i++) {
		if (source_bytes[i] == '\n')
			s->line_starts[n++] = i + 1;
	}
	s->sources[0] = (struct exhibit_source){ "long.c", s->long_line, sizeof s->long_line - 1, s->line_starts, 1 };
	s->sources[1] = (struct exhibit_source){ "src/a.c", source_bytes, sizeof source_bytes - 1, s->line_starts, n };
	s->exhibit = (struct exhibit){ .tool_version = "0", .clang_version = "22", .units = units, .n_units = COUNT(units), .n_left_out = 1,
		.sources = s->sources, .n_sources = COUNT(s->sources) };
}

static struct nasty *nasty_new(void)
{
	struct nasty *s = calloc(1, sizeof *s);

	assert_non_null(s);
	fill_exhibit(s);
	add_places(s);
	add_steps(s);
	add_values(s);
	s->report = (struct report){ .findings = s->findings, .n_findings = s->n_findings, .level = 3, .exhibit = &s->exhibit };
	return s;
}

static void write_report(const struct report *r, const char *format, struct strbuf *text)
{
	struct out o;
	struct error e = ERROR_INIT;
	const struct report_format *f = report_format_find(format);

	assert_non_null(f);
	out_to_memory(&o, text);
	assert_int_equal(f->write(r, &o, &e), 0);
	assert_int_equal(out_close(&o, &e), 0);
	error_release(&e);
}

static void compare(const char *path, const struct strbuf *text)
{
	const char *mode = getenv("WHYNOT_GOLDEN");
	struct strbuf golden = STRBUF_INIT;
	struct error e = ERROR_INIT;

	if (mode && strcmp(mode, "write") == 0) {
		struct out o;
		assert_int_equal(out_open(&o, path, &e), 0);
		out_write(&o, text->text, text->len);
		assert_int_equal(out_close(&o, &e), 0);
	}
	if (file_read(path, &golden, &e) < 0)
		fail_msg("%s", e.text.text);
	size_t same = 0, line = 1;
	while (same < golden.len && same < text->len && golden.text[same] == text->text[same])
		line += golden.text[same++] == '\n';
	if (same != golden.len || same != text->len)
		fail_msg("%s:%zu: what is written now differs; WHYNOT_GOLDEN=write rewrites it", path, line);
	strbuf_release(&golden);
	error_release(&e);
}

/* Replaces what stands between the first `open` and the `close` behind it. */
static void cut(struct strbuf *text, const char *open, const char *close)
{
	struct strbuf left = STRBUF_INIT;
	char *from = strstr(text->text, open), *to = from ? strstr(from + strlen(open), close) : NULL;

	assert_non_null(to);
	strbuf_add(&left, text->text, (size_t)(from - text->text) + strlen(open));
	strbuf_adds(&left, "...");
	strbuf_add(&left, to, text->len - (size_t)(to - text->text));
	strbuf_release(text);
	*text = left;
}

/* Style and script are files of ours that nothing is put into; the golden holds what is. */
static void cut_own_text(struct strbuf *text)
{
	cut(text, "script-src 'sha256-", "'");
	cut(text, "style-src 'sha256-", "'");
	cut(text, "<style>", "</style>");
	cut(text, "<script>", "</script>");
}

static void check_golden(const struct report *r, const char *format, const char *name)
{
	struct strbuf text = STRBUF_INIT, path = STRBUF_INIT;

	write_report(r, format, &text);
	if (strcmp(format, "html") == 0)
		cut_own_text(&text);
	strbuf_addf(&path, GOLDEN "%s.%s", name, format);
	compare(path.text, &text);
	strbuf_release(&path);
	strbuf_release(&text);
}

static void every_format_writes_its_golden(void **state)
{
	struct nasty *s = nasty_new();

	(void)state;
	for (size_t i = 0; i < n_report_formats; i++)
		check_golden(&s->report, report_formats[i].name, "nasty");
	s->report.n_findings = 0;
	for (size_t i = 0; i < n_report_formats; i++)
		check_golden(&s->report, report_formats[i].name, "empty");
	free(s);
}

/* The page alone: the other formats' goldens stay as they are. */
static void pages_are_not_fooled(void **state)
{
	struct nasty *s = nasty_new();
	struct strbuf text = STRBUF_INIT;

	(void)state;
	fill_page(&s->exhibit);
	s->n_findings = 0;
	add_cycle(s);
	add_steps(s);
	s->report.n_findings = s->n_findings;
	s->report.full_sources = true;
	check_golden(&s->report, "html", "page");
	write_report(&s->report, "html", &text);
	assert_null(strstr(text.text, "<img"));
	assert_null(strstr(text.text, "\xe2\x80\xae"));
	assert_null(strchr(text.text, 0xff));
	assert_null(strchr(text.text, 033));
	/* The data block and the script. */
	assert_string_equal(strstr(strstr(strstr(text.text, "</script>") + 1, "</script>") + 1, "</"), "</body>\n</html>\n");
	strbuf_release(&text);
	free(s);
}

static void steps_need_level_2(void **state)
{
	struct nasty *s = nasty_new();

	(void)state;
	s->report.level = 1;
	check_golden(&s->report, "text", "level1");
	free(s);
}

static void colors_are_those_of_clang(void **state)
{
	struct nasty *s = nasty_new();

	(void)state;
	s->report.color = true;
	s->report.n_findings = 9;
	check_golden(&s->report, "text", "color");
	free(s);
}

/* Whatever the findings hold, only line ends, tabs and printable characters come out. */
static void text_is_safe_for_terminals(void **state)
{
	struct nasty *s = nasty_new();
	struct strbuf text = STRBUF_INIT;

	(void)state;
	write_report(&s->report, "text", &text);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.text[i];
		assert_true(c == '\n' || c == '\t' || (c >= ' ' && c != 0x7f));
	}
	assert_null(strstr(text.text, "\xe2\x80\xae"));
	assert_null(strstr(text.text, "\xc2\x9b"));
	assert_null(strchr(text.text, 0xff));
	strbuf_release(&text);
	free(s);
}

/* LLVM's own reader takes every report, the empty one too, and finds all its remarks. */
static void llvm_reads(const struct report *r, const char *tool)
{
	char path[] = "/tmp/whynot-report-XXXXXX";
	int fd = mkstemp(path);
	struct strbuf text = STRBUF_INIT, errors = STRBUF_INIT;
	struct error e = ERROR_INIT;
	const char *convert[] = { tool, "yaml2bitstream", path, "-o", "/dev/null", NULL };
	const char *count[] = { tool, "count", "--parser=yaml", path, "-o", "/dev/null", NULL };

	assert_true(fd >= 0);
	write_report(r, "yaml", &text);
	assert_int_equal(write(fd, text.text, text.len), text.len);
	close(fd);
	for (int i = 0; i < 2; i++) {
		int status = process_run(&(struct process_run){ .argv = i ? count : convert, .stdout_fd = -1, .errors = &errors }, &e);
		if (status != 0)
			print_error("%s%s\n", errors.text, e.text.text);
		assert_int_equal(status, 0);
	}
	unlink(path);
	strbuf_release(&text);
	strbuf_release(&errors);
	error_release(&e);
}

static void llvm_remarkutil_reads_the_yaml(void **state)
{
	static const char tool[] = TEST_LLVM_BIN "/llvm-remarkutil";
	struct nasty *s = nasty_new();

	(void)state;
	if (access(tool, X_OK) != 0) {
		print_message("%s is not there: the YAML report is not tried with LLVM's reader\n", tool);
		free(s);
		skip();
	}
	llvm_reads(&s->report, tool);
	s->report.n_findings = 0;
	llvm_reads(&s->report, tool);
	free(s);
}

static void formats_are_found_by_name(void **state)
{
	(void)state;
	assert_ptr_equal(report_format_find("text"), &report_formats[0]);
	assert_false(report_format_find("text")->is_machine);
	assert_true(report_format_find("yaml")->is_machine);
	assert_null(report_format_find("tex"));
	assert_null(report_format_find(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_format_writes_its_golden),
		cmocka_unit_test(pages_are_not_fooled),
		cmocka_unit_test(steps_need_level_2),
		cmocka_unit_test(colors_are_those_of_clang),
		cmocka_unit_test(text_is_safe_for_terminals),
		cmocka_unit_test(llvm_remarkutil_reads_the_yaml),
		cmocka_unit_test(formats_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
