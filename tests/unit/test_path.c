#include "analyzer/base/path.h"
#include "analyzer/base/srcloc.h"
#include "tests/unit/unit.h"
#include "tests/unit/scratch.h"

static void join_normalises(void **state)
{
	static const struct { const char *directory, *path, *joined; } cases[] = {
		{ "/p", "a.c", "/p/a.c" },
		{ "/p", "/q/a.c", "/q/a.c" },
		{ "/p/", "./a.c", "/p/a.c" },
		{ "/p//q///", "r//./s/", "/p/q/r/s" },
		{ "/p/q", "../a.c", "/p/a.c" },
		{ "/p/q", "../..", "/" },
		{ "/p", "../../../a.c", "/a.c" },
		{ "/", "..", "/" },
		{ "/", "../..", "/" },
		{ "/..", "a.c", "/a.c" },
		{ "/", "", "/" },
		{ "/p", "", "/p" },
		{ "/p", ".", "/p" },
		{ "/p", "...", "/p/..." },
		{ "/p", "..a/.b", "/p/..a/.b" },
		{ "", "a.c", "a.c" },
		{ "", "", "." },
		{ ".", "a.c", "a.c" },
		{ "p", "../a.c", "a.c" },
		{ "p", "..", "." },
		{ "p", "../../a.c", "../a.c" },
		{ "..", "../a.c", "../../a.c" },
		{ "../p", "../a.c", "../a.c" },
		{ "p/../..", "q", "../q" },
		{ "/p/../..", "../q", "/q" },
	};
	struct strbuf used = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf fresh = STRBUF_INIT;

		path_join(cases[i].directory, cases[i].path, &fresh);
		assert_string_equal(fresh.text, cases[i].joined);
		strbuf_release(&fresh);
		path_join(cases[i].directory, cases[i].path, &used);
		assert_string_equal(used.text, cases[i].joined);
		assert_int_equal(used.len, strlen(used.text));
	}
	strbuf_release(&used);
}

/* Every path of up to five parts from these: joining the result once more changes nothing. */
static void a_joined_path_is_a_fixed_point(void **state)
{
	static const char *const parts[] = { "", ".", "..", "a", "/" };
	struct strbuf path = STRBUF_INIT, once = STRBUF_INIT, twice = STRBUF_INIT;

	(void)state;
	for (unsigned n = 0; n < 5 * 5 * 5 * 5 * 5; n++) {
		strbuf_clear(&path);
		for (unsigned k = 0, left = n; k < 5; k++, left /= 5) {
			strbuf_adds(&path, parts[left % 5]);
			strbuf_addc(&path, '/');
		}
		path_join("", path.text + 1, &once);
		path_join("", once.text, &twice);
		assert_string_equal(once.text, twice.text);
		path_join("/r", path.text, &once);
		assert_null(strstr(once.text, "/../"));
		assert_null(strstr(once.text, "//"));
		assert_true(path_is_absolute(once.text));
	}
	strbuf_release(&path);
	strbuf_release(&once);
	strbuf_release(&twice);
}

static void base_and_extension(void **state)
{
	(void)state;
	assert_string_equal(path_base("/a/b.c"), "b.c");
	assert_string_equal(path_base("b.c"), "b.c");
	assert_string_equal(path_base("/a/"), "");
	assert_string_equal(path_base(""), "");
	assert_string_equal(path_extension("a.b/c"), "");
	assert_string_equal(path_extension("a.b/c.tar.gz"), ".gz");
	assert_string_equal(path_extension(".clang-tidy"), "");
	assert_string_equal(path_extension("x/.c"), "");
	assert_string_equal(path_extension("a."), ".");
	assert_string_equal(path_extension(""), "");
}

static void below_counts_whole_components(void **state)
{
	(void)state;
	assert_true(path_is_below("/p/a", "/p"));
	assert_true(path_is_below("/p", "/p"));
	assert_false(path_is_below("/pq/a", "/p"));
	assert_false(path_is_below("/", "/p"));
	assert_true(path_is_below("/p", "/"));
	assert_true(path_is_below("/", "/"));
	assert_false(path_is_below("p", "/"));
}

static void relative_leaves_the_rest_alone(void **state)
{
	(void)state;
	assert_string_equal(path_relative("/p/src/a.c", "/p"), "src/a.c");
	assert_string_equal(path_relative("/pq/a.c", "/p"), "/pq/a.c");
	assert_string_equal(path_relative("/p", "/p"), "/p");
	assert_string_equal(path_relative("/a.c", "/"), "a.c");
	assert_string_equal(path_relative("/", "/"), "/");
	assert_string_equal(path_relative("a.c", "/p"), "a.c");
}

static void real_path_follows_links_and_keeps_what_is_missing(void **state)
{
	struct scratch s;
	struct strbuf link = STRBUF_INIT, real = STRBUF_INIT, expected = STRBUF_INIT;

	(void)state;
	scratch_init(&s);
	scratch_write(&s, "target", "");
	path_real(scratch_path(&s, "target"), &expected);
	strbuf_adds(&link, scratch_path(&s, "link"));
	assert_int_equal(symlink("target", link.text), 0);
	path_real(link.text, &real);
	assert_string_equal(real.text, expected.text);
	path_real("/nowhere/./x", &real);
	assert_string_equal(real.text, "/nowhere/./x");
	strbuf_release(&link);
	strbuf_release(&real);
	strbuf_release(&expected);
	scratch_release(&s);
}

static void places_are_ordered_by_path_line_column(void **state)
{
	static const struct srcloc sorted[] = {
		{ NULL, 0, 0 }, { "a.c", 0, 0 }, { "a.c", 1, 0 }, { "a.c", 1, 9 }, { "a.c", 10, 1 },
		{ "a.c", UINT32_MAX, 1 }, { "a.c/b", 1, 1 }, { "b.c", 0, 0 }, { "\xc3\xa4.c", 1, 1 },
	};
	enum { N = sizeof sorted / sizeof *sorted };

	(void)state;
	for (int i = 0; i < N; i++) {
		for (int k = 0; k < N; k++) {
			int order = srcloc_compare(sorted[i], sorted[k]);

			assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(join_normalises),
		cmocka_unit_test(a_joined_path_is_a_fixed_point),
		cmocka_unit_test(base_and_extension),
		cmocka_unit_test(below_counts_whole_components),
		cmocka_unit_test(relative_leaves_the_rest_alone),
		cmocka_unit_test(real_path_follows_links_and_keeps_what_is_missing),
		cmocka_unit_test(places_are_ordered_by_path_line_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
