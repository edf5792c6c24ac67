#include "analyzer/explain.h"
#include "analyzer/base/panic.h"
#include "rules/compiler_names.h"
#include "rules/rule.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

/* The last question's answer or error. */
struct talk {
	struct strbuf answer;
	struct error error;
};

static int ask(struct talk *t, const char *what)
{
	struct out o;
	int result;

	strbuf_clear(&t->answer);
	error_clear(&t->error);
	out_to_memory(&o, &t->answer);
	result = explain(what, &o, &t->error);
	assert_int_equal(out_close(&o, &t->error), 0);
	return result;
}

static size_t count(const char *text, const char *word)
{
	size_t n = 0;

	for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
		n++;
	return n;
}

static void expect(struct talk *t, const char *what, const char *const *words)
{
	if (ask(t, what) < 0)
		fail_msg("%s: %s", what, t->error.text.text);
	for (; *words; words++)
		if (!strstr(t->answer.text, *words))
			fail_msg("the answer to %s lacks '%s':\n%s", what, *words, t->answer.text);
}

#define EXPECT(what, ...) expect(t, what, (const char *const[]){ __VA_ARGS__, NULL })

static void expect_narrow(const char *text)
{
	for (const char *line = text, *end; (end = strchr(line, '\n')); line = end + 1)
		if (end - line > 100 || (end > line && end[-1] == ' '))
			fail_msg("too wide, or a blank at the end: %.*s", (int)(end - line), line);
}

static void a_rule_comes_with_its_findings(void **state)
{
	struct talk *t = *state;

	EXPECT("struct-padding", "struct-padding: ", "\nFindings:\n", "  struct-padding/PaddedStruct  (note, -m=2)\n");
	EXPECT("whynot", "  whynot/UnitFailed  (warning, always)\n");
	EXPECT("compiler", "optimisation remark", "  inline/NoDefinition  (note, -m=2)\n", "  gvn/LoadClobbered  (note, -m=2)\n");
}

static void a_finding_is_found_with_and_without_its_rule(void **state)
{
	struct talk *t = *state;

	EXPECT("PaddedStruct", "  struct-padding/PaddedStruct  (note, -m=2)\n");
	EXPECT("struct-padding/PaddedStruct", "  struct-padding/PaddedStruct  (note, -m=2)\n");
	assert_int_equal(ask(t, "include-cycle/PaddedStruct"), -1);
}

static void a_remark_is_found_by_pass_name_or_both(void **state)
{
	struct talk *t = *state;

	EXPECT("LoadClobbered", "  gvn/LoadClobbered  (note, -m=2)\n", "Usual causes in C:", "\n\nTry: ", "\n\nIgnore it ");
	EXPECT("inline/NoDefinition", "  inline/NoDefinition  (note, -m=2)\n", "-flto");
	assert_int_equal(count(t->answer.text, "(note, -m="), 1);
	EXPECT("compiler/NoDefinition", "  inline/NoDefinition  (note, -m=2)\n");
	EXPECT("licm", "licm: ", "  licm/Hoisted  (note, -m=3)\n", "  licm/PromoteLoopAccessesToScalar  (note, -m=3)\n");
	assert_int_equal(count(t->answer.text, "(note, -m="), 5);
}

static void a_word_with_several_meanings_gets_all_of_them(void **state)
{
	struct talk *t = *state;

	EXPECT("ArgumentRemoved", "  argpromotion/ArgumentRemoved  ", "\n\n  deadargelim/ArgumentRemoved  ");
}

static void upper_and_lower_case_are_alike(void **state)
{
	struct talk *t = *state;

	EXPECT("loadclobbered", "  gvn/LoadClobbered  ");
	EXPECT("tti", "  TTI/DontUnroll  ");
}

static void an_unknown_word_gets_the_nearest_names(void **state)
{
	struct talk *t = *state;

	assert_int_equal(ask(t, "LoadCloberred"), -1);
	assert_string_equal(t->error.text.text, "explain: there is no rule, finding or remark 'LoadCloberred'; nearest: gvn/LoadClobbered");
	assert_string_equal(t->answer.text, "");
	assert_int_equal(ask(t, "structpadding"), -1);
	assert_non_null(strstr(t->error.text.text, "nearest: struct-padding"));
	assert_int_equal(ask(t, "inlin/NoDefiniton"), -1);
	assert_non_null(strstr(t->error.text.text, "nearest: inline/NoDefinition"));
	assert_int_equal(ask(t, "FailedRequestedUnrollin"), -1);
	assert_non_null(strstr(t->error.text.text, "nearest: transform-warning/FailedRequestedUnrolling"));
}

static void nonsense_gets_no_suggestion(void **state)
{
	struct talk *t = *state;
	struct strbuf longest = STRBUF_INIT;

	assert_int_equal(ask(t, "qqqqqqqqqqqqqqqqqqqqqqqq"), -1);
	assert_non_null(strstr(t->error.text.text, "; whynot explain lists them all"));
	assert_int_equal(ask(t, ""), -1);
	for (size_t i = 0; i < 5000; i++)
		strbuf_addc(&longest, 'L');
	assert_int_equal(ask(t, longest.text), -1);
	assert_in_range(t->error.text.len, 1, 400);
	strbuf_release(&longest);
}

static void the_list_has_every_name_once(void **state)
{
	struct talk *t = *state;
	struct strbuf list = STRBUF_INIT, line = STRBUF_INIT;
	struct out o;

	out_to_memory(&o, &list);
	explain_list(&o);
	assert_int_equal(out_close(&o, &t->error), 0);
	for (size_t i = 0; i < n_rules; i++) {
		for (size_t k = 0; k < rules[i]->info.n_names; k++) {
			strbuf_clear(&line);
			strbuf_addf(&line, "\n  %s/%s  (", rules[i]->info.id, rules[i]->info.names[k].name);
			assert_int_equal(count(list.text, line.text), 1);
		}
	}
	for (size_t i = 0; i < n_compiler_names; i++) {
		strbuf_clear(&line);
		strbuf_addf(&line, "\n  %s/%s  (note, -m=%d)\n", compiler_names[i].pass, compiler_names[i].name, compiler_names[i].level);
		assert_int_equal(count(list.text, line.text), 1);
	}
	expect_narrow(list.text);
	strbuf_release(&list);
	strbuf_release(&line);
}

static void every_answer_is_at_most_100_wide(void **state)
{
	struct talk *t = *state;
	struct strbuf what = STRBUF_INIT;

	for (size_t i = 0; i < n_rules; i++) {
		assert_int_equal(ask(t, rules[i]->info.id), 0);
		expect_narrow(t->answer.text);
	}
	for (size_t i = 0; i < n_compiler_names; i++) {
		strbuf_clear(&what);
		strbuf_addf(&what, "%s/%s", compiler_names[i].pass, compiler_names[i].name);
		assert_int_equal(ask(t, what.text), 0);
		expect_narrow(t->answer.text);
	}
	strbuf_release(&what);
}

static void passes_are_known_as_findings_spell_them(void **state)
{
	(void)state;
	assert_true(explain_knows_pass("loop-vectorize"));
	assert_true(explain_knows_pass("TTI"));
	assert_false(explain_knows_pass("tti"));
	assert_false(explain_knows_pass("escape"));
	assert_false(explain_knows_pass(""));
}

static int begin(void **state)
{
	struct talk *t = xmalloc(sizeof *t);

	*t = (struct talk){ STRBUF_INIT, ERROR_INIT };
	*state = t;
	return 0;
}

static int end(void **state)
{
	struct talk *t = *state;

	strbuf_release(&t->answer);
	error_release(&t->error);
	free(t);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_comes_with_its_findings),
		cmocka_unit_test(a_finding_is_found_with_and_without_its_rule),
		cmocka_unit_test(a_remark_is_found_by_pass_name_or_both),
		cmocka_unit_test(a_word_with_several_meanings_gets_all_of_them),
		cmocka_unit_test(upper_and_lower_case_are_alike),
		cmocka_unit_test(an_unknown_word_gets_the_nearest_names),
		cmocka_unit_test(nonsense_gets_no_suggestion),
		cmocka_unit_test(the_list_has_every_name_once),
		cmocka_unit_test(every_answer_is_at_most_100_wide),
		cmocka_unit_test(passes_are_known_as_findings_spell_them),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
