#include "tests/unit/rule_facts.h"

#define UNIT(...) "unit  m.c  -  c  ok  -\n" __VA_ARGS__ "end-of-files\n"
#define INC(at, to) "include  " at "  \"" to "\"  " to "  -\n"
#define USE(name, target) "use  9:1  type  struct  " name "  " target "  1\n"
#define MAIN(...) "file  m.c  main  0\n" __VA_ARGS__
#define HEADER(name, ...) "file  " name "  guarded  0\n" __VA_ARGS__

static void two_headers_at_the_cheaper_edge(void **state)
{
	(void)state;
	expect_findings("include-cycle", UNITS(UNIT(
		MAIN(INC("1:1", "a.h"))
		HEADER("a.h", INC("3:1", "b.h") USE("x", "b.h") USE("y", "b.h") "use  9:1  refer  variable  x  b.h  1\n")
		HEADER("b.h", INC("4:1", "a.h") USE("z", "a.h")))),
		"b.h:4:1: IncludeCycle: include cycle of 2 files: b.h -> a.h -> b.h\n"
		"  b.h:4:1: Edge: b.h includes \"a.h\" (1 name: z; a forward declaration would do); cheapest to cut\n"
		"  a.h:3:1: Edge: a.h includes \"b.h\" (2 names: x, y)\n");
}

static void equal_edges_are_cut_at_the_first_place(void **state)
{
	(void)state;
	expect_findings("include-cycle", UNITS(UNIT(
		HEADER("b.h", INC("2:1", "a.h"))
		HEADER("a.h", INC("7:1", "b.h")))),
		"a.h:7:1: IncludeCycle: include cycle of 2 files: a.h -> b.h -> a.h\n"
		"  a.h:7:1: Edge: a.h includes \"b.h\" (a.h uses no name of it); cheapest to cut\n"
		"  b.h:2:1: Edge: b.h includes \"a.h\" (b.h uses no name of it)\n");
}

static void names_count_if_they_come_only_through_the_edge(void **state)
{
	(void)state;
	/* a.h gets c.h over b.h only, and d.h also by itself. */
	expect_findings("include-cycle", UNITS(UNIT(
		HEADER("a.h", INC("1:1", "b.h") INC("2:1", "d.h") USE("c1", "c.h") USE("c2", "c.h") USE("c3", "c.h")
		       USE("c4", "c.h") USE("c5", "c.h") USE("d", "d.h"))
		HEADER("b.h", INC("1:1", "c.h") INC("2:1", "a.h") INC("3:1", "d.h") USE("a1", "a.h") USE("a2", "a.h")
		       USE("a3", "a.h") USE("a4", "a.h"))
		HEADER("c.h", "") HEADER("d.h", ""))),
		"b.h:2:1: IncludeCycle: include cycle of 2 files: b.h -> a.h -> b.h\n"
		"  b.h:2:1: Edge: b.h includes \"a.h\" (4 names: a1, a2, a3, a4; a forward declaration would do); cheapest to cut\n"
		"  a.h:1:1: Edge: a.h includes \"b.h\" (5 names: c1, c2, c3, c4, ...; a forward declaration would do)\n");
}

static void one_finding_for_a_knot_with_its_shortest_cycle(void **state)
{
	(void)state;
	/* a -> b -> c -> d -> a, and c -> b. */
	expect_findings("include-cycle", UNITS(UNIT(
		HEADER("a.h", INC("1:1", "b.h"))
		HEADER("b.h", INC("1:1", "c.h") USE("x", "c.h"))
		HEADER("c.h", INC("1:1", "d.h") INC("2:1", "b.h"))
		HEADER("d.h", INC("1:1", "a.h")))),
		"c.h:2:1: IncludeCycle: include cycle of 2 files: c.h -> b.h -> c.h; 4 files include each other in all\n"
		"  c.h:2:1: Edge: c.h includes \"b.h\" (c.h uses no name of it); cheapest to cut\n"
		"  b.h:1:1: Edge: b.h includes \"c.h\" (1 name: x; a forward declaration would do)\n");
}

static void a_cycle_may_close_over_several_units(void **state)
{
	static const char one[] = "unit  m.c  -  c  ok  -\nfile  m.c  main  0\n"
				  HEADER("a.h", INC("1:1", "b.h")) HEADER("b.h", "include  1:1  \"c.h\"  -  inactive\n")
				  "end-of-files\n";
	static const char two[] = "unit  n.c  -  c  ok  -\nfile  n.c  main  0\n"
				  HEADER("b.h", INC("1:1", "c.h")) HEADER("c.h", INC("1:1", "a.h")) HEADER("a.h", "")
				  "end-of-files\n";
	static const char expected[] =
		"a.h:1:1: IncludeCycle: include cycle of 3 files: a.h -> b.h -> c.h -> a.h; no unit alone has all of it\n"
		"  a.h:1:1: Edge: a.h includes \"b.h\" (a.h uses no name of it); cheapest to cut\n"
		"  b.h:1:1: Edge: b.h includes \"c.h\" (b.h uses no name of it)\n"
		"  c.h:1:1: Edge: c.h includes \"a.h\" (c.h uses no name of it)\n";

	(void)state;
	expect_findings("include-cycle", UNITS(one, two), expected);
	expect_findings("include-cycle", UNITS(two, one), expected);
}

static void a_guarded_file_that_includes_itself(void **state)
{
	(void)state;
	expect_findings("include-cycle", UNITS(UNIT(
		HEADER("a.h", INC("5:1", "a.h") INC("6:1", "b.h")) HEADER("b.h", INC("7:1", "a.h")))),
		"a.h:5:1: IncludeCycle: include cycle of 1 file: a.h -> a.h\n"
		"  a.h:5:1: Edge: a.h includes \"a.h\" (a.h uses no name of it)\n"
		"a.h:6:1: IncludeCycle: include cycle of 2 files: a.h -> b.h -> a.h\n"
		"  a.h:6:1: Edge: a.h includes \"b.h\" (a.h uses no name of it); cheapest to cut\n"
		"  b.h:7:1: Edge: b.h includes \"a.h\" (b.h uses no name of it)\n");
}

#define GENERATED(name, ...) "file  " name "  guarded,generated  0\n" __VA_ARGS__

static void generated_files_are_not_cut(void **state)
{
	(void)state;
	/* The cheapest edge is a.h's, which nobody can cut. */
	expect_findings("include-cycle", UNITS(UNIT(
		GENERATED("a.h", INC("5:1", "b.h"))
		HEADER("b.h", INC("7:1", "a.h") "use  9:1  call  function  a  a.h  1\n"))),
		"b.h:7:1: IncludeCycle: include cycle of 2 files: b.h -> a.h -> b.h\n"
		"  b.h:7:1: Edge: b.h includes \"a.h\" (1 name: a); cheapest to cut\n"
		"  a.h:5:1: Edge: a.h includes \"b.h\" (a.h uses no name of it)\n");
	expect_findings("include-cycle", UNITS(UNIT(
		GENERATED("a.h", INC("5:1", "a.h") INC("6:1", "b.h")) GENERATED("b.h", INC("7:1", "a.h")))), "");
}

static void files_that_are_meant_to_come_again_are_silent(void **state)
{
	(void)state;
	expect_findings("include-cycle", UNITS(UNIT(
		"file  m.c  main  0\n" INC("1:1", "list.h") INC("2:1", "x.def")
		"file  x.def  -  0\n" INC("1:1", "x.def")
		HEADER("list.h", INC("1:1", "list.inc"))
		"file  list.inc  -  0\n" INC("1:1", "list.h"))), "");
}

static void a_source_that_its_header_pastes_in_is_silent(void **state)
{
	(void)state;
	expect_findings("include-cycle", UNITS(UNIT(
		MAIN(INC("1:1", "m.h")) HEADER("m.h", INC("9:1", "m.c")))), "");
}

static void system_headers_are_silent(void **state)
{
	(void)state;
	expect_findings("include-cycle", UNITS(UNIT(
		MAIN(INC("1:1", "/usr/include/a.h"))
		"file  /usr/include/a.h  system,guarded  0\n" INC("1:1", "/usr/include/b.h")
		"file  /usr/include/b.h  system,guarded  0\n" INC("1:1", "/usr/include/a.h"))), "");
}

static void skipped_directives_and_diamonds_are_silent(void **state)
{
	(void)state;
	expect_findings("include-cycle", UNITS(UNIT(
		MAIN(INC("1:1", "a.h") INC("2:1", "b.h"))
		HEADER("a.h", INC("1:1", "c.h")) HEADER("b.h", INC("1:1", "c.h") INC("2:1", "a.h"))
		HEADER("c.h", "include  1:1  \"a.h\"  -  inactive\ninclude  2:1  \"b.h\"  -  missing\n"))), "");
}

static void a_long_chain_costs_no_stack(void **state)
{
	struct strbuf unit = STRBUF_INIT, found = STRBUF_INIT;
	struct intern text;
	struct program *p;
	enum { LENGTH = 100000 };

	(void)state;
	strbuf_adds(&unit, "unit  m.c  -  c  ok  -\n");
	for (int i = 0; i < LENGTH; i++)
		strbuf_addf(&unit, "file  h%06d.h  guarded  0\ninclude  1:1  \"x\"  h%06d.h  -\n", i, i + 1);
	strbuf_addf(&unit, "file  h%06d.h  guarded  0\ninclude  1:1  \"x\"  h%06d.h  -\nend-of-files\n", LENGTH, LENGTH - 1);
	p = link_units(&text, UNITS(unit.text), true);
	judge(p, "include-cycle", &found);
	assert_int_equal(strncmp(found.text, "h099999.h:1:1: IncludeCycle: include cycle of 2 files: ", 55), 0);
	strbuf_release(&unit);
	strbuf_release(&found);
	unlink_units(p, &text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_headers_at_the_cheaper_edge),
		cmocka_unit_test(equal_edges_are_cut_at_the_first_place),
		cmocka_unit_test(names_count_if_they_come_only_through_the_edge),
		cmocka_unit_test(one_finding_for_a_knot_with_its_shortest_cycle),
		cmocka_unit_test(a_cycle_may_close_over_several_units),
		cmocka_unit_test(a_guarded_file_that_includes_itself),
		cmocka_unit_test(generated_files_are_not_cut),
		cmocka_unit_test(files_that_are_meant_to_come_again_are_silent),
		cmocka_unit_test(a_source_that_its_header_pastes_in_is_silent),
		cmocka_unit_test(system_headers_are_silent),
		cmocka_unit_test(skipped_directives_and_diamonds_are_silent),
		cmocka_unit_test(a_long_chain_costs_no_stack),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
