#include "tests/unit/rule_facts.h"

/* Functions begin at column 1 of their line; what is in them is written below them. */
#define UNIT(name, ...) "unit  " name "  -  c  ok  -\nfile  " name "  main  0\n" __VA_ARGS__ "end-of-files\n"
#define FUNCTION(line, name, flags) "function  " line ":1  " line ":99  " name "  c:@F@" name "  void  1  " flags "\n"
#define PARAM(at, name) "location  param  " name "  -  " at "  0  0  8  0  pointers\n"
#define LOCAL(at, name) "location  local  " name "  -  " at "  0  0  8  0  pointers\n"
#define GLOBAL(name) "location  global  " name "  -  0:0  0  0  0  0  pointers\n"
#define CALL(at, name, text) "location  call  " name "  " text "  " at "  0  1  0  0  pointers\n"
#define BYTES(n) "location  constant  -  -  0:0  0  0  " n "  0  -\n"
#define RESULT "location  result  -  -  0:0  0  0  0  0  pointers\n"
#define FLOW(at, to, from, why) STEP(at, to, from, why, "0")
#define STEP(at, to, from, why, step) "flow  " at "  " to "  " from "  " why "  " step "\n"

/* p = malloc(n) as locations 0 (p), 1 (the call) and 2 (n). */
#define MALLOC(line, n) LOCAL(line ":5", "p") CALL(line ":9", "malloc", "malloc(" n ")") BYTES(n)
#define MALLOC_FLOWS(line) FLOW(line ":9", "0  0", "1  1", "init") FLOW(line ":16", "1  0", "2  1", "factor")

static void an_allocation_that_is_freed(void **state)
{
	(void)state;
	expect_findings("escape", UNITS(UNIT("a.c",
		FUNCTION("1", "f", "-") MALLOC("1", "8") CALL("1:20", "free", "-")
		MALLOC_FLOWS("1") FLOW("1:25", "3  0", "0  1", "argument"))),
		"a.c:1:9: HeapCouldBeStack: malloc(8) does not escape f: could be a local of 8 bytes\n");
}

static void an_allocation_that_is_stored(void **state)
{
	(void)state;
	expect_findings("escape", UNITS(UNIT("a.c",
		FUNCTION("1", "f", "-") MALLOC("1", "8") GLOBAL("g") MALLOC_FLOWS("1") FLOW("1:25", "3  0", "0  1", "assign"))),
		"a.c:1:9: Escapes: malloc(8) escapes f: stored in global g\n"
		"  a.c:1:9: Flow: malloc(8)\n"
		"  a.c:1:9: Flow: p = malloc(8)\n"
		"  a.c:1:25: Flow: g = p\n");
}

/* make() returns fresh memory, so its callers allocate, over two units. */
static void a_wrapper_in_another_unit(void **state)
{
	(void)state;
	expect_findings("escape", UNITS(
		UNIT("a.c", FUNCTION("1", "make", "-") MALLOC("1", "8") RESULT MALLOC_FLOWS("1") FLOW("1:30", "3  0", "0  1", "return")),
		UNIT("b.c", FUNCTION("1", "use", "-") LOCAL("1:5", "q") CALL("1:9", "make", "make()") FLOW("1:9", "0  0", "1  1", "init"))),
		"a.c:1:9: Escapes: malloc(8) escapes make: returned\n"
		"  a.c:1:9: Flow: malloc(8)\n"
		"  a.c:1:9: Flow: p = malloc(8)\n"
		"  a.c:1:30: Flow: return p\n"
		"b.c:1:9: HeapCouldBeStack: make() does not escape use, where it leaks: could be a local of 8 bytes\n");
}

/* odd(p) calls even(p), which calls odd(p) or keeps p. */
#define ODD FUNCTION("1", "odd", "-") PARAM("1:9", "p") CALL("1:20", "even", "-") FLOW("1:25", "1  0", "0  1", "argument")
#define EVEN(more) FUNCTION("2", "even", "-") PARAM("2:9", "p") CALL("2:20", "odd", "-") more FLOW("2:25", "1  0", "0  1", "argument")

static void functions_that_call_each_other(void **state)
{
	(void)state;
	expect_findings("escape", UNITS(UNIT("a.c", ODD EVEN(""))),
			"a.c:1:9: ParamDoesNotEscape: p does not escape\n"
			"a.c:2:9: ParamDoesNotEscape: p does not escape\n");
	expect_findings("escape", UNITS(UNIT("a.c", ODD EVEN(GLOBAL("g")) FLOW("2:35", "2  0", "0  1", "assign"))),
			"a.c:1:9: ParamLeaks: leaking param: p: passed to even, which stores it in global g\n"
			"  a.c:1:25: Flow: p is passed to even\n"
			"  a.c:1:20: Flow: even stores it in global g\n"
			"  a.c:2:35: Flow: in even\n"
			"a.c:2:9: ParamLeaks: leaking param: p: stored in global g\n"
			"  a.c:2:35: Flow: g = p\n");
}

static void what_a_parameter_points_to(void **state)
{
	(void)state;
	/* g = *p; *p = q */
	expect_findings("escape", UNITS(UNIT("a.c",
		FUNCTION("1", "f", "-") PARAM("1:9", "p") PARAM("1:19", "q") GLOBAL("g")
		FLOW("1:25", "2  0", "0  2", "assign") FLOW("1:35", "0  1", "1  1", "assign"))),
		"a.c:1:9: ParamContentLeaks: leaking param content: p: stored in global g\n"
		"  a.c:1:25: Flow: g = *p\n"
		"a.c:1:9: ParamDoesNotEscape: p does not escape\n"
		"a.c:1:19: ParamLeaks: leaking param: q: stored through parameter p\n"
		"  a.c:1:35: Flow: *p = q (store into parameter's content)\n");
}

static void what_is_not_known_keeps_it(void **state)
{
	(void)state;
	expect_findings("escape", UNITS(UNIT("a.c",
		FUNCTION("1", "f", "-") PARAM("1:9", "p") CALL("1:20", "who", "-") FLOW("1:25", "1  0", "0  1", "argument")
		FUNCTION("2", "g", "-") PARAM("2:9", "p") CALL("2:20", "o", "-") FLOW("2:25", "1  0", "0  1", "argument")
		FUNCTION("3", "o", "opaque") PARAM("3:9", "p"))),
		"a.c:1:9: ParamLeaks: leaking param: p: passed to unknown function who\n"
		"  a.c:1:25: Flow: p is passed to who\n"
		"  a.c:1:20: Flow: passed to unknown function who\n"
		"a.c:2:9: ParamLeaks: leaking param: p: passed to o, which is not followed\n"
		"  a.c:2:25: Flow: p is passed to o\n"
		"  a.c:2:20: Flow: passed to o, which is not followed\n");
}

/* A flow of a location that is not there makes the function one of which nothing is known. */
static void facts_that_do_not_fit_together(void **state)
{
	(void)state;
	expect_findings("escape", UNITS(UNIT("a.c",
		FUNCTION("1", "f", "-") PARAM("1:9", "p") CALL("1:20", "g", "-") FLOW("1:25", "1  0", "0  1", "argument")
		FUNCTION("2", "g", "-") PARAM("2:9", "p") FLOW("2:25", "7  0", "0  1", "assign") FLOW("2:25", "0  0", "4294967295  1", "assign"))),
		"a.c:1:9: ParamLeaks: leaking param: p: passed to g, which is not followed\n"
		"  a.c:1:25: Flow: p is passed to g\n"
		"  a.c:1:20: Flow: passed to g, which is not followed\n");
}

static void absurd_depths_and_numbers_are_bounded(void **state)
{
	(void)state;
	expect_findings("escape", UNITS(UNIT("a.c",
		FUNCTION("1", "f", "-") PARAM("1:9", "p") LOCAL("1:12", "q") CALL("1:20", "strlen", "-")
		FLOW("1:25", "2  4294967295", "0  1", "argument") FLOW("1:26", "1  4294967295", "0  4294967295", "assign"))),
		"a.c:1:9: ParamDoesNotEscape: p does not escape\n");
}

/* v.call = look, by an initialiser; f(p) calls v.call(p). */
static void a_function_pointer_in_a_member(void **state)
{
	(void)state;
	expect_findings("escape", UNITS(UNIT("a.c",
		"slot  9:1  c:@S@v@FI@call  look\n"
		FUNCTION("1", "f", "-") PARAM("1:9", "p") "location  member  call  c:@S@v@FI@call  0:0  0  0  0  0  -\n"
		"location  call  -  -  1:20  0  1  0  0  indirect\n"
		FLOW("1:20", "2  0", "1  1", "callee") FLOW("1:25", "2  0", "0  1", "argument")
		FUNCTION("2", "look", "static") PARAM("2:9", "p")
		FUNCTION("3", "main", "-"))),
		"a.c:1:9: ParamDoesNotEscape: p does not escape\n"
		"a.c:2:9: ParamDoesNotEscape: p does not escape\n");
	/* Not a whole program: somebody else may have put something else there. */
	expect_findings("escape", UNITS(UNIT("a.c",
		"slot  9:1  c:@S@v@FI@call  look\n"
		FUNCTION("1", "f", "-") PARAM("1:9", "p") "location  member  call  c:@S@v@FI@call  0:0  0  0  0  0  -\n"
		"location  call  -  -  1:20  0  1  0  0  indirect\n"
		FLOW("1:20", "2  0", "1  1", "callee") FLOW("1:25", "2  0", "0  1", "argument")
		FUNCTION("2", "look", "static") PARAM("2:9", "p"))),
		"a.c:1:9: ParamLeaks: leaking param: p: passed to unknown function that call points to\n"
		"  a.c:1:25: Flow: p is passed to a function pointer\n"
		"  a.c:1:20: Flow: passed to unknown function that call points to\n"
		"a.c:2:9: ParamDoesNotEscape: p does not escape\n");
}

static void addresses_of_locals(void **state)
{
	(void)state;
	expect_findings("escape", UNITS(UNIT("a.c",
		FUNCTION("1", "f", "-") LOCAL("1:9", "x") RESULT FLOW("1:25", "1  0", "0  0", "return")
		FUNCTION("2", "g", "-") LOCAL("2:9", "x") LOCAL("2:12", "p") FLOW("2:25", "1  0", "0  0", "init")
		FUNCTION("3", "h", "-") LOCAL("3:9", "x") GLOBAL("g") FLOW("3:25", "1  0", "0  0", "assign")
		FUNCTION("4", "i", "-") LOCAL("4:9", "x") GLOBAL("g") BYTES("0") FLOW("4:25", "1  0", "0  0", "assign") FLOW("4:35", "1  0", "2  1", "assign"))),
		"a.c:1:25: AddressEscapes: address of local x escapes f: returned\n"
		"a.c:2:9: AddressDoesNotEscape: address of x does not escape\n"
		"a.c:3:25: AddressEscapes: address of local x escapes h: stored in global g\n");
}

/* Ten thousand functions, each of which calls the next: depth costs no stack. The last one keeps what it gets. */
static void a_chain_of_ten_thousand_calls(void **state)
{
	enum { N = 10000 };
	struct strbuf unit = STRBUF_INIT, found = STRBUF_INIT;
	struct intern text;
	struct program *p;

	(void)state;
	strbuf_adds(&unit, "unit  a.c  -  c  ok  -\nfile  a.c  main  0\n");
	for (unsigned i = 1; i <= N; i++) {
		strbuf_addf(&unit, "function  %u:1  %u:99  f%05u  c:@F@f%05u  void  1  -\nlocation  param  p  -  %u:9  0  0  8  0  pointers\n", i, i, i, i, i);
		if (i < N)
			strbuf_addf(&unit, "location  call  f%05u  -  %u:20  0  1  0  0  -\nflow  %u:25  1  0  0  1  argument  0\n", i + 1, i, i);
		else
			strbuf_addf(&unit, "location  global  g  -  0:0  0  0  0  0  pointers\nflow  %u:25  1  0  0  1  assign  0\n", i);
	}
	strbuf_adds(&unit, "end-of-files\n");
	p = link_units(&text, UNITS(unit.text), true);
	judge(p, "escape", &found);
	assert_non_null(strstr(found.text, "a.c:1:9: ParamLeaks: leaking param: p: passed to f00002, which stores it in global g\n"));
	assert_non_null(strstr(found.text, "a.c:10000:9: ParamLeaks: leaking param: p: stored in global g\n"));
	strbuf_release(&found);
	strbuf_release(&unit);
	unlink_units(p, &text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_allocation_that_is_freed),
		cmocka_unit_test(an_allocation_that_is_stored),
		cmocka_unit_test(a_wrapper_in_another_unit),
		cmocka_unit_test(functions_that_call_each_other),
		cmocka_unit_test(what_a_parameter_points_to),
		cmocka_unit_test(what_is_not_known_keeps_it),
		cmocka_unit_test(facts_that_do_not_fit_together),
		cmocka_unit_test(absurd_depths_and_numbers_are_bounded),
		cmocka_unit_test(a_function_pointer_in_a_member),
		cmocka_unit_test(addresses_of_locals),
		cmocka_unit_test(a_chain_of_ten_thousand_calls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
