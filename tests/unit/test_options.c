/* The command line: every spelling of a value, the commands, and each wrong use with its message. */
#include "tests/unit/unit.h"
#include <string.h>

#include "analyzer/options.h"

enum { MOST_WORDS = 16 };

static int parse(struct options *o, struct error *e, const char *line)
{
	static char words[256];
	char *argv[MOST_WORDS] = { (char *)"whynot" };
	int argc = 1;

	assert_true(strlen(line) < sizeof words);
	memcpy(words, line, strlen(line) + 1);
	for (char *at = words; *at && argc < MOST_WORDS - 1;) {
		argv[argc++] = at;
		at += strcspn(at, " ");
		if (*at)
			*at++ = '\0';
	}
	return options_parse(o, argc, argv, e);
}

static void a_level_has_three_spellings(void **state)
{
	static const char *const lines[] = { "-m2", "-m=2", "-m 2", "check -m=2" };

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct options o;
		struct error e = ERROR_INIT;

		assert_int_equal(parse(&o, &e, lines[i]), 0);
		assert_int_equal(o.level, 2);
		assert_int_equal(o.files.n, 0);
		assert_int_equal(o.command, COMMAND_CHECK);
		options_release(&o);
		error_release(&e);
	}
}

static void the_first_operand_may_be_a_command(void **state)
{
	struct options o;
	struct error e = ERROR_INIT;

	(void)state;
	assert_int_equal(parse(&o, &e, "explain link"), 0);
	assert_int_equal(o.command, COMMAND_EXPLAIN);
	assert_int_equal(o.files.n, 1);
	assert_string_equal(o.files.items[0], "link");
	options_release(&o);
	assert_int_equal(parse(&o, &e, "a.c check"), 0);
	assert_int_equal(o.command, COMMAND_CHECK);
	assert_int_equal(o.files.n, 2);
	options_release(&o);
	error_release(&e);
}

static void words_behind_two_dashes_are_for_clang(void **state)
{
	struct options o;
	struct error e = ERROR_INIT;

	(void)state;
	assert_int_equal(parse(&o, &e, "check a.c -- -Iinclude -m32"), 0);
	assert_true(o.has_clang_args);
	assert_int_equal(o.clang_args.n, 2);
	assert_int_equal(o.level, 0);
	options_release(&o);
	assert_int_equal(parse(&o, &e, "check --hook -- -odd.c"), 0);
	assert_false(o.has_clang_args);
	assert_int_equal(o.files.n, 1);
	options_release(&o);
	error_release(&e);
}

static void records_may_be_named(void **state)
{
	struct options o;
	struct error e = ERROR_INIT;

	(void)state;
	assert_int_equal(parse(&o, &e, "--remarks=read:out/a.opt.yaml"), 0);
	assert_int_equal(o.remarks, CODEGEN_READ);
	assert_string_equal(o.records, "out/a.opt.yaml");
	options_release(&o);
	assert_int_equal(parse(&o, &e, "--remarks=read"), 0);
	assert_null(o.records);
	options_release(&o);
	error_release(&e);
}

static void models_come_in_their_order(void **state)
{
	struct options o;
	struct error e = ERROR_INIT;

	(void)state;
	assert_int_equal(parse(&o, &e, "--models=a --only=b --models c"), 0);
	assert_int_equal(o.models.n, 2);
	assert_string_equal(o.models.items[0], "a");
	assert_string_equal(o.models.items[1], "c");
	options_release(&o);
	error_release(&e);
}

static void wrong_use_is_said(void **state)
{
	static const struct { const char *line, *message; } wrong[] = {
		{ "--wat", "unknown option '--wat'; see whynot --help" },
		{ "-z", "unknown option '-z'; see whynot --help" },
		{ "-m=4", "-m takes 1 (verdicts), 2 (reasons) or 3 (everything), not '4'" },
		{ "-m", "option '-m' needs a value (LEVEL); see whynot --help" },
		{ "--hook=yes", "option '--hook' takes no value" },
		{ "--opt=2", "--opt takes -O0, -O1, -O2, -O3, -Os, -Oz, -Ofast or -Og, not '2'" },
		{ "-j many", "-j takes a number from 0 to 1024, not 'many'" },
		{ "-j -1", "-j takes a number from 0 to 1024, not '-1'" },
		{ "--unit-timeout=1h", "--unit-timeout takes a number from 0 to 86400, not '1h'" },
		{ "--unit-memory=99999999999999999999", "--unit-memory takes a number from 0 to 16777216, not '99999999999999999999'" },
		{ "--remarks=maybe", "--remarks takes off, run, read or read:WHERE, not 'maybe'" },
		{ "--fail-level=bad", "--fail-level takes note, warning or error, not 'bad'" },
		{ "--color=blue", "--color takes auto, always or never, not 'blue'" },
		{ "--models=", "--models takes a file that describes functions, in the form of rules/escape_models.txt" },
		{ "--only=", "--only takes rules, for example --only=unused-include,include-cycle" },
		{ "check -- -I.", "no file named before '--'; the form is: whynot check FILE... -- CLANG-ARGUMENTS" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct options o;
		struct error e = ERROR_INIT;

		assert_true(parse(&o, &e, wrong[i].line) < 0);
		assert_string_equal(e.text.text, wrong[i].message);
		options_release(&o);
		error_release(&e);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_level_has_three_spellings),
		cmocka_unit_test(the_first_operand_may_be_a_command),
		cmocka_unit_test(words_behind_two_dashes_are_for_clang),
		cmocka_unit_test(records_may_be_named),
		cmocka_unit_test(models_come_in_their_order),
		cmocka_unit_test(wrong_use_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
