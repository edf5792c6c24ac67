/* The order of steps: which can follow which. */
#include "tests/unit/unit.h"

#include "analyzer/base/strbuf.h"
#include "rules/escape_steps.h"

#define SPAN(k, f, m, e) { .kind = SPAN_KIND_##k, .first = f, .middle = m, .end = e }

/* "110/010/..." row by row: may the column's step follow the row's? */
static void expect_order(const struct fact_span *spans, uint32_t n_spans, uint32_t n, const char *expected)
{
	struct strbuf rows = STRBUF_INIT;
	struct arena memory = { 0 };
	struct escape_steps s;

	escape_steps_init(&s, &memory, spans, n_spans, n);
	for (uint32_t i = 1; i <= n; i++) {
		for (uint32_t k = 1; k <= n; k++)
			strbuf_addc(&rows, escape_steps_follow(&s, i, k) ? '1' : '0');
		strbuf_addc(&rows, i < n ? '/' : '\0');
	}
	assert_string_equal(rows.text, expected);
	assert_true(escape_steps_follow(&s, 0, 1) && escape_steps_follow(&s, n, 0) && escape_steps_follow(&s, n + 1, 1));
	strbuf_release(&rows);
	arena_release(&memory);
}

static void the_order_of_the_text(void **state)
{
	(void)state;
	expect_order(NULL, 0, 3, "111/011/001");
}

static void a_loop_goes_back(void **state)
{
	const struct fact_span spans[] = { SPAN(LOOP, 2, 0, 4) };

	(void)state;
	expect_order(spans, 1, 4, "1111/0111/0111/0001");
}

static void one_of_two_arms(void **state)
{
	const struct fact_span spans[] = { SPAN(FORK, 2, 3, 4) };
	const struct fact_span in_a_loop[] = { SPAN(LOOP, 2, 0, 4), SPAN(FORK, 2, 3, 4) };

	(void)state;
	expect_order(spans, 1, 4, "1111/0101/0011/0001");
	expect_order(in_a_loop, 2, 4, "1111/0111/0111/0001");
}

/* if (1) { if (2) 3 else 4 } else 5; 6 */
static void forks_in_forks(void **state)
{
	const struct fact_span spans[] = { SPAN(FORK, 2, 5, 6), SPAN(FORK, 3, 4, 5) };

	(void)state;
	expect_order(spans, 2, 6, "111111/011101/001001/000101/000011/000001");
}

/* A loop around it does not matter: the function is over. */
static void an_arm_that_returns(void **state)
{
	const struct fact_span spans[] = { SPAN(LOOP, 1, 0, 4), SPAN(LEAVE, 2, 0, 3) };

	(void)state;
	expect_order(spans, 2, 4, "1111/0100/1111/0001");
}

static void spans_that_make_no_sense(void **state)
{
	const struct fact_span spans[] = { SPAN(FORK, 0, 0, 0), SPAN(FORK, 3, 2, 1), SPAN(LOOP, 7, 0, UINT32_MAX), SPAN(LEAVE, 5, 9, 4), SPAN(FORK, 1, UINT32_MAX, 2) };
	struct arena memory = { 0 };
	struct escape_steps s;

	(void)state;
	escape_steps_init(&s, &memory, spans, 5, 3);
	for (uint32_t i = 0; i < 5; i++)
		for (uint32_t k = 0; k < 5; k++)
			(void)escape_steps_follow(&s, i, k);
	/* Too much to make out: then nothing is said. */
	escape_steps_init(&s, &memory, NULL, 0, UINT32_MAX);
	assert_true(escape_steps_follow(&s, 3, 1));
	arena_release(&memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_order_of_the_text), cmocka_unit_test(a_loop_goes_back), cmocka_unit_test(one_of_two_arms),
		cmocka_unit_test(forks_in_forks), cmocka_unit_test(an_arm_that_returns), cmocka_unit_test(spans_that_make_no_sense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
