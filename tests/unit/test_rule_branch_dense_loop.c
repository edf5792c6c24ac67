#include "tests/unit/rule_facts.h"

#define FUNCTION(conditions) "function  1:6  20:1  f  c:@F@f  void  3  -\nloop  2:1  19:1  for  0  -\n" conditions
#define UNIT(name, conditions, codegen) "unit  " name "  -  c  ok  -\nfile  " name "  main  0\n" FUNCTION(conditions) "end-of-files\n" codegen

/* Ordered comparisons of data in a body, each a decision of its own; a call in front of them. */
#define CALLS "call  2:1  g  a.c  0  1  -  -\n"
#define DATA(line) "condition  " line ":5  " line ":9  " line ":1  x < y  1  body  order  data  -  -\n"
#define FOUR CALLS DATA("3") DATA("4") DATA("5") DATA("6")

/* What the rule finds besides LoopBranches. */
static void expect_dense(const char *const *units, const char *expected)
{
	struct intern text;
	struct program *p = link_units(&text, units, true);
	struct strbuf found = STRBUF_INIT, dense = STRBUF_INIT;
	bool is_dense = false;

	judge(p, "branch-dense-loop", &found);
	for (const char *line = found.text; *line;) {
		size_t len = strcspn(line, "\n") + 1;

		if (*line != ' ')
			is_dense = memmem(line, len, ": BranchDenseLoop: ", 19) != NULL;
		if (is_dense)
			strbuf_add(&dense, line, len);
		line += len;
	}
	assert_string_equal(dense.text, expected);
	strbuf_release(&found);
	strbuf_release(&dense);
	unlink_units(p, &text);
}

static void severity_is_told_by_the_score(void **state)
{
	static const char *const texts[] = { UNIT("a.c", CALLS DATA("3") DATA("4") DATA("5"), ""), UNIT("a.c", FOUR, "") };
	static const enum severity expected[] = { SEVERITY_NOTE, SEVERITY_WARNING };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct intern text;
		struct program *p = link_units(&text, UNITS(texts[i]), true);
		struct arena memory = { 0 };
		struct emitter e;

		emitter_init(&e, &memory);
		rule_check(rule_find("branch-dense-loop"), p, &(struct rule_settings){ 0 }, &e);
		emitter_sort(&e);
		assert_int_equal(e.findings.n, 2);
		assert_int_equal(e.findings.items[0].severity, expected[i]);
		assert_int_equal(e.findings.items[0].level, 1);
		assert_string_equal(e.findings.items[0].name, "BranchDenseLoop");
		emitter_release(&e);
		arena_release(&memory);
		unlink_units(p, &text);
	}
}

static void each_branch_has_its_place_class_and_weight(void **state)
{
	(void)state;
	expect_dense(UNITS(UNIT("a.c", CALLS
		"condition  3:5  3:9  3:1  x < y  1  body  order  data  -  -\n"
		"condition  4:5  4:9  4:1  x == y  1  body  equal  state  -  -\n"
		"condition  5:5  5:9  5:1  f() < y  1  body  order  call  o  -\n"
		"condition  6:5  6:9  6:1  -  1  body  order  data  s4o  macro\n"
		"condition  7:5  7:9  2:1  *p  1  exit  truth  data  -  -\n"
		"condition  8:5  8:9  8:1  skip  1  body  truth  data  -  -\n", "")),
		"a.c:2:1: BranchDenseLoop: hint: 5 conditions of this loop are hard to predict: score 3.9, about 0.16 mispredicted branches a turn\n"
		"  a.c:3:5: Branch: x < y: ordered comparison of data, weight 1\n"
		"  a.c:4:5: Branch: x == y: comparison of state with a variable, weight 1\n"
		"  a.c:5:5: Branch: f() < y: ordered comparison of a call's result, weight 0.75\n"
		"  a.c:6:5: Branch: a condition in a macro: ordered comparison of data, weight 0.19\n"
		"  a.c:7:5: Branch: *p: exit decided by data, weight 1\n");
}

#define OK "codegen  ok  -  -O2  0  0  0\n"
#define JUMP(line, columns) "code_line  a.c  " line ":0  f  9  1  0  -  " columns "  0\n"
#define FOUND(score, more) \
	"a.c:2:1: BranchDenseLoop: hint: 4 conditions of this loop are hard to predict: score " score ", about 0.16 mispredicted branches a turn" more "\n" \
	"  a.c:3:5: Branch: x < y: ordered comparison of data, weight 1\n" \
	"  a.c:4:5: Branch: x < y: ordered comparison of data, weight 1\n" \
	"  a.c:5:5: Branch: x < y: ordered comparison of data, weight 1\n" \
	"  a.c:6:5: Branch: x < y: ordered comparison of data, weight 1\n"

/* On the operand, at the statement's keyword, between the two. */
static void a_jump_may_stand_at_the_statement(void **state)
{
	(void)state;
	expect_dense(UNITS(UNIT("a.c", FOUR, OK JUMP("3", "7") JUMP("4", "1") JUMP("5", "4") JUMP("6", "9,12"))),
			FOUND("4.0", ""));
}

static void what_has_no_jump_does_not_count(void **state)
{
	(void)state;
	expect_dense(UNITS(UNIT("a.c", FOUR DATA("7") DATA("8"),
							OK JUMP("3", "7") JUMP("4", "7") JUMP("5", "7") JUMP("6", "7") JUMP("7", "-") JUMP("8", "10,11"))),
			FOUND("4.0", "; 2 more have no jump in the machine code")
			"  a.c:7:5: Reason: x < y does not count: no conditional jump is left of it in the machine code\n"
			"  a.c:8:5: Reason: x < y does not count: no conditional jump is left of it in the machine code\n");
}

/* One jump in the operand of its neighbour says nothing of this one; one at the && may be of either. */
static void operands_of_one_decision_share_what_is_between_them(void **state)
{
	static const char two[] = CALLS "condition  3:5  3:9  3:1  x < y  1  body  order  data  -  -\n"
				  "condition  3:15  3:19  3:1  a < b  1  body  order  data  -  -\n" DATA("4") DATA("5");
	char unit[4000];

	(void)state;
	snprintf(unit, sizeof unit, "unit  a.c  -  c  ok  -\nfile  a.c  main  0\n" FUNCTION("%s") "end-of-files\n" OK JUMP("3", "7") JUMP("4", "7") JUMP("5", "7"), two);
	expect_dense(UNITS(unit),
			"a.c:2:1: BranchDenseLoop: hint: 3 conditions of this loop are hard to predict: score 3.0, about 0.12 mispredicted branches a turn; "
			"1 more has no jump in the machine code\n"
			"  a.c:3:5: Branch: x < y: ordered comparison of data, weight 1\n"
			"  a.c:4:5: Branch: x < y: ordered comparison of data, weight 1\n"
			"  a.c:5:5: Branch: x < y: ordered comparison of data, weight 1\n"
			"  a.c:3:15: Reason: a < b does not count: no conditional jump is left of it in the machine code\n");
	/* So may be the second of two in the neighbour. */
	for (int i = 0; i < 2; i++) {
		snprintf(unit, sizeof unit, "unit  a.c  -  c  ok  -\nfile  a.c  main  0\n" FUNCTION("%s") "end-of-files\n" OK "code_line  a.c  3:0  f  9  1  0  -  %s  0\n" JUMP("4", "7") JUMP("5", "7"), two, i ? "7,7" : "7,12");
		expect_dense(UNITS(unit),
				"a.c:2:1: BranchDenseLoop: hint: 4 conditions of this loop are hard to predict: score 4.0, about 0.16 mispredicted branches a turn\n"
				"  a.c:3:5: Branch: x < y: ordered comparison of data, weight 1\n"
				"  a.c:3:15: Branch: a < b: ordered comparison of data, weight 1\n"
				"  a.c:4:5: Branch: x < y: ordered comparison of data, weight 1\n"
				"  a.c:5:5: Branch: x < y: ordered comparison of data, weight 1\n");
	}
}

/* A jump with the place of the operand and of the && is one; and so is one of which there are two copies. */
static void one_jump_is_not_counted_twice(void **state)
{
	static const char *const lines[] = { "code_line  a.c  3:0  f  9  1  0  -  7+12  0\n",
					     "code_line  a.c  3:0  f  9  1  0  -  7  0\ncode_line  a.c  3:0  other  9  1  0  -  7  0\n" };
	char unit[4000];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		snprintf(unit, sizeof unit, "unit  a.c  -  c  ok  -\nfile  a.c  main  0\n" FUNCTION("%s") "end-of-files\n" OK "%s" JUMP("4", "7") JUMP("5", "7"),
			 CALLS "condition  3:5  3:9  3:1  x < y  1  body  order  data  -  -\ncondition  3:15  3:19  3:1  a < b  1  body  order  data  -  -\n"
			 DATA("4") DATA("5"), lines[i]);
		expect_dense(UNITS(unit),
				"a.c:2:1: BranchDenseLoop: hint: 3 conditions of this loop are hard to predict: score 3.0, about 0.12 mispredicted branches a turn; "
				"1 more has no jump in the machine code\n"
				"  a.c:3:5: Branch: x < y: ordered comparison of data, weight 1\n"
				"  a.c:4:5: Branch: x < y: ordered comparison of data, weight 1\n"
				"  a.c:5:5: Branch: x < y: ordered comparison of data, weight 1\n"
				"  a.c:3:15: Reason: a < b does not count: no conditional jump is left of it in the machine code\n");
	}
}

/* A loop of which all copies were unrolled completely has no exit; a jump where it stands is of one that was not. */
static void an_unrolled_loop_has_no_exit(void **state)
{
#define EXIT CALLS "condition  2:8  2:12  2:1  *p < n  1  exit  order  data  -  -\n"
#define UNROLLED(place) "remark  a.c  " place "  passed  loop-unroll  FullyUnrolled  f  0  1  -\n"
	static const char gone[] = "a.c:2:1: LoopBranches: 0 of 1 condition of this loop count: score 0.0\n"
				   "  a.c:2:8: Branch: *p < n: does not count: the compiler unrolled the loop completely\n";
	static const char counts[] = "a.c:2:1: LoopBranches: 1 of 1 condition of this loop counts: score 1.0\n"
				     "  a.c:2:8: Branch: *p < n: exit decided by data, weight 1\n";

	(void)state;
	expect_findings("branch-dense-loop", UNITS(UNIT("a.c", EXIT, OK UNROLLED("2:1") JUMP("3", "7"))), gone);
	expect_findings("branch-dense-loop", UNITS(UNIT("a.c", EXIT, OK UNROLLED("2:1") JUMP("2", "1"))), counts);
	expect_findings("branch-dense-loop", UNITS(UNIT("a.c", EXIT, OK UNROLLED("2:1") JUMP("2", "8"))), counts);
	expect_findings("branch-dense-loop", UNITS(UNIT("a.c", EXIT, OK UNROLLED("3:1") JUMP("3", "7"))), counts);
}

/* The source only guesses that cheap arms need no jump: where the code was read, it tells. */
static void a_cheap_condition_with_a_jump_counts(void **state)
{
	(void)state;
	expect_findings("branch-dense-loop", UNITS(UNIT("a.c", CALLS
		"condition  3:5  3:9  3:1  x < y  1  body  order  data  -  cheap\n"
		"condition  4:5  4:9  4:1  x < y  1  body  order  data  -  cheap\n"
		"condition  5:5  5:9  5:1  x < y  1  body  order  counter  -  cheap\n", OK JUMP("3", "7") JUMP("4", "1") JUMP("5", "7"))),
		"a.c:2:1: LoopBranches: 1 of 3 conditions of this loop counts: score 1.0\n"
		"  a.c:3:5: Branch: x < y: ordered comparison of data, weight 1\n"
		"  a.c:4:5: Branch: x < y: does not count: both ways are so cheap that a compiler can do without a jump\n"
		"  a.c:5:5: Branch: x < y: does not count: it only looks at what the loop counts\n");
}

/* Not optimised, failed, off, without any code, or one of the units that read the file. */
static void nothing_is_taken_away_where_the_code_is_not_known(void **state)
{
	static const char *const codegens[] = {
		"codegen  ok  -  -O0  0  0  0\n" JUMP("3", "7"), "codegen  ok  -  -  0  0  0\n" JUMP("3", "7"),
		"codegen  failed  it crashed  -O2  0  0  0\n", "codegen  off  -  -O2  0  0  0\n", "codegen  no-record  none  -O2  0  0  0\n", OK, "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof codegens / sizeof *codegens; i++) {
		struct strbuf unit = STRBUF_INIT;

		strbuf_addf(&unit, UNIT("a.c", FOUR, "%s"), codegens[i]);
		expect_dense(UNITS(unit.text), FOUND("4.0", ""));
		strbuf_release(&unit);
	}
	expect_dense(UNITS(UNIT("a.c", FOUR, OK JUMP("3", "7")),
						  "unit  b.c  -  c  ok  -\nfile  b.c  main  0\nfile  a.c  -  0\n" FUNCTION(FOUR) "end-of-files\ncodegen  failed  -  -O2  0  0  0\n"),
			FOUND("4.0", ""));
}

static void any_copy_with_the_jump_counts(void **state)
{
	(void)state;
	expect_dense(UNITS(UNIT("a.c", FOUR, OK JUMP("3", "7") JUMP("4", "-")),
			      "unit  b.c  -  c  ok  -\nfile  b.c  main  0\nfile  a.c  main  0\n" FUNCTION(FOUR) "end-of-files\n" OK
			      "code_line  a.c  4:0  other  9  1  0  -  7  0\ncode_line  a.c  5:0  other  9  1  0  -  7  0\ncode_line  a.c  6:0  other  9  1  0  -  7  0\n"),
			FOUND("4.0", ""));
}

/* No line of the loop has code; what stands around it has. */
static void a_loop_without_code_is_silent(void **state)
{
	(void)state;
	expect_dense(UNITS(UNIT("a.c", FOUR, OK JUMP("1", "7") JUMP("20", "1"))), "");
}

static void generated_files_are_silent(void **state)
{
	(void)state;
	expect_dense(UNITS("unit  a.c  -  c  ok  -\nfile  a.c  main,generated  0\n" FUNCTION(FOUR) "end-of-files\n"), "");
}

/* Facts come from other machines, too: what makes no sense does no harm. */
static void senseless_facts_are_survived(void **state)
{
	(void)state;
	expect_findings("branch-dense-loop", UNITS(UNIT("a.c",
		"loop  3:1  4:1  do  9  once\nloop  5:1  6:1  do  3  once\ncall  2:1  g  a.c  0  4294967295  s  -\ncall  2:1  g  a.c  0  2  zz  -\n"
		"condition  9:9  1:1  7:7  x  7  body  order  data  s0s99999999999999999999  -\n"
		"condition  0:0  0:0  0:0  x  1  body  order  data  s0  -\n", OK JUMP("3", "x,,7+,+8,9+x,7++"))),
		"a.c:2:1: LoopBranches: 0 of 1 condition of this loop count: score 0.0\n"
		"  a.c:0:0: Branch: x: does not count: no conditional jump is left of it in the machine code\n");
}

static void all_conditions_are_told_at_level_3(void **state)
{
	(void)state;
	expect_findings("branch-dense-loop", UNITS(UNIT("a.c", CALLS DATA("3") DATA("4")
		"condition  7:5  7:9  2:1  i < n  1  exit  order  counter  -  counted\n"
		"condition  8:5  8:9  8:1  skip  1  body  truth  data  -  -\n", OK JUMP("3", "7") JUMP("4", "20"))),
		"a.c:2:1: LoopBranches: 1 of 4 conditions of this loop counts: score 1.0\n"
		"  a.c:3:5: Branch: x < y: ordered comparison of data, weight 1\n"
		"  a.c:4:5: Branch: x < y: does not count: no conditional jump is left of it in the machine code\n"
		"  a.c:7:5: Branch: i < n: does not count: the loop is counted\n"
		"  a.c:8:5: Branch: skip: does not count: a test of a truth value mostly goes one way\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(severity_is_told_by_the_score),
		cmocka_unit_test(each_branch_has_its_place_class_and_weight),
		cmocka_unit_test(a_jump_may_stand_at_the_statement),
		cmocka_unit_test(what_has_no_jump_does_not_count),
		cmocka_unit_test(one_jump_is_not_counted_twice),
		cmocka_unit_test(an_unrolled_loop_has_no_exit),
		cmocka_unit_test(a_cheap_condition_with_a_jump_counts),
		cmocka_unit_test(operands_of_one_decision_share_what_is_between_them),
		cmocka_unit_test(nothing_is_taken_away_where_the_code_is_not_known),
		cmocka_unit_test(any_copy_with_the_jump_counts),
		cmocka_unit_test(a_loop_without_code_is_silent),
		cmocka_unit_test(generated_files_are_silent),
		cmocka_unit_test(all_conditions_are_told_at_level_3),
		cmocka_unit_test(senseless_facts_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
