/*
 * The formats of forges and CI on findings made for it: what GitHub's code scanning asks of a SARIF file beyond the standard, its
 * limits with 6,000 findings, and what each of the small formats has to escape. The standard itself is checked with the official
 * schema by gate/formats.sh.
 */
#include "reports/report.h"

#include "tests/unit/unit.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { N_MANY = 6000 };

static const char source_bytes[] = "#include <math.h>  // why\nint \xc3\xa4\xf0\x9f\x98\x80 = first_name;\nlast";
static const size_t line_starts[] = { 0, 26, 26 + 25 };
static const struct exhibit_source sources[] = { { "src/a b.c", source_bytes, sizeof source_bytes - 1, line_starts, 3 } };
static const struct exhibit_unit units[] = { { "src/a b.c", "", EXHIBIT_OK, "", "" } };
static const struct exhibit exhibit = { .tool_version = "1.2.3", .clang_version = "22", .units = units, .n_units = 1, .sources = sources,
					.n_sources = 1 };
static const struct rule_name names[] = { { "Name", FINDING_MISSED, SEVERITY_WARNING, 1, "a summary" } };
static const struct rule_info info = { "rule", "title", "explained", names, 1, false, false };
static const struct rule_info *const infos[] = { &info };
static const struct finding_arg plain[] = { { "String", "50% of: a, b\r\nnext", { NULL, 0, 0 } } };
static const struct finding_arg linked[] = {
	{ "String", "see ", { NULL, 0, 0 } }, { "Alloc", "a[i]", { "src/a b.c", 2, 14 } }, { "String", " and ", { NULL, 0, 0 } },
	{ "Callee", "malloc", { "/usr/include/stdlib.h", 5, 1 } }, { "String", "; ", { NULL, 0, 0 } },
	{ "Flow", "p = q", { "src/a b.c", 3, 1 } },
};

static struct finding finding(enum severity severity, const char *path, uint32_t line, uint32_t col)
{
	return (struct finding){ .kind = FINDING_MISSED, .severity = severity, .level = 1, .category = "rule", .rule = "rule", .name = "Name",
				 .function = "f", .config = "", .loc = { path, line, col }, .args = plain, .n_args = 1, .n_message_args = 1,
				 .fingerprint = "abc" };
}

static struct report report_of(const struct finding *f, size_t n)
{
	return (struct report){ .findings = f, .n_findings = n, .exhibit = &exhibit, .rules = infos, .n_rules = 1, .root = "/repo/sub",
				.repository = "/repo" };
}

static void write_report(const struct report *r, const char *format, struct strbuf *text)
{
	struct error e = ERROR_INIT;
	struct out o;

	strbuf_clear(text);
	out_to_memory(&o, text);
	assert_int_equal(report_format_find(format)->write(r, &o, &e), 0);
	assert_int_equal(out_close(&o, &e), 0);
}

/* The run of a SARIF report, owned by `*log`. */
static json_t *run_of(const struct report *r, json_t **log)
{
	struct strbuf text = STRBUF_INIT;

	write_report(r, "sarif", &text);
	*log = json_loadb(text.text, text.len, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(*log);
	strbuf_release(&text);
	assert_string_equal(json_string_value(json_object_get(*log, "version")), "2.1.0");
	assert_int_equal(json_array_size(json_object_get(*log, "runs")), 1);
	return json_array_get(json_object_get(*log, "runs"), 0);
}

/* What stands at keys and indices, separated by '/'. */
static json_t *at(json_t *value, const char *path)
{
	while (value && *path) {
		char key[64];
		size_t len = strcspn(path, "/");

		memcpy(key, path, len);
		key[len] = '\0';
		value = json_is_array(value) ? json_array_get(value, strtoul(key, NULL, 10)) : json_object_get(value, key);
		path += len + (path[len] == '/');
	}
	return value;
}

static const char *text_at(json_t *value, const char *path)
{
	const char *text = json_string_value(at(value, path));

	if (!text)
		fail_msg("no text at %s", path);
	return text;
}

static void a_result_is_as_github_wants_it(void **state)
{
	struct finding f = finding(SEVERITY_WARNING, "src/a b.c", 2, 5);
	struct report r = report_of(&f, 1);
	json_t *log, *run, *result;

	(void)state;
	f.args = linked;
	f.n_args = 6;
	f.n_message_args = 4;
	run = run_of(&r, &log);
	result = at(run, "results/0");
	assert_string_equal(text_at(run, "tool/driver/semanticVersion"), "1.2.3");
	assert_string_equal(text_at(run, "tool/driver/rules/0/id"), "rule/Name");
	assert_string_equal(text_at(run, "tool/driver/rules/0/shortDescription/text"), "a summary");
	assert_string_equal(text_at(run, "tool/driver/rules/0/defaultConfiguration/level"), "warning");
	assert_string_equal(text_at(run, "tool/driver/rules/0/properties/problem.severity"), "warning");
	assert_non_null(strstr(text_at(run, "tool/driver/rules/0/help/text"), "explained"));
	assert_string_equal(text_at(run, "columnKind"), "utf16CodeUnits");
	assert_string_equal(text_at(result, "ruleId"), "rule/Name");
	assert_int_equal(json_integer_value(at(result, "ruleIndex")), 0);
	assert_string_equal(text_at(result, "message/text"), "see [a\\[i\\]](0) and malloc");
	assert_int_equal(json_array_size(at(result, "locations")), 1);
	assert_string_equal(text_at(result, "locations/0/physicalLocation/artifactLocation/uri"), "sub/src/a%20b.c");
	/* Column 5 is the name "ä😀", of three UTF-16 units. */
	assert_int_equal(json_integer_value(at(result, "locations/0/physicalLocation/region/startColumn")), 5);
	assert_int_equal(json_integer_value(at(result, "locations/0/physicalLocation/region/endColumn")), 8);
	/* Byte 14 is behind a character of two bytes and one of four, which are one unit and two. */
	assert_int_equal(json_integer_value(at(result, "relatedLocations/0/physicalLocation/region/startColumn")), 11);
	assert_int_equal(json_array_size(at(result, "relatedLocations")), 1);
	assert_string_equal(text_at(result, "codeFlows/0/threadFlows/0/locations/0/location/message/text"), "Flow: p = q");
	assert_int_equal(json_integer_value(at(result, "codeFlows/0/threadFlows/0/locations/0/location/physicalLocation/region/startLine")), 3);
	assert_string_equal(json_string_value(json_object_get(at(result, "partialFingerprints"), "whynot/v1")), "abc");
	json_decref(log);
}

static void the_line_hash_is_the_files(void **state)
{
	struct finding f[2] = { finding(SEVERITY_NOTE, "gone.c", 0, 0), finding(SEVERITY_NOTE, "src/a b.c", 3, 1) };
	struct report r = report_of(f, 2);
	json_t *log, *run = run_of(&r, &log);

	(void)state;
	assert_null(at(run, "results/0/partialFingerprints/primaryLocationLineHash"));
	assert_int_equal(json_integer_value(at(run, "results/0/locations/0/physicalLocation/region/startLine")), 1);
	assert_non_null(strstr(text_at(run, "results/1/partialFingerprints/primaryLocationLineHash"), ":1"));
	json_decref(log);
}

static void what_is_outside_or_has_no_place_is_left_out(void **state)
{
	struct finding f[3] = { finding(SEVERITY_ERROR, NULL, 0, 0), finding(SEVERITY_ERROR, "/usr/include/x.h", 1, 1),
				finding(SEVERITY_ERROR, "/repo/other.c", 1, 1) };
	struct report r = report_of(f, 3);
	json_t *log, *run = run_of(&r, &log);

	(void)state;
	assert_int_equal(json_array_size(at(run, "results")), 1);
	assert_string_equal(text_at(run, "results/0/locations/0/physicalLocation/artifactLocation/uri"), "other.c");
	json_decref(log);
}

static void two_of_a_rule_on_a_line_are_one_alert(void **state)
{
	struct finding f[3] = { finding(SEVERITY_NOTE, "src/a b.c", 2, 1), finding(SEVERITY_NOTE, "src/a b.c", 2, 5),
				finding(SEVERITY_NOTE, "src/a b.c", 2, 15) };
	struct report r = report_of(f, 3);
	json_t *log, *run;

	(void)state;
	f[1].name = "Other";
	run = run_of(&r, &log);
	assert_int_equal(json_array_size(at(run, "results")), 2);
	assert_int_equal(json_array_size(at(run, "tool/driver/rules")), 2);
	assert_non_null(strchr(text_at(run, "results/0/message/text"), '\n'));
	assert_int_equal(json_integer_value(at(run, "results/1/ruleIndex")), 1);
	json_decref(log);
}

static void suppressed_ones_are_marked(void **state)
{
	struct report_silent silent[2] = { { finding(SEVERITY_NOTE, "src/a b.c", 2, 1), "because", REPORT_NEW },
					   { finding(SEVERITY_NOTE, "src/a b.c", 3, 1), "", REPORT_NEW } };
	struct report r = report_of(NULL, 0);
	json_t *log, *run;

	(void)state;
	r.silent = silent;
	r.n_silent = 2;
	run = run_of(&r, &log);
	assert_string_equal(text_at(run, "results/0/suppressions/0/kind"), "inSource");
	assert_string_equal(text_at(run, "results/0/suppressions/0/justification"), "because");
	assert_null(at(run, "results/1/suppressions/0/justification"));
	json_decref(log);
}

/* 6,000 findings, of which every tenth is an error and every hundredth hot. */
static struct finding *many(void)
{
	struct finding *f = calloc(N_MANY, sizeof *f);

	assert_non_null(f);
	for (uint32_t i = 0; i < N_MANY; i++) {
		f[i] = finding(i % 10 ? SEVERITY_WARNING : SEVERITY_ERROR, "src/a b.c", i + 1, 1);
		f[i].has_hotness = i % 100 == 1;
		f[i].hotness = i % 100 == 1 ? i : 0;
	}
	return f;
}

static void the_limits_of_github_are_kept(void **state)
{
	struct finding *f = many();
	struct report r = report_of(f, N_MANY);
	json_t *log, *run = run_of(&r, &log), *results = at(run, "results"), *one;
	size_t i, n_errors = 0, n_hot = 0;
	json_int_t before = 0;

	(void)state;
	assert_int_equal(json_array_size(results), 5000);
	assert_int_equal(json_array_size(at(run, "tool/driver/rules")), 2);
	json_array_foreach(results, i, one) {
		json_int_t line = json_integer_value(at(one, "locations/0/physicalLocation/region/startLine"));

		n_errors += !strcmp(text_at(one, "level"), "error");
		n_hot += line % 100 == 2;
		if (i < 4999 && line <= before)
			fail_msg("result %zu is out of order", i);
		before = line;
	}
	assert_int_equal(n_errors, N_MANY / 10);
	assert_int_equal(n_hot, N_MANY / 100);
	assert_string_equal(text_at(results, "4999/ruleId"), "whynot/ReportCut");
	assert_string_equal(text_at(results, "4999/message/text"),
			    "1001 more findings, less severe than those shown, are left out: GitHub shows no more than 5000");
	json_decref(log);
	free(f);
}

static void long_chains_are_cut(void **state)
{
	enum { N_STEPS = 3000 };
	struct finding_arg *args = calloc(N_STEPS, sizeof *args);
	struct finding f = finding(SEVERITY_NOTE, "src/a b.c", 1, 1);
	struct report r = report_of(&f, 1);
	json_t *log, *run;

	(void)state;
	assert_non_null(args);
	for (size_t i = 0; i < N_STEPS; i++)
		args[i] = (struct finding_arg){ "Flow", "x", { "src/a b.c", 2, 1 } };
	f.args = args;
	f.n_args = N_STEPS;
	f.n_message_args = 500;
	run = run_of(&r, &log);
	assert_int_equal(json_array_size(at(run, "results/0/relatedLocations")), 100);
	assert_int_equal(json_array_size(at(run, "results/0/codeFlows/0/threadFlows/0/locations")), 1000);
	json_decref(log);
	free(args);
}

static void annotations_are_escaped_and_keep_their_budget(void **state)
{
	struct finding *f = many();
	struct report r = report_of(f, 1);
	struct strbuf text = STRBUF_INIT;
	size_t lines = 0;

	(void)state;
	f[0].loc.path = "a:b,c.c";
	write_report(&r, "github", &text);
	assert_string_equal(text.text, "::error file=sub/a%3Ab%2Cc.c,line=1,endLine=1,col=1,endColumn=2,title=rule/Name::50%25 of: a, b  next\n");
	r.n_findings = 11;
	write_report(&r, "github", &text);
	for (size_t i = 0; i < text.len; i++)
		lines += text.text[i] == '\n';
	assert_int_equal(lines, 11);
	assert_null(strstr(text.text, "more findings"));
	r.n_findings = N_MANY;
	write_report(&r, "github", &text);
	lines = 0;
	for (size_t i = 0; i < text.len; i++)
		lines += text.text[i] == '\n';
	assert_int_equal(lines, 20);
	assert_non_null(strstr(text.text, "::error title=whynot::591 more findings"));
	assert_non_null(strstr(text.text, "::warning title=whynot::5391 more findings"));
	strbuf_release(&text);
	free(f);
}

static void gitlab_and_reviewdog_read_json(void **state)
{
	struct finding f[2] = { finding(SEVERITY_ERROR, "src/a b.c", 2, 5), finding(SEVERITY_NOTE, "/usr/include/x.h", 0, 0) };
	struct report r = report_of(f, 2);
	struct strbuf text = STRBUF_INIT;
	json_t *root;

	(void)state;
	write_report(&r, "gitlab", &text);
	root = json_loadb(text.text, text.len, 0, NULL);
	assert_int_equal(json_array_size(root), 1);
	assert_string_equal(text_at(root, "0/severity"), "major");
	assert_string_equal(text_at(root, "0/location/path"), "sub/src/a b.c");
	assert_string_equal(text_at(root, "0/fingerprint"), "abc");
	json_decref(root);
	write_report(&r, "rdjson", &text);
	root = json_loadb(text.text, text.len, 0, NULL);
	assert_int_equal(json_array_size(at(root, "diagnostics")), 2);
	/* Bytes: the name has six. */
	assert_int_equal(json_integer_value(at(root, "diagnostics/0/location/range/end/column")), 11);
	assert_string_equal(text_at(root, "diagnostics/1/location/path"), "/usr/include/x.h");
	assert_null(at(root, "diagnostics/1/location/range"));
	json_decref(root);
	strbuf_release(&text);
}

static void checkstyle_is_xml(void **state)
{
	struct finding f = finding(SEVERITY_WARNING, "src/a b.c", 2, 5);
	struct finding_arg arg = { "String", "<&\"'\x01\xff\xc3\xa4", { NULL, 0, 0 } };
	struct report r = report_of(&f, 1);
	struct strbuf text = STRBUF_INIT;

	(void)state;
	f.args = &arg;
	write_report(&r, "checkstyle", &text);
	assert_non_null(strstr(text.text, "message=\"&#60;&#38;&#34;&#39;\xef\xbf\xbd\xef\xbf\xbd\xc3\xa4\""));
	assert_non_null(strstr(text.text, "<file name=\"sub/src/a b.c\">"));
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_result_is_as_github_wants_it),
		cmocka_unit_test(the_line_hash_is_the_files),
		cmocka_unit_test(what_is_outside_or_has_no_place_is_left_out),
		cmocka_unit_test(two_of_a_rule_on_a_line_are_one_alert),
		cmocka_unit_test(suppressed_ones_are_marked),
		cmocka_unit_test(the_limits_of_github_are_kept),
		cmocka_unit_test(long_chains_are_cut),
		cmocka_unit_test(annotations_are_escaped_and_keep_their_budget),
		cmocka_unit_test(gitlab_and_reviewdog_read_json),
		cmocka_unit_test(checkstyle_is_xml),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
