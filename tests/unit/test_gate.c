#include "rules/gate/gate.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

static struct finding finding(const char *category, const char *rule, enum severity severity, int level, const char *path)
{
	return (struct finding){ .severity = severity, .level = level, .category = category, .rule = rule, .name = "X",
				 .function = "<file>", .config = "", .loc = { .path = path, .line = path ? 1 : 0 } };
}

enum { N_FINDINGS = 12 };

/* `name` tells the findings apart in what is expected: one letter each. */
static void make_findings(struct finding f[N_FINDINGS])
{
	static const char *const names[N_FINDINGS] = { "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L" };
	const char *a = "src/a.c";

	f[0] = finding("escape", "escape", SEVERITY_ERROR, 1, a);
	f[1] = finding("escape", "escape", SEVERITY_WARNING, 1, a);
	f[2] = finding("escape", "escape", SEVERITY_NOTE, 1, a);
	f[3] = finding("escape", "escape", SEVERITY_NOTE, 2, a);
	f[4] = finding("escape", "escape", SEVERITY_WARNING, 2, a);
	f[5] = finding("whynot", "whynot", SEVERITY_NOTE, 0, a);
	f[6] = finding("compiler", "inline", SEVERITY_NOTE, 2, "src/sub/b.c");
	f[7] = finding("compiler", "gvn", SEVERITY_NOTE, 3, "src/sub/b.c");
	f[8] = finding("compiler", "inline", SEVERITY_NOTE, 1, NULL);
	f[9] = finding("whynot", "whynot", SEVERITY_WARNING, 1, "src2/c.c");
	f[10] = finding("whynot", "whynot", SEVERITY_WARNING, 1, NULL);
	f[11] = finding("escape", "escape", SEVERITY_WARNING, 3, "/usr/include/d.h");
	for (size_t i = 0; i < N_FINDINGS; i++)
		f[i].name = names[i];
}

struct row {
	struct {
		int level;
		enum severity fail_level;
		bool never_fail;
		const char *const *only;
		size_t n_only;
		const char *const *files;
		size_t n_files;
	} options;
	const char *shown; /* the names of what is shown */
	size_t hidden[4], elsewhere, failing;
};

#define LIST(...) (const char *const[]){ __VA_ARGS__ }, sizeof (const char *const[]){ __VA_ARGS__ } / sizeof (const char *)

static const struct row rows[] = {
	/* levels */
	{ { 0, SEVERITY_WARNING, false, NULL, 0, NULL, 0 }, "ABFJK", { 0, 2, 3, 2 }, 0, 4 },
	{ { 1, SEVERITY_WARNING, false, NULL, 0, NULL, 0 }, "ABCFIJK", { 0, 0, 3, 2 }, 0, 4 },
	{ { 2, SEVERITY_WARNING, false, NULL, 0, NULL, 0 }, "ABCDEFGIJK", { 0, 0, 0, 2 }, 0, 5 },
	{ { 3, SEVERITY_WARNING, false, NULL, 0, NULL, 0 }, "ABCDEFGHIJKL", { 0 }, 0, 6 },
	/* what fails */
	{ { 1, SEVERITY_ERROR, false, NULL, 0, NULL, 0 }, "ABCFIJK", { 0, 0, 3, 2 }, 0, 1 },
	{ { 1, SEVERITY_NOTE, false, NULL, 0, NULL, 0 }, "ABCFIJK", { 0, 0, 3, 2 }, 0, 7 },
	{ { 1, SEVERITY_NOTE, true, NULL, 0, NULL, 0 }, "ABCFIJK", { 0, 0, 3, 2 }, 0, 0 },
	/* rules, and passes of the compiler's */
	{ { 2, SEVERITY_WARNING, false, LIST("compiler"), NULL, 0 }, "GI", { 0, 0, 0, 1 }, 0, 0 },
	{ { 3, SEVERITY_WARNING, false, LIST("gvn"), NULL, 0 }, "H", { 0 }, 0, 0 },
	{ { 0, SEVERITY_WARNING, false, LIST("inline", "whynot"), NULL, 0 }, "FJK", { 0, 1, 1, 0 }, 0, 2 },
	{ { 3, SEVERITY_WARNING, false, LIST("esc"), NULL, 0 }, "", { 0 }, 0, 0 },
	/* files: itself, a folder, not a name that only begins alike; what has no place is nowhere */
	{ { 1, SEVERITY_WARNING, false, NULL, 0, LIST("src/a.c") }, "ABCF", { 0, 0, 2, 0 }, 3, 2 },
	{ { 3, SEVERITY_WARNING, false, NULL, 0, LIST("src") }, "ABCDEFGH", { 0 }, 4, 3 },
	{ { 0, SEVERITY_WARNING, false, NULL, 0, LIST("src/sub/b.c", "src2") }, "J", { 0, 0, 1, 1 }, 4, 1 },
	{ { 3, SEVERITY_WARNING, false, NULL, 0, LIST(".") }, "ABCDEFGHJ", { 0 }, 3, 4 },
	{ { 3, SEVERITY_WARNING, false, NULL, 0, LIST("/") }, "L", { 0 }, 11, 1 },
	/* both */
	{ { 1, SEVERITY_WARNING, false, LIST("inline"), LIST("src") }, "", { 0, 0, 1, 0 }, 1, 0 },
};

static void it_shows_hides_and_fails_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *row = &rows[i];
		struct finding f[N_FINDINGS];
		struct gate_counts counts = { .shown = 99, .failing = 99 };
		char shown[N_FINDINGS + 1] = "";
		size_t n;

		struct gate_options options = { .level = row->options.level, .fail_level = row->options.fail_level,
						.never_fail = row->options.never_fail, .only = row->options.only,
						.n_only = row->options.n_only, .files = row->options.files,
						.n_files = row->options.n_files };

		make_findings(f);
		n = gate_apply(&options, f, N_FINDINGS, &counts, NULL);
		for (size_t k = 0; k < n; k++)
			shown[k] = f[k].name[0];
		if (strcmp(shown, row->shown))
			fail_msg("row %zu: %s is shown, not %s", i, shown, row->shown);
		if (counts.shown != n || counts.elsewhere != row->elsewhere || counts.failing != row->failing
		    || memcmp(counts.hidden_by_level, row->hidden, sizeof row->hidden))
			fail_msg("row %zu: hidden %zu %zu %zu %zu, elsewhere %zu, failing %zu", i, counts.hidden_by_level[0],
				 counts.hidden_by_level[1], counts.hidden_by_level[2], counts.hidden_by_level[3],
				 counts.elsewhere, counts.failing);
	}
}

/* The names of what is shown under these options. */
static const char *shown_under(const struct gate_options *o, struct finding *f, struct gate_counts *counts)
{
	static char shown[N_FINDINGS + 1];
	size_t n;

	make_findings(f);
	n = gate_apply(o, f, N_FINDINGS, counts, NULL);
	for (size_t k = 0; k < n; k++)
		shown[k] = f[k].name[0];
	shown[n] = '\0';
	assert_int_equal(counts->found, counts->unwanted + counts->elsewhere + counts->elsewhere_hidden +
			 counts->hidden_by_level[1] + counts->hidden_by_level[2] + counts->hidden_by_level[3] + counts->shown);
	return shown;
}

static void the_project_sets_severities_and_levels(void **state)
{
	static const struct gate_rule lines[] = {
		{ "escape", NULL, true, false, false, SEVERITY_NOTE, 0 },
		{ "escape", "C", false, true, true, SEVERITY_ERROR, 1 },
		{ "inline", NULL, false, true, true, SEVERITY_WARNING, 1 },
		{ "compiler", "H", true, false, false, SEVERITY_NOTE, 0 },
		{ "whynot", "K", false, true, false, SEVERITY_NOTE, 0 },
	};
	struct gate_options o = { .fail_level = SEVERITY_WARNING, .rules = lines, .n_rules = 5 };
	struct finding f[N_FINDINGS];
	struct gate_counts counts;

	(void)state;
	assert_string_equal(shown_under(&o, f, &counts), "CFGIJ");
	assert_int_equal(f[0].severity, SEVERITY_ERROR);
	assert_int_equal(counts.failing, 4);
	assert_int_equal(counts.unwanted, 6);
	o.n_rules = 1;
	o.level = 3;
	assert_string_equal(shown_under(&o, f, &counts), "FGHIJK");
}

static void patterns_count_from_the_settings_folder(void **state)
{
	static const char *const include[] = { "sub/src", "sub/src2" }, *const exclude[] = { "**/b.c" };
	struct gate_options o = { .level = 3, .root = "/p/sub", .patterns_from = "/p", .include = include, .n_include = 2,
				  .exclude = exclude, .n_exclude = 1 };
	struct finding f[N_FINDINGS];
	struct gate_counts counts;

	(void)state;
	assert_string_equal(shown_under(&o, f, &counts), "ABCDEFIJK");
	o.n_include = 1;
	assert_string_equal(shown_under(&o, f, &counts), "ABCDEFIK");
	assert_int_equal(counts.elsewhere, 4);
	o.n_include = 0;
	assert_string_equal(shown_under(&o, f, &counts), "ABCDEFIJKL");
}

static size_t sum(const struct gate_counts *c)
{
	return c->unwanted + c->generated + c->elsewhere + c->elsewhere_hidden + c->suppressed + c->hidden_by_level[0] +
	       c->hidden_by_level[1] + c->hidden_by_level[2] + c->hidden_by_level[3] + c->shown;
}

static void comments_and_generated_files_silence(void **state)
{
	static const char *const generated[] = { "src/sub/b.c", "src2/c.c" };
	static const char *const reason = "known";
	struct suppressions *s = suppressions_new();
	struct gate_options o = { .level = 1, .generated = generated, .n_generated = 2, .suppressions = s };
	struct finding f[N_FINDINGS];
	struct gate_counts counts;
	struct gate_silents silent = { 0 };
	size_t n;

	(void)state;
	suppressions_add(s, &(struct suppress_comment){ .at = { "src/a.c", 1, 9 }, .end_line = 1,
							.text = "// whynot: ignore[escape/A, escape/E]: known" });
	suppressions_close(s, "2026-01-01");
	make_findings(f);
	n = gate_apply(&o, f, N_FINDINGS, &counts, &silent);
	assert_int_equal(counts.suppressed, 2);
	/* G and H; J speaks of the tool's own troubles. */
	assert_int_equal(counts.generated, 2);
	assert_int_equal(n, counts.shown);
	assert_int_equal(sum(&counts), N_FINDINGS);
	/* E would not be shown at this level. */
	assert_int_equal(silent.list.n, 1);
	assert_string_equal(silent.list.items[0].finding.name, "A");
	assert_string_equal(silent.list.items[0].reason, reason);
	VEC_RELEASE(&silent.list);
	suppressions_free(s);
}

static struct suppressions *random_comments(unsigned *seed)
{
	static const char *const texts[] = {
		"// whynot: ignore[escape]: r", "// NOLINT", "// whynot: ignore-file[inline, whynot/*]: r", "/* whynot: off[escape.A]: r */",
		"/* whynot: on[escape.A] */", "// NOLINTBEGIN(whynot-*)", "// NOLINTEND(whynot-*)", "// whynot: ignore-next[*]: r",
	};
	static const char *const paths[] = { "src/a.c", "src/sub/b.c", "src2/c.c", "/usr/include/d.h" };
	struct suppressions *s = suppressions_new();

	for (int i = rand_r(seed) % 5; i > 0; i--)
		suppressions_add(s, &(struct suppress_comment){ .at = { paths[rand_r(seed) % 4], (uint32_t)rand_r(seed) % 3, 1 },
								.text = texts[rand_r(seed) % 8] });
	suppressions_close(s, "2026-01-01");
	return s;
}

static void whatever_the_options_every_finding_is_counted_once(void **state)
{
	static const char *const only[] = { "escape", "gvn" }, *const files[] = { "src", "." }, *const patterns[] = { "**/b.c", "src" };
	static const char *const generated[] = { "src/a.c" };
	static const struct gate_rule lines[] = { { "escape", "B", true, false, false, SEVERITY_NOTE, 0 },
						  { "inline", NULL, false, true, true, SEVERITY_ERROR, 1 } };
	unsigned seed = 11;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct gate_options o = { .level = rand_r(&seed) % 4, .only = only, .n_only = (size_t)rand_r(&seed) % 3, .files = files,
					  .n_files = (size_t)rand_r(&seed) % 3, .rules = lines, .n_rules = (size_t)rand_r(&seed) % 3,
					  .root = "/p", .patterns_from = "/p", .include = patterns, .n_include = (size_t)rand_r(&seed) % 3,
					  .exclude = patterns, .n_exclude = (size_t)rand_r(&seed) % 2, .generated = generated,
					  .n_generated = (size_t)rand_r(&seed) % 2, .suppressions = random_comments(&seed) };
		struct gate_counts counts;
		struct finding f[N_FINDINGS];

		make_findings(f);
		gate_apply(&o, f, N_FINDINGS, &counts, NULL);
		if (sum(&counts) != N_FINDINGS || counts.found != N_FINDINGS)
			fail_msg("seed 11, round %d: %zu findings are counted of %d", round, sum(&counts), N_FINDINGS);
		for (size_t i = 0; i < counts.shown; i++)
			if (suppressions_match(o.suppressions, &f[i]))
				fail_msg("seed 11, round %d: %s is shown and suppressed", round, f[i].name);
		suppressions_free(o.suppressions);
	}
}

static void nothing_gives_nothing(void **state)
{
	struct gate_options o = { .level = 3 };
	struct gate_counts counts;

	(void)state;
	assert_int_equal(gate_apply(&o, NULL, 0, &counts, NULL), 0);
	assert_int_equal(counts.shown + counts.elsewhere + counts.failing, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_shows_hides_and_fails_as_the_table_says),
		cmocka_unit_test(the_project_sets_severities_and_levels),
		cmocka_unit_test(patterns_count_from_the_settings_folder),
		cmocka_unit_test(comments_and_generated_files_silence),
		cmocka_unit_test(whatever_the_options_every_finding_is_counted_once),
		cmocka_unit_test(nothing_gives_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
