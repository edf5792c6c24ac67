/* Fingerprints: the same when lines move or are indented anew, different for everything that differs. */
#include "rules/gate/identity.h"

#include "tests/unit/unit.h"

#include <string.h>

static const char bytes[] = "f(a);\n\tf( a);\ng(a);\n";
static const size_t starts[] = { 0, 6, 14 };
static const struct exhibit_source sources[] = { { "a.c", bytes, sizeof bytes - 1, starts, 3 } };
static const struct exhibit exhibit = { .sources = sources, .n_sources = 1 };
static const struct finding_arg args[] = { { "String", "one", { NULL, 0, 0 } }, { "String", "two", { NULL, 0, 0 } } };

static struct finding finding(uint32_t line)
{
	return (struct finding){ .rule = "r", .name = "N", .category = "r", .function = "f", .config = "", .loc = { "a.c", line, 1 },
				 .args = args, .n_args = 1, .n_message_args = 1 };
}

static void fill(struct finding *f, size_t n, struct arena *memory)
{
	struct finding *all[8];

	for (size_t i = 0; i < n; i++)
		all[i] = &f[i];
	identity_fill(all, n, &exhibit, memory);
}

static void lines_may_move_and_blanks_change(void **state)
{
	struct finding first = finding(1), second = finding(2), third = finding(3);
	struct arena memory = { 0 };

	(void)state;
	fill(&first, 1, &memory);
	fill(&second, 1, &memory);
	fill(&third, 1, &memory);
	assert_int_equal(strlen(first.fingerprint), IDENTITY_DIGITS);
	assert_string_equal(first.fingerprint, second.fingerprint);
	assert_string_not_equal(first.fingerprint, third.fingerprint);
	arena_release(&memory);
}

static void each_part_counts(void **state)
{
	struct finding f[8];
	struct arena memory = { 0 };

	(void)state;
	for (size_t i = 0; i < 8; i++)
		f[i] = finding(1);
	f[1].rule = "q";
	f[2].name = "M";
	f[3].function = "g";
	f[4].config = "c";
	f[5].args = &args[1];
	f[6].loc.path = "b.c";
	fill(f, 8, &memory);
	for (size_t i = 0; i < 8; i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(f[i].fingerprint, f[k].fingerprint);
	arena_release(&memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_may_move_and_blanks_change),
		cmocka_unit_test(each_part_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
