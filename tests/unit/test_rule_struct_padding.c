#include "tests/unit/rule_facts.h"

#define UNIT(name, ...) "unit  " name "  -  c  ok  -\nfile  " name "  main  0\n" __VA_ARGS__ "end-of-files\n"

#define CHAR(at, name, offset) "field  " at "  " name "  char  " offset "  8  1  -\n"
#define LONG(at, name, offset) "field  " at "  " name "  long  " offset "  64  8  -\n"
#define INT(at, name, offset) "field  " at "  " name "  int  " offset "  32  4  -\n"

#define PADDED "record  3:1  struct  s  24  8  -\n" CHAR("4:7", "a", "0") LONG("5:7", "b", "64") CHAR("6:7", "c", "128")

static void holes_that_an_order_closes(void **state)
{
	(void)state;
	expect_findings("struct-padding", UNITS(UNIT("a.c", PADDED)),
			"a.c:3:1: PaddedStruct: struct s: 14 of 24 bytes are padding; 16 bytes in the order b, a, c\n"
			"  a.c:5:7: Hole: hole of 7 bytes before b\n"
			"  a.c:3:1: Hole: 7 bytes at the end\n");
}

static void what_no_order_makes_smaller_is_silent(void **state)
{
	(void)state;
	expect_findings("struct-padding", UNITS(UNIT("a.c",
		"record  1:1  struct  tail  16  8  -\n" LONG("2:1", "a", "0") INT("3:1", "b", "64")
		"record  5:1  struct  inner_hole  16  8  -\n" INT("6:1", "a", "0") LONG("7:1", "b", "64")
		"record  9:1  struct  empty  0  1  -\n"
		"record  11:1  struct  dense  8  4  -\n" INT("12:1", "a", "0") INT("13:1", "b", "32"))), "");
}

static void packed_opaque_derived_and_unions_are_silent(void **state)
{
	(void)state;
	expect_findings("struct-padding", UNITS(UNIT("a.c",
		"record  1:1  struct  p  24  8  packed\n" CHAR("4:7", "a", "0") LONG("5:7", "b", "64") CHAR("6:7", "c", "128")
		"record  2:1  struct  o  24  8  opaque\n" CHAR("4:7", "a", "0") LONG("5:7", "b", "64") CHAR("6:7", "c", "128")
		"record  3:1  class  d  24  8  bases\n" CHAR("4:7", "a", "0") LONG("5:7", "b", "64") CHAR("6:7", "c", "128")
		"record  4:1  union  u  24  8  -\n" CHAR("4:7", "a", "0") LONG("5:7", "b", "0"))), "");
}

static void a_layout_that_attributes_shape_is_silent(void **state)
{
	(void)state;
	expect_findings("struct-padding", UNITS(UNIT("a.c",
		/* aligned(64) on the record */
		"record  1:1  struct  line  64  64  -\n" CHAR("2:1", "a", "0") LONG("3:1", "b", "64") CHAR("4:1", "c", "128")
		/* aligned(16) on the member b */
		"record  6:1  struct  member  48  16  -\n" CHAR("7:1", "a", "0") LONG("8:1", "b", "128") CHAR("9:1", "c", "192"))), "");
}

static void an_order_that_others_count_on_is_silent(void **state)
{
	(void)state;
	expect_findings("struct-padding", UNITS(UNIT("a.c",
		"record  1:1  struct  one_macro  24  8  -\n"
		"field  2:3  a  char  0  8  1  macro\nfield  2:3  b  long  64  64  8  macro\n" CHAR("3:3", "c", "128")
		"record  4:1  struct  shaped  24  8  attributes\n" CHAR("5:7", "a", "0") LONG("5:9", "b", "64") CHAR("6:7", "c", "128")
		"record  7:1  struct  member  24  8  -\n" CHAR("8:7", "a", "0") LONG("8:9", "b", "64")
		"field  9:7  c  char  128  8  1  attributes\n"
		"record  10:1  struct  shared  24  8  -\n" CHAR("11:7", "a", "0") LONG("11:9", "b", "64") CHAR("12:7", "c", "128")
		"record  13:1  union  u  24  8  -\nfield  14:1  s  struct shared  0  192  8  record\n"
		"field  15:1  t  other  0  64  8  record\n")), "");
	/* A macro each; a union with one struct; the name of a union's member. */
	expect_findings("struct-padding", UNITS(UNIT("a.c",
		"record  3:1  struct  s  24  8  -\n"
		"field  4:1  a  char  0  8  1  macro\nfield  5:1  b  long  64  64  8  macro\nfield  6:1  c  char  128  8  1  macro\n"
		"record  13:1  union  u  24  8  -\nfield  14:1  s  struct s  0  192  8  record\nfield  15:1  t  char[24]  0  192  1  -\n")),
		"a.c:3:1: PaddedStruct: struct s: 14 of 24 bytes are padding; 16 bytes in the order b, a, c\n"
		"  a.c:5:1: Hole: hole of 7 bytes before b\n"
		"  a.c:3:1: Hole: 7 bytes at the end\n");
}

static void bit_fields_are_counted_but_not_ordered(void **state)
{
	(void)state;
	expect_findings("struct-padding", UNITS(UNIT("a.c",
		"record  1:1  struct  flags  24  8  bitfields\n"
		"field  2:5  f  unsigned int  0  3  4  bitfield\n"
		LONG("3:5", "b", "64")
		"field  4:5  g  unsigned int  128  5  4  bitfield\n")),
		"a.c:1:1: PaddedStruct: struct flags: 14 of 24 bytes are padding; no order is proposed, because of its bit-fields\n"
		"  a.c:3:5: Hole: hole of 7 bytes before b\n"
		"  a.c:1:1: Hole: 7 bytes at the end\n");
}

static void a_flexible_array_stays_last(void **state)
{
	(void)state;
	expect_findings("struct-padding", UNITS(UNIT("a.c",
		"record  1:1  struct  m  24  8  flexible\n" CHAR("2:5", "a", "0") LONG("3:5", "b", "64") CHAR("4:5", "c", "128")
		"field  5:5  data  long[]  192  0  8  flexible\n"
		"record  7:1  struct  old  24  8  -\n" CHAR("8:5", "a", "0") LONG("9:5", "b", "64") CHAR("10:5", "c", "128")
		"field  11:5  tail  char[1]  136  8  1  -\n")),
		"a.c:1:1: PaddedStruct: struct m: 14 of 24 bytes are padding; 16 bytes in the order b, a, c, data\n"
		"  a.c:3:5: Hole: hole of 7 bytes before b\n"
		"  a.c:5:5: Hole: hole of 7 bytes before data\n"
		"a.c:7:1: PaddedStruct: struct old: 13 of 24 bytes are padding; 16 bytes in the order b, a, c, tail\n"
		"  a.c:9:5: Hole: hole of 7 bytes before b\n"
		"  a.c:7:1: Hole: 6 bytes at the end\n");
}

static void names_that_are_missing_and_orders_that_are_long(void **state)
{
	struct strbuf unit = STRBUF_INIT;

	(void)state;
	strbuf_adds(&unit, "unit  a.c  -  c  ok  -\nfile  a.c  main  0\nrecord  1:1  struct  -  224  8  nested\n");
	for (int i = 0; i < 14; i++) /* char and long in turn, one of them unnamed */
		strbuf_addf(&unit, "field  %d:3  %c  %s  %d  %d  %d  %s\n", i + 2, i == 1 ? '-' : 'a' + i, i % 2 ? "union u" : "char",
			    i * 64, i % 2 ? 64 : 8, i % 2 ? 8 : 1, i == 1 ? "anonymous" : "-");
	strbuf_adds(&unit, "field  20:3  z  char[112]  896  896  1  -\nend-of-files\n");
	{
		struct intern text;
		struct program *p = link_units(&text, UNITS(unit.text), true);
		struct strbuf found = STRBUF_INIT;

		judge(p, "struct-padding", &found);
		*strchr(found.text, '\n') = '\0';
		assert_string_equal(found.text, "a.c:1:1: PaddedStruct: unnamed struct: 49 of 224 bytes are padding; 176 bytes in "
				    "the order (unnamed), d, f, h, j, l, n, a, c, e, g, i, ...");
		strbuf_release(&found);
		unlink_units(p, &text);
	}
	strbuf_release(&unit);
}

#define IN_HEADER(main, config, ...) \
	"unit  " main "  " config "  c  ok  -\nfile  " main "  main  0\nfile  s.h  guarded  0\n" __VA_ARGS__ "end-of-files\n"
#define WIDER \
	"record  3:1  struct  s  32  8  -\n" CHAR("4:7", "a", "0") LONG("5:7", "b", "64") CHAR("6:7", "c", "128") \
	LONG("7:7", "d", "192")

static void one_record_in_many_units_is_one_finding(void **state)
{
	(void)state;
	expect_findings("struct-padding",
			UNITS(IN_HEADER("a.c", "-", PADDED), IN_HEADER("b.c", "-", PADDED "include  9:1  <x>  -  inactive\n")),
			"s.h:3:1: PaddedStruct: struct s: 14 of 24 bytes are padding; 16 bytes in the order b, a, c\n"
			"  s.h:5:7: Hole: hole of 7 bytes before b\n"
			"  s.h:3:1: Hole: 7 bytes at the end\n");
}

static void layouts_that_differ_name_their_configuration(void **state)
{
	(void)state;
	expect_findings("struct-padding",
			UNITS(IN_HEADER("a.c", "-", PADDED), IN_HEADER("b.c", "-DWIDE", WIDER), IN_HEADER("c.c", "-", WIDER)),
			"s.h:3:1: PaddedStruct: struct s: 14 of 24 bytes are padding; 16 bytes in the order b, a, c {a.c}\n"
			"  s.h:5:7: Hole: hole of 7 bytes before b\n"
			"  s.h:3:1: Hole: 7 bytes at the end\n"
			"s.h:3:1: PaddedStruct: struct s: 14 of 32 bytes are padding; 24 bytes in the order b, d, a, c {-DWIDE}\n"
			"  s.h:5:7: Hole: hole of 7 bytes before b\n"
			"  s.h:7:7: Hole: hole of 7 bytes before d\n");
}

static void nonsense_in_facts_does_no_harm(void **state)
{
	struct intern text;
	struct program *p = link_units(&text, UNITS(UNIT("a.c",
		"record  1:1  struct  z  18446744073709551615  0  -\n" CHAR("2:1", "a", "18446744073709551615")
		"field  3:1  b  int  0  18446744073709551615  0  -\n"
		"record  4:1  struct  y  1  1  -\n" LONG("5:1", "a", "640") LONG("5:1", "b", "64"))), true);
	struct strbuf found = STRBUF_INIT;

	(void)state;
	judge(p, "struct-padding", &found);
	strbuf_release(&found);
	unlink_units(p, &text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holes_that_an_order_closes),
		cmocka_unit_test(what_no_order_makes_smaller_is_silent),
		cmocka_unit_test(packed_opaque_derived_and_unions_are_silent),
		cmocka_unit_test(a_layout_that_attributes_shape_is_silent),
		cmocka_unit_test(an_order_that_others_count_on_is_silent),
		cmocka_unit_test(bit_fields_are_counted_but_not_ordered),
		cmocka_unit_test(a_flexible_array_stays_last),
		cmocka_unit_test(names_that_are_missing_and_orders_that_are_long),
		cmocka_unit_test(one_record_in_many_units_is_one_finding),
		cmocka_unit_test(layouts_that_differ_name_their_configuration),
		cmocka_unit_test(nonsense_in_facts_does_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
