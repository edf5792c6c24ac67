/* Facts of C sources, kind by kind: entities, uses, records, functions. */
#include "tests/unit/test_frontend.h"

static void every_declaration_is_an_entity(void **state)
{
	struct project *p = *state;

	project_source(p, "a.c",
		       "extern int declared;\n"
		       "int tentative;\n"
		       "static const int kept = 1;\n"
		       "void f(int);\n"
		       "void f(int x) { int local; struct inner { int q; }; enum { HERE }; (void)x; (void)local; }\n"
		       "static inline int g(void) { return 0; }\n"
		       "struct opaque;\n"
		       "struct node { struct node *next; union { int a; }; struct { int b; } part; };\n"
		       "typedef struct { int x; } unnamed_t;\n"
		       "enum color { RED, GREEN = 5 };\n"
		       "enum { BARE };\n");
	project_expect(p, "a.c", "entity", "entity|1:12|variable|declared|c:@declared|extern\n"
					   "entity|2:5|variable|tentative|c:@tentative|definition\n"
					   "entity|3:18|variable|kept|c:a.c@kept|definition,static\n"
					   "entity|4:6|function|f|c:@F@f|-\n"
					   "entity|5:6|function|f|c:@F@f|definition\n"
					   "entity|6:19|function|g|c:a.c@F@g|definition,static,inline\n"
					   "entity|7:8|struct|opaque|c:@S@opaque|-\n"
					   "entity|8:8|struct|node|c:@S@node|definition\n"
					   "entity|8:28|field|next|c:@S@node@FI@next|-\n"
					   "entity|8:34|union|-|c:@S@node@Ua|definition\n"
					   "entity|8:46|field|a|c:@S@node@Ua@FI@a|-\n"
					   "entity|8:52|struct|-|c:@S@node@S@a.c@273|definition\n"
					   "entity|8:65|field|b|c:@S@node@S@a.c@273@FI@b|-\n"
					   "entity|8:70|field|part|c:@S@node@FI@part|-\n"
					   "entity|9:9|struct|unnamed_t|c:@SA@unnamed_t|definition\n"
					   "entity|9:22|field|x|c:@SA@unnamed_t@FI@x|-\n"
					   "entity|9:27|typedef|unnamed_t|c:@T@unnamed_t|-\n"
					   "entity|10:6|enum|color|c:@E@color|definition\n"
					   "entity|10:14|enumerator|RED|c:@E@color@RED|-\n"
					   "entity|10:19|enumerator|GREEN|c:@E@color@GREEN|-\n"
					   "entity|11:1|enum|-|c:@Ea@BARE|definition\n"
					   "entity|11:8|enumerator|BARE|c:@Ea@BARE@BARE|-\n");
}

static void macros_are_entities_and_guards_are_known(void **state)
{
	struct project *p = *state;

	project_arg(p, "-DFROM_OUTSIDE=1");
	scratch_write(&p->folder, "g.h", "/* c */\n#ifndef G_H\n#define G_H\n#define IN_G\n#endif\n");
	scratch_write(&p->folder, "i.h", "#if !defined(I_H)\n# define I_H 1\n#endif\n");
	scratch_write(&p->folder, "n.h", "#ifndef DEFAULT\n#define DEFAULT 3\n#endif\nextern int n;\n");
	project_source(p, "a.c", "#include \"g.h\"\n#include \"i.h\"\n#include \"n.h\"\n#define OBJ 1\n#define FUN(x) x\n#define FUN2() 1\n");
	project_expect(p, "a.c", "entity", "entity|4:9|macro|OBJ|-|-\nentity|5:9|macro|FUN|-|function-like\n"
					   "entity|6:9|macro|FUN2|-|function-like\n");
	project_expect(p, "g.h", "entity", "entity|3:9|macro|G_H|-|guard\nentity|4:9|macro|IN_G|-|-\n");
	project_expect(p, "i.h", "entity", "entity|2:10|macro|I_H|-|guard\n");
	project_has(p, "n.h", "entity|2:9|macro|DEFAULT|-|-");
}

static void what_acts_unnamed_has_an_effect(void **state)
{
	struct project *p = *state;

	project_source(p, "a.c", "#define CTOR __attribute__((constructor))\n"
				 "CTOR static void a(void) {}\n"
				 "__attribute__((__destructor__)) static void b(void) {}\n"
				 "int c __attribute__((section(\"s\")));\n"
				 "__attribute__((weak)) void d(void) {}\n"
				 "void e(void) {}\nvoid f(void) __attribute__((alias(\"e\")));\n"
				 "__asm__(\"nop\");\n"
				 "#pragma pack(1)\n#pragma once_more\n#pragma GCC diagnostic push\n"
				 "__attribute__((unused)) static void g(void) {}\n"
				 "#if 0\n#pragma weak skipped\n#endif\n");
	project_expect(p, "a.c", "entity", "entity|9:1|other|pack|-|effect\n"
					   "entity|10:1|other|once_more|-|effect\n"
					   "entity|1:9|macro|CTOR|-|-\n"
					   "entity|2:18|function|a|c:a.c@F@a|definition,static,effect\n"
					   "entity|3:45|function|b|c:a.c@F@b|definition,static,effect\n"
					   "entity|4:5|variable|c|c:@c|definition,effect\n"
					   "entity|5:28|function|d|c:@F@d|definition,effect\n"
					   "entity|6:6|function|e|c:@F@e|definition\n"
					   "entity|7:6|function|f|c:@F@f|effect\n"
					   "entity|8:1|other|asm|-|effect\n"
					   "entity|12:37|function|g|c:a.c@F@g|definition,static\n");
}

static void every_way_of_use_is_told_apart(void **state)
{
	struct project *p = *state;

	scratch_write(&p->folder, "h.h", "typedef struct pair { int a, b; } pair_t;\nextern int v;\nint f(int);\n"
					 "enum e { ONE };\n#define M(x) x\nstruct other { pair_t p; };\n");
	project_source(p, "a.c", "#include \"h.h\"\n"
				 "pair_t p = { .a = ONE };\n"
				 "int g(struct other *o, int unused)\n{\n"
				 "\tint local = v + v;\n"
				 "\tint (*q)(int) = f;\n"
				 "\treturn f(M(local)) + q(o->p.b) + unused;\n}\n");
	project_expect(p, "a.c", "use", "use|7:11|expand|macro|M|h.h|1\n"
					"use|2:8|implicit|typedef|pair_t|h.h|2\n"
					"use|2:8|complete|struct|pair|h.h|2\n"
					"use|2:1|type|typedef|pair_t|h.h|1\n"
					"use|2:15|member|field|a|h.h|1\n"
					"use|2:19|refer|enumerator|ONE|h.h|1\n"
					"use|3:21|implicit|struct|other|h.h|2\n"
					"use|3:14|type|struct|other|h.h|1\n"
					"use|5:14|refer|variable|v|h.h|2\n"
					"use|6:18|refer|function|f|h.h|1\n"
					"use|7:9|call|function|f|h.h|1\n"
					"use|7:30|member|field|b|h.h|1\n"
					"use|7:28|member|field|p|h.h|1\n");
}

static void a_type_needed_without_a_name_is_implicit(void **state)
{
	struct project *p = *state;

	scratch_write(&p->folder, "full.h", "struct s { int x; };\n");
	scratch_write(&p->folder, "name.h", "typedef struct s s_t;\ns_t *make(void);\ntypedef int number;\n");
	project_source(p, "a.c", "#include \"full.h\"\n#include \"name.h\"\n"
				 "unsigned long size = sizeof(s_t);\n"
				 "int f(void) { return make() != 0; }\n"
				 "int g(number n) { return n; }\n");
	project_has(p, "a.c", "use|3:29|type|typedef|s_t|name.h|1");
	project_has(p, "a.c", "use|3:29|complete|struct|s|full.h|1");
	project_has(p, "a.c", "use|4:22|implicit|struct|s|full.h|1");
	project_has(p, "a.c", "use|3:29|implicit|typedef|s_t|name.h|2");
	project_has(p, "a.c", "use|5:14|implicit|typedef|number|name.h|2");
}

static void defining_what_a_header_declares_uses_it(void **state)
{
	struct project *p = *state;

	scratch_write(&p->folder, "h.h", "int f(void);\nextern int v;\n");
	project_source(p, "a.c", "#include \"h.h\"\nint v = 1;\nint f(void) { return 1; }\nint f(void);\n");
	project_expect(p, "a.c", "use", "use|2:5|refer|variable|v|h.h|1\nuse|3:5|refer|function|f|h.h|2\n");
}

static void names_in_conditions_are_tests(void **state)
{
	struct project *p = *state;

	scratch_write(&p->folder, "conf.h", "#define A 1\n#define B 2\n#define C\n#define D\nint A_function(void);\n");
	project_source(p, "a.c", "#include \"conf.h\"\n"
				 "#if defined(A) && \\\n  B > 1 // C\n#elif D\n#endif\n"
				 "#ifdef C\n#endif\n#undef C\n#ifndef UNKNOWN\n#endif\n#ifdef A_function\n#endif\n");
	/* clang calls a macro that is asked about expanded. */
	project_expect(p, "a.c", "use", "use|2:13|expand|macro|A|conf.h|1\n"
					"use|3:3|expand|macro|B|conf.h|1\n"
					"use|6:8|expand|macro|C|conf.h|1\n"
					"use|2:13|test|macro|A|conf.h|1\n"
					"use|3:3|test|macro|B|conf.h|1\n"
					"use|4:7|test|macro|D|conf.h|1\n"
					"use|6:8|test|macro|C|conf.h|2\n");
}

static void names_nobody_resolves_are_mentions(void **state)
{
	struct project *p = *state;

	project_folder(p, "sys");
	project_arg(p, "-isystemsys");
	scratch_write(&p->folder, "sys/s.h", "int sys_call(int);\n#define SYS_MACRO 1\nenum { SYS_ENUM };\n"
					     "#define DECLARE(n) int n##_made(void);\nDECLARE(sys)\n");
	scratch_write(&p->folder, "h.h", "struct s { int field; };\nint twice(void);\n");
	scratch_write(&p->folder, "i.h", "int twice(void);\n");
	project_source(p, "a.c", "#include <s.h>\n#include \"h.h\"\n#include \"i.h\"\n"
				 "#define GET(p, arg) ((p)->field + sys_call(arg) + SYS_ENUM) /* twice */\n"
				 "#define STR \"twice\"\n"
				 "#if 0\nsys_call(SYS_MACRO); sys_made(); // SYS_ENUM\nnobody(twice(), twice, 'h');\n#endif\n");
	project_expect(p, "a.c", "use", "use|4:27|body|field|field|h.h|1\n"
					"use|4:35|body|function|sys_call|sys/s.h|1\n"
					"use|4:51|body|enumerator|SYS_ENUM|sys/s.h|1\n"
					"use|7:1|mention|function|sys_call|sys/s.h|1\n"
					"use|7:10|mention|macro|SYS_MACRO|sys/s.h|1\n"
					"use|7:22|mention|function|sys_made|sys/s.h|1\n"
					"use|8:8|mention|function|twice|h.h|2\n"
					"use|8:8|mention|function|twice|i.h|2\n");
}

static void macros_inside_macros_are_implicit(void **state)
{
	struct project *p = *state;

	scratch_write(&p->folder, "outer.h", "#define OUTER(x) MIDDLE(x)\n#define LOOP LOOP + AROUND\n#define AROUND LOOP\n");
	scratch_write(&p->folder, "middle.h", "#define MIDDLE(x) (INNER + (x))\n");
	scratch_write(&p->folder, "inner.h", "#define INNER 4\n");
	project_source(p, "a.c", "#include \"outer.h\"\n#include \"middle.h\"\n#include \"inner.h\"\n"
				 "int v = OUTER(1) + OUTER(2);\nint LOOP;\n");
	project_has(p, "a.c", "use|4:9|expand|macro|OUTER|outer.h|2");
	project_has(p, "a.c", "use|4:9|implicit|macro|MIDDLE|middle.h|1");
	project_has(p, "a.c", "use|4:9|implicit|macro|INNER|inner.h|1");
	project_has(p, "middle.h", "use|1:20|body|macro|INNER|inner.h|1");
}

static void records_have_a_layout(void **state)
{
	struct project *p = *state;

	project_source(p, "a.c",
		       "struct s { char c; double d; short v[3]; };\n"
		       "union u { int i; char b[6]; };\n"
		       "typedef struct { unsigned a : 3, : 0, b : 5; } bits_t;\n"
		       "struct __attribute__((packed)) p { char c; int i; };\n"
		       "struct f { int n; char data[]; };\n"
		       "struct n { struct { int x; } named; union { int y; long z; }; } instance;\n"
		       "struct a { char c; char d __attribute__((aligned(2))); int i; };\n"
		       "struct opaque;\nstruct e { };\n");
	project_expect(p, "a.c", "record field",
		       "record|1:1|struct|s|24|8|-\n"
		       "field|1:17|c|char|0|8|1|-\nfield|1:27|d|double|64|64|8|-\nfield|1:36|v|short[3]|128|48|2|-\n"
		       "record|2:1|union|u|8|4|-\n"
		       "field|2:15|i|int|0|32|4|-\nfield|2:23|b|char[6]|0|48|1|-\n"
		       "record|3:9|struct|bits_t|8|4|bitfields\n"
		       "field|3:27|a|unsigned int|0|3|4|bitfield\nfield|3:18|-|unsigned int|32|0|4|bitfield\n"
		       "field|3:39|b|unsigned int|32|5|4|bitfield\n"
		       "record|4:1|struct|p|5|1|packed,attributes\n"
		       "field|4:41|c|char|0|8|1|-\nfield|4:48|i|int|8|32|4|-\n"
		       "record|5:1|struct|f|4|4|flexible\n"
		       "field|5:16|n|int|0|32|4|-\nfield|5:24|data|char[]|32|0|1|flexible\n"
		       "record|6:1|struct|n|16|8|-\n"
		       "field|6:30|named|struct (unnamed)|0|32|4|record\n"
		       "field|6:37|-|union n::(anonymous)|64|64|8|anonymous\n"
		       "record|6:12|struct|-|4|4|nested\nfield|6:25|x|int|0|32|4|-\n"
		       "record|6:37|union|-|8|8|nested\nfield|6:49|y|int|0|32|4|-\nfield|6:57|z|long|0|64|8|-\n"
		       "record|7:1|struct|a|8|4|-\n"
		       "field|7:17|c|char|0|8|1|-\nfield|7:25|d|char|16|8|1|attributes\nfield|7:60|i|int|32|32|4|-\n"
		       "record|9:1|struct|e|0|1|-\n");
}

static void packing_by_option_is_seen(void **state)
{
	struct project *p = *state;

	project_arg(p, "-fpack-struct=1");
	project_source(p, "a.c", "struct s { char c; int i; char d; };\n#pragma pack(2)\nstruct t { char c; int i; };\n");
	project_expect(p, "a.c", "record field", "record|1:1|struct|s|6|1|-\nfield|1:17|c|char|0|8|1|-\n"
						 "field|1:24|i|int|8|32|4|-\nfield|1:32|d|char|40|8|1|-\n"
						 "record|3:1|struct|t|6|2|attributes\nfield|3:17|c|char|0|8|1|-\n"
						 "field|3:24|i|int|16|32|4|-\n");
}

static void functions_have_params_loops_and_calls(void **state)
{
	struct project *p = *state;

	project_source(p, "a.c", "int printf(const char *, ...);\n"
				 "int pick(int (*f)(int), char *s, int, ...)\n{\n"
				 "\tfor (int i = 0; i < 3; i++) {\n"
				 "\t\twhile (f(i))\n"
				 "\t\t\tprintf(\"%d\", f(1));\n"
				 "\t\tdo s++; while (*s);\n"
				 "\t}\n"
				 "\tif (s) (*f)(2); else return __builtin_expect(1, 0);\n"
				 "\tfor (;;)\n\t\ts--;\n"
				 "}\n"
				 "int declared(void);\n");
	project_expect(p, "a.c", "function param loop call",
		       "function|2:5|12:1|pick|c:@F@pick|int|11|variadic\n"
		       "param|2:16|f|int (*)(int)|pointer\nparam|2:31|s|char *|pointer\nparam|2:37|-|int|unnamed\n"
		       "loop|4:2|8:2|for|0|-\nloop|5:3|6:21|while|1|-\nloop|7:3|7:20|do|1|-\nloop|10:2|11:5|for|0|-\n"
		       "call|5:10|f|a.c|1|2|-|indirect\ncall|6:4|printf|a.c|2|2|-|-\ncall|6:17|f|a.c|1|2|-|indirect\n"
		       "call|9:9|f|a.c|1|0|-|indirect\ncall|9:30|__builtin_expect|-|2|0|-|builtin\n");
}

static void calls_find_their_callee(void **state)
{
	struct project *p = *state;

	project_source(p, "a.c", "struct ops { int (*run)(int); } *o, table[3];\nint f(int);\ntypedef int fn(int);\nfn *get(void);\n"
				 "int g(void) { return o->run(1) + (f)(2) + (&f)(3) + get()(4) + table[1].run(5) + f(f(6)); }\n"
				 "int h = sizeof(f(1));\n");
	project_expect(p, "a.c", "call", "call|5:22|run|a.c|1|0|-|indirect\ncall|5:34|f|a.c|1|0|-|-\ncall|5:43|f|a.c|1|0|-|-\n"
					 "call|5:53|-|-|1|0|-|indirect\ncall|5:53|get|a.c|0|0|-|-\ncall|5:64|run|a.c|1|0|-|indirect\n"
					 "call|5:82|f|a.c|1|0|-|-\ncall|5:84|f|a.c|1|0|-|-\n");
	project_has(p, "a.c", "use|5:35|call|function|f|a.c|5");
	project_has(p, "a.c", "use|5:25|member|field|run|a.c|2");
}

static void macro_made_code_stands_where_it_is_expanded(void **state)
{
	struct project *p = *state;

	project_source(p, "a.c", "int f(int);\n#define DEFINE(name) static int name(int x) { while (f(x)) x++; return x; }\n"
				 "#define EACH(i, n) for (int i = 0; i < (n); i++)\n#define CALL(x) f(x)\n"
				 "DEFINE(made)\n"
				 "int g(void)\n{\n\tEACH(k, 3)\n\t\tCALL(k);\n\treturn made(1);\n}\n");
	project_expect(p, "a.c", "function param loop call",
		       "function|5:1|5:12|made|c:a.c@F@made|int|3|static,macro\nparam|5:1|x|int|-\n"
		       "loop|5:1|5:12|while|0|macro\ncall|5:1|f|a.c|1|1|-|macro\n"
		       "function|6:5|11:1|g|c:@F@g|int|4|-\nloop|8:2|9:9|for|0|macro\n"
		       "call|9:3|f|a.c|1|1|-|macro\ncall|10:9|made|a.c|1|0|-|-\n");
}

static void old_style_functions_are_functions(void **state)
{
	struct project *p = *state;

	project_arg(p, "-std=c89");
	project_source(p, "a.c", "int f(b, a) int a; char *b; { return a + *b; }\n_Noreturn void n(void) { for (;;); }\n"
				 "__attribute__((noreturn)) void m(void);\nvoid m(void) { for (;;); }\n"
				 "_Noreturn void o(void);\nvoid o(void) { for (;;); }\n");
	project_expect(p, "a.c", "function param", "function|1:5|1:46|f|c:@F@f|int|1|-\nparam|1:26|b|char *|pointer\n"
						   "param|1:17|a|int|-\nfunction|2:16|2:36|n|c:@F@n|void|2|noreturn\n"
						   "function|4:6|4:26|m|c:@F@m|void|2|noreturn\n"
						   "function|6:6|6:26|o|c:@F@o|void|2|noreturn\n");
}

static void statements_are_counted(void **state)
{
	struct project *p = *state;

	project_source(p, "a.c", "int f(int a)\n{\n"
				 "\tint b = 1;\n"                             /* 1 */
				 "\tif (a) b++; else b--;\n"                   /* 4 */
				 "\tswitch (b) {\n"                            /* 5 */
				 "\tcase 1: b = 2; break;\n"                   /* 8 */
				 "\tdefault: b = 3;\n\t}\n"                    /* 10 */
				 "\tdo b++; while (b < 3);\n"                  /* 12 */
				 "\twhile (b) b--;\n"                          /* 14 */
				 "out:\n\ta++;\n"                              /* 16 */
				 "\t;\n"                                       /* 17 */
				 "\tfor (a = 0; a < 3; a++) b += a;\n"         /* 19 */
				 "\treturn b;\n}\n");                          /* 20 */
	project_expect(p, "a.c", "function", "function|1:5|16:1|f|c:@F@f|int|20|-\n");
}

static void what_is_missing_of_clangs_own_headers_is_explained(void **state)
{
	static const char *const includes[] = { "stddef.h", "stdio.h", "immintrin.h" };
	struct project *p = *state;

	project_arg(p, "-nobuiltininc");
	for (size_t i = 0; i < sizeof includes / sizeof *includes; i++) {
		struct strbuf source = STRBUF_INIT;

		strbuf_addf(&source, "#include <%s>\nint a;\n", includes[i]);
		project_source(p, "a.c", source.text);
		assert_non_null(strstr(intern_text(&p->text, p->unit.reason), "not found; it is one of clang's own headers: install them"));
		strbuf_release(&source);
	}
	project_source(p, "a.c", "#include <mystddef.h>\n#include <stddef.hpp>\n");
	assert_string_equal(intern_text(&p->text, p->unit.reason), "mystddef.h: not found");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PROJECT_TEST(every_declaration_is_an_entity),
		PROJECT_TEST(macros_are_entities_and_guards_are_known),
		PROJECT_TEST(what_acts_unnamed_has_an_effect),
		PROJECT_TEST(every_way_of_use_is_told_apart),
		PROJECT_TEST(a_type_needed_without_a_name_is_implicit),
		PROJECT_TEST(defining_what_a_header_declares_uses_it),
		PROJECT_TEST(names_in_conditions_are_tests),
		PROJECT_TEST(names_nobody_resolves_are_mentions),
		PROJECT_TEST(macros_inside_macros_are_implicit),
		PROJECT_TEST(records_have_a_layout),
		PROJECT_TEST(packing_by_option_is_seen),
		PROJECT_TEST(functions_have_params_loops_and_calls),
		PROJECT_TEST(calls_find_their_callee),
		PROJECT_TEST(macro_made_code_stands_where_it_is_expanded),
		PROJECT_TEST(old_style_functions_are_functions),
		PROJECT_TEST(statements_are_counted),
		PROJECT_TEST(what_is_missing_of_clangs_own_headers_is_explained),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
