/* The functions and remarks of a linked program, and how they are found. */
#include "tests/unit/link_sample.h"

static void statics_of_one_name_are_kept_apart(void **state)
{
	struct intern text;
	struct program *p = link_units(&text, UNITS(UNIT_A, UNIT_B), true);
	uint32_t a = file_of(p, "src/a.c"), b = file_of(p, "src/b.c"), h = file_of(p, "src/h.h");

	(void)state;
	assert_int_equal(p->n_functions, 5); /* twice is there once */
	assert_int_equal(program_definition(p, name_of(p, "helper"), a)->in->file, a);
	assert_int_equal(program_definition(p, name_of(p, "helper"), b)->in->file, b);
	assert_null(program_definition(p, name_of(p, "helper"), h));
	assert_int_equal(program_definition(p, name_of(p, "twice"), b)->in->file, h);
	assert_null(program_definition(p, name_of(p, "twice"), file_of(p, "src/only_a.h")));
	assert_int_equal(program_definition(p, name_of(p, "entry"), b)->in->file, a);
	assert_null(program_definition(p, name_of(p, "yes"), a));
	unlink_units(p, &text);
}

static void one_name_with_two_external_definitions_has_none(void **state)
{
	static const char one[] = "unit  a.c  -  c  ok  -\nfile  a.c  main  0\nfunction  1:5  2:1  main  c:@F@main  int  1  -\n"
				  "end-of-files\n";
	static const char two[] = "unit  b.c  -  c  ok  -\nfile  b.c  main  0\nfunction  1:5  2:1  main  c:@F@main  int  1  -\n"
				  "end-of-files\n";
	static const char third[] = "unit  c.c  -  c  ok  -\nfile  c.c  main  0\nend-of-files\n";
	struct intern text;
	struct program *p = link_units(&text, UNITS(one, two, third), true);

	(void)state;
	assert_int_equal(p->n_functions, 2);
	assert_null(program_definition(p, name_of(p, "main"), file_of(p, "c.c")));
	assert_non_null(program_definition(p, name_of(p, "main"), file_of(p, "b.c")));
	unlink_units(p, &text);
}

static const char *function_at(const struct program *p, uint32_t file, uint32_t line, uint32_t col)
{
	const struct program_function *f = program_function_at(p, file, (struct place){ line, col });

	return f ? program_text(p, f->fact->name) : "";
}

static void the_function_at_a_place_is_the_innermost(void **state)
{
	static const char unit[] =
		"unit  a.c  -  c  ok  -\nfile  a.c  main  0\n"
		"function  3:5  20:1  outer  c:o  int  9  -\n"
		"function  5:9  7:3  inner1  c:1  int  1  static\n"
		"function  9:9  11:3  inner2  c:2  int  1  static\n"
		"function  22:5  22:30  line  c:l  int  1  -\n"
		"file  b.h  -  0\nend-of-files\n";
	struct intern text;
	struct program *p = link_units(&text, UNITS(unit), true);
	uint32_t a = file_of(p, "a.c");

	(void)state;
	assert_string_equal(function_at(p, a, 2, 1), "");
	assert_string_equal(function_at(p, a, 3, 5), "outer");
	assert_string_equal(function_at(p, a, 3, 0), "outer");
	assert_string_equal(function_at(p, a, 6, 1), "inner1");
	assert_string_equal(function_at(p, a, 8, 1), "outer");
	assert_string_equal(function_at(p, a, 10, 0), "inner2");
	assert_string_equal(function_at(p, a, 15, 1), "outer");
	assert_string_equal(function_at(p, a, 21, 0), "");
	assert_string_equal(function_at(p, a, 22, 0), "line");
	assert_string_equal(function_at(p, a, 22, 31), "");
	assert_string_equal(function_at(p, file_of(p, "b.h"), 5, 1), "");
	assert_string_equal(function_at(p, PROGRAM_NONE, 5, 1), "");
	unlink_units(p, &text);
}

static void remarks_are_united_and_counted(void **state)
{
	struct intern text;
	struct program *p = link_units(&text, UNITS(UNIT_A, UNIT_B), true);

	(void)state;
	assert_int_equal(p->n_remarks, 3);
	assert_int_equal(p->n_remarks_read, 6);
	assert_int_equal(p->n_remarks_repeated, 2); /* one in a, one of b that a has too */
	assert_int_equal(p->n_remarks_without_place, 1);
	assert_string_equal(program_text(p, p->remarks[0].fact->file), "src/a.c");
	assert_int_equal(p->remarks[0].fact->hotness, 3);
	assert_string_equal(program_text(p, p->remarks[1].args[0].value), "f");
	assert_string_equal(program_text(p, p->remarks[1].args[1].value), "not inlined");
	assert_int_equal(p->remarks[1].fact->remark_args.n, 2);
	assert_int_equal(p->remarks[1].n_units, 2);
	assert_int_equal(p->remarks[1].n, 3);
	assert_string_equal(program_text(p, p->remarks[2].args[0].value), "g");
	assert_int_equal(p->remarks[2].n_units, 1);
	for (size_t i = 0; i < p->n_units; i++) {
		assert_int_equal(p->units[i].facts.remarks.cap, 0);
		assert_int_equal(p->units[i].facts.remark_args.cap, 0);
		assert_int_equal(p->units[i].facts.codegens.n, 1);
	}
	unlink_units(p, &text);
}

static void many_remarks_stay_apart(void **state)
{
	struct strbuf unit = STRBUF_INIT;
	struct intern text;
	struct program *p;

	(void)state;
	strbuf_adds(&unit, "unit  a.c  -  c  ok  -\nend-of-files\n");
	for (int i = 0; i < 9000; i++)
		strbuf_addf(&unit, "remark  a.c  %d:1  missed  p  N  f  0  1  -\nremark_arg  String  %d  -  0:0\n", i / 3 % 1000, i % 3);
	p = link_units(&text, UNITS(unit.text), true);
	assert_int_equal(p->n_remarks, 3000);
	for (size_t i = 0; i < p->n_remarks; i++) {
		assert_int_equal(p->remarks[i].n, 3);
		assert_int_equal(p->remarks[i].n_units, 1);
		assert_int_equal(p->remarks[i].fact->at.line, i / 3);
	}
	unlink_units(p, &text);
	strbuf_release(&unit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statics_of_one_name_are_kept_apart),
		cmocka_unit_test(one_name_with_two_external_definitions_has_none),
		cmocka_unit_test(the_function_at_a_place_is_the_innermost),
		cmocka_unit_test(remarks_are_united_and_counted),
		cmocka_unit_test(many_remarks_stay_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
