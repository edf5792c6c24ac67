/* Patterns, and the nearest name. */
#include "analyzer/base/glob.h"
#include "analyzer/base/nearest.h"

#include "tests/unit/unit.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct row {
	const char *pattern, *path;
	bool matches;
};

static const struct row rows[] = {
	{ "src", "src", true }, { "src", "src/a.c", true }, { "src/", "src/a.c", true }, { "src", "src2/a.c", false },
	{ "./src", "src/a.c", true }, { "src", "lib/src/a.c", false }, { "*.c", "a.c", true }, { "*.c", "src/a.c", false },
	{ "src/*.c", "src/a.c", true }, { "src/*.c", "src/sub/a.c", false }, { "**/*.c", "a.c", true },
	{ "**/*.c", "src/sub/a.c", true }, { "**/x", "ax", false }, { "**/x", "a/x", true }, { "**/x", "a/bx", false },
	{ "src/**/t.c", "src/t.c", true }, { "src/**/t.c", "src/a/b/t.c", true }, { "src/**/t.c", "src/at.c", false },
	{ "src/**", "src/a/b", true }, { "src**.h", "src/a/b.h", true }, { "**", "any/thing", true }, { "*", "any/thing", true },
	{ "?.c", "a.c", true }, { "?.c", "ab.c", false }, { "a?c", "a/c", false }, { "[a-c].h", "b.h", true },
	{ "[!a-c].h", "b.h", false }, { "[!a-c].h", "d.h", true }, { "[a", "[a", true }, { "[]]x", "]x", true }, { "\\*", "*", true },
	{ "\\*", "a", false }, { "a\\", "a\\", true }, { "", "a", false }, { "*a*b*c", "xaxbxcxxc", true }, { "*a*b*c", "xaxbx", false },
	{ "**/a/**/b/*.c", "x/a/y/b/z/a/b/q.c", true }, { "x_*.c/y", "x_1.c/y/z", true },
};

static void paths_match_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (glob_matches(rows[i].pattern, rows[i].path) != rows[i].matches)
			fail_msg("%s %s %s", rows[i].pattern, rows[i].matches ? "does not match" : "matches", rows[i].path);
}

static void words_match_whole(void **state)
{
	(void)state;
	assert_true(glob_matches_word("bugprone-*", "bugprone-x/y"));
	assert_true(glob_matches_word("*", ""));
	assert_true(glob_matches_word("a*c", "abbc"));
	assert_false(glob_matches_word("a*c", "abcd"));
	assert_false(glob_matches_word("escape", "escapes"));
	assert_true(glob_matches_word("<valgrind/*>", "<valgrind/memcheck.h>"));
}

/* The same by its definition, slowly: recursion over both. For patterns of letters, '/', '*' and '?' with "**" only as a component. */
static bool slow(const char *p, const char *s)
{
	if (!*p)
		return !*s || *s == '/';
	if (!strncmp(p, "**/", 3)) {
		if (slow(p + 3, s))
			return true;
		for (; *s; s++)
			if (*s == '/' && slow(p + 3, s + 1))
				return true;
		return false;
	}
	if (*p == '*') {
		for (;; s++) {
			if (slow(p + 1, s))
				return true;
			if (!*s || *s == '/')
				return false;
		}
	}
	if (!*s || (*p == '?' ? *s == '/' : *p != *s))
		return false;
	return slow(p + 1, s + 1);
}

static void any_path_matches_as_by_the_definition(void **state)
{
	static const char *const parts[] = { "a", "b", "*", "?", "/", "**/" };
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 60000; round++) {
		char pattern[64] = "", path[16] = "";
		size_t n = 0, len = 0;

		for (int i = rand_r(&seed) % 6; i > 0; i--) {
			const char *part = parts[rand_r(&seed) % 6];

			if (*part == '*' && n && pattern[n - 1] == '*')
				continue;
			if (part[1] && n && pattern[n - 1] != '/')
				continue;
			memcpy(pattern + n, part, strlen(part) + 1);
			n += strlen(part);
		}
		for (int i = rand_r(&seed) % 9; i > 0; i--)
			path[len++] = "ab/"[rand_r(&seed) % 3];
		path[len] = '\0';
		if (n && pattern[n - 1] == '/' && strncmp(pattern + (n > 2 ? n - 3 : 0), "**/", 3))
			continue; /* a '/' at the end does not count, which slow() does not know */
		if (glob_matches(pattern, path) != slow(pattern, path))
			fail_msg("seed 7, round %d: '%s' and '%s' differ from the definition", round, pattern, path);
	}
}

static void the_nearest_name_is_proposed(void **state)
{
	struct nearest n = { .asked = "includs" };

	(void)state;
	nearest_offer(&n, "database");
	assert_null(n.best);
	nearest_offer(&n, "include");
	nearest_offer(&n, "includes");
	assert_string_equal(n.best, "include");
	nearest_offer(&n, "Includs");
	assert_string_equal(n.best, "Includs");
	assert_int_equal(edit_distance("kitten", "sitting"), 3);
	assert_int_equal(edit_distance("", "abc"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_match_as_the_table_says),
		cmocka_unit_test(words_match_whole),
		cmocka_unit_test(any_path_matches_as_by_the_definition),
		cmocka_unit_test(the_nearest_name_is_proposed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
