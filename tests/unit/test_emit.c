#include "rules/emit.h"

#include "analyzer/base/strbuf.h"
#include "tests/unit/unit.h"

#include <string.h>

static const struct rule_name names[] = {
	{ "First", FINDING_MISSED, SEVERITY_WARNING, 1, "first" },
	{ "Second", FINDING_ANALYSIS, SEVERITY_NOTE, 2, "second" },
};
static const struct rule_info info = { .id = "some-rule", .names = names, .n_names = 2 };

struct fixture {
	struct arena memory;
	struct emitter e;
};

static int set_up(void **state)
{
	struct fixture *f = xmalloc(sizeof *f);

	*f = (struct fixture){ .memory = { 0 } };
	emitter_init(&f->e, &f->memory);
	f->e.rule = &info;
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	emitter_release(&f->e);
	arena_release(&f->memory);
	free(f);
	return 0;
}

static struct srcloc at(const char *path, uint32_t line)
{
	return (struct srcloc){ path, line, 1 };
}

static void expect_message(const struct finding *f, const char *expected)
{
	struct strbuf message = STRBUF_INIT;

	finding_message(f, &message);
	assert_string_equal(message.text, expected);
	strbuf_release(&message);
}

static void a_finding_has_what_its_name_declares(void **state)
{
	struct emitter *e = &((struct fixture *)*state)->e;
	const struct finding *f;

	emit_begin(e, 1, NULL, at("a.c", 3));
	emit_text(e, "words");
	emit_end(e);
	f = &e->findings.items[0];
	assert_int_equal(f->kind, FINDING_ANALYSIS);
	assert_int_equal(f->severity, SEVERITY_NOTE);
	assert_int_equal(f->level, 2);
	assert_string_equal(f->rule, "some-rule");
	assert_string_equal(f->category, "some-rule");
	assert_string_equal(f->name, "Second");
	assert_string_equal(f->function, "<file>");
	assert_string_equal(f->config, "");
	assert_string_equal(f->args[0].key, "String");
	assert_null(f->args[0].loc.path);
	assert_false(f->has_hotness);
}

static void steps_are_not_in_the_message(void **state)
{
	struct emitter *e = &((struct fixture *)*state)->e;
	const struct finding *f;

	emit_begin(e, 0, "main", at("a.c", 3));
	emit_arg(e, "Callee", "f", at("b.c", 1));
	emit_textf(e, " costs %d", 7);
	emit_step(e, "Flow", "p = f()", at("a.c", 4));
	emit_step(e, "Flow", "q = p", at("a.c", 5));
	emit_hotness(e, 0);
	emit_config(e, "debug");
	emit_end(e);
	f = &e->findings.items[0];
	expect_message(f, "f costs 7");
	assert_int_equal(f->n_message_args, 2);
	assert_int_equal(f->n_args, 6);
	assert_string_equal(f->args[2].value, "; ");
	assert_string_equal(f->args[5].value, "q = p");
	assert_int_equal(f->args[5].loc.line, 5);
	assert_string_equal(f->function, "main");
	assert_string_equal(f->config, "debug");
	assert_true(f->has_hotness);
}

static void text_is_copied(void **state)
{
	struct emitter *e = &((struct fixture *)*state)->e;
	char path[] = "a.c", value[] = "old", key[] = "Own", function[] = "f";

	for (int i = 0; i < 2; i++) { /* the second one may share with the first */
		emit_begin(e, 0, function, at(path, 1));
		emit_arg(e, key, value, at(path, 2));
		emit_end(e);
	}
	memset(path, 'x', 3);
	memset(value, 'x', 3);
	memset(key, 'x', 3);
	function[0] = 'x';
	for (int i = 0; i < 2; i++) {
		assert_string_equal(e->findings.items[i].loc.path, "a.c");
		assert_string_equal(e->findings.items[i].function, "f");
		assert_string_equal(e->findings.items[i].args[0].key, "Own");
		assert_string_equal(e->findings.items[i].args[0].value, "old");
		assert_string_equal(e->findings.items[i].args[0].loc.path, "a.c");
	}
}

static void another_name_and_pass_keep_the_category(void **state)
{
	static const struct rule_name own = { "NotInlined", FINDING_PASSED, SEVERITY_NOTE, 3, "" };
	struct emitter *e = &((struct fixture *)*state)->e;

	emit_begin_as(e, &own, "inline", "", at("a.c", 1));
	emit_end(e);
	assert_string_equal(e->findings.items[0].category, "some-rule");
	assert_string_equal(e->findings.items[0].rule, "inline");
	assert_string_equal(e->findings.items[0].name, "NotInlined");
	assert_int_equal(e->findings.items[0].n_args, 0);
	expect_message(&e->findings.items[0], "");
}

static void emit_one(struct emitter *e, const char *path, uint32_t line, const char *words, const char *step)
{
	emit_begin(e, 0, NULL, at(path, line));
	emit_text(e, words);
	if (step)
		emit_step(e, "Flow", step, at(path, line));
	emit_end(e);
}

static void findings_sort_by_place_and_words_and_repeats_go(void **state)
{
	struct emitter *e = &((struct fixture *)*state)->e;

	emit_one(e, "b.c", 1, "x", NULL);
	emit_one(e, "a.c", 10, "y", NULL);
	emit_one(e, "a.c", 9, "z", NULL);
	emit_one(e, "a.c", 10, "x", "two");
	emit_one(e, "b.c", 1, "x", NULL);
	emit_one(e, "a.c", 10, "x", "one");
	emitter_sort(e);
	assert_int_equal(e->findings.n, 4);
	assert_int_equal(e->findings.items[0].loc.line, 9);
	expect_message(&e->findings.items[1], "x");
	assert_string_equal(e->findings.items[1].args[2].value, "one");
	expect_message(&e->findings.items[2], "y");
	assert_string_equal(e->findings.items[3].loc.path, "b.c");
	for (size_t i = 1; i < e->findings.n; i++)
		assert_true(finding_compare(&e->findings.items[i - 1], &e->findings.items[i]) < 0);
}

static void messages_compare_as_text_however_they_are_cut(void **state)
{
	struct emitter *e = &((struct fixture *)*state)->e;

	emit_begin(e, 0, NULL, at("a.c", 1));
	emit_text(e, "ab");
	emit_text(e, "");
	emit_text(e, "c");
	emit_end(e);
	emit_one(e, "a.c", 1, "abc", NULL);
	emit_one(e, "a.c", 1, "abcd", NULL);
	emit_one(e, "a.c", 1, "", NULL);
	assert_int_equal(finding_compare(&e->findings.items[0], &e->findings.items[1]), 0);
	assert_true(finding_compare(&e->findings.items[0], &e->findings.items[2]) < 0);
	assert_true(finding_compare(&e->findings.items[3], &e->findings.items[0]) < 0);
}

static void an_empty_list_sorts(void **state)
{
	struct emitter *e = &((struct fixture *)*state)->e;

	emitter_sort(e);
	assert_int_equal(e->findings.n, 0);
}

static void words_are_llvms(void **state)
{
	(void)state;
	assert_string_equal(finding_kind_word(FINDING_PASSED), "Passed");
	assert_string_equal(finding_kind_word(FINDING_ANALYSIS_FP_COMMUTE), "AnalysisFPCommute");
	assert_string_equal(finding_kind_word(FINDING_ANALYSIS_ALIASING), "AnalysisAliasing");
	assert_string_equal(finding_kind_word(FINDING_FAILURE), "Failure");
	assert_string_equal(severity_word(SEVERITY_NOTE), "note");
	assert_string_equal(severity_word(SEVERITY_ERROR), "error");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_finding_has_what_its_name_declares),
		TEST(steps_are_not_in_the_message),
		TEST(text_is_copied),
		TEST(another_name_and_pass_keep_the_category),
		TEST(findings_sort_by_place_and_words_and_repeats_go),
		TEST(messages_compare_as_text_however_they_are_cut),
		TEST(an_empty_list_sorts),
		cmocka_unit_test(words_are_llvms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
