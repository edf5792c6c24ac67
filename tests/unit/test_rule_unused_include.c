/* What is asked (candidates) and what is reported once the answers are there. */
#include "tests/unit/rule_facts.h"

#define UNIT(main, ...) "unit  " main "  -  c  ok  -\nfile  " main "  main  0\n" __VA_ARGS__ "end-of-files\n"
#define INC(at, to) "include  " at "  \"" to "\"  " to "  -\n"
#define SYS(at, to) "include  " at "  <" to ">  /usr/include/" to "  -\n"
#define HEADER(name, ...) "file  " name "  guarded  0\n" __VA_ARGS__
#define SYSTEM(name, ...) "file  /usr/include/" name "  system,guarded  0\n" __VA_ARGS__
#define CALLS(name, target) "use  9:1  call  function  " name "  " target "  1\n"
/* A header that includes another one, and needs it. */
#define USER(name, declared, included, used) HEADER(name, INC("1:1", included) CALLS(used, included) DECLARES(declared))
#define DECLARES(name) "entity  9:1  function  " name "  c:@F@" name "  extern\n"

/* The findings without those that only say what the other includes are there for. */
static void judge_unused(const struct program *p, struct strbuf *out)
{
	struct strbuf all = STRBUF_INIT;

	judge(p, "unused-include", &all);
	strbuf_clear(out);
	for (const char *line = all.text; *line;) {
		size_t len = strcspn(line, "\n") + 1;

		if (memmem(line, len, ": UnusedInclude: ", strlen(": UnusedInclude: ")))
			strbuf_add(out, line, len);
		line += len;
	}
	strbuf_release(&all);
}

/* Replaces `out` with the questions, a line each: the unit's index and the place. */
static void ask(const struct program *p, struct strbuf *out)
{
	struct question_list list = { { 0 } };

	rule_find("unused-include")->ask(p, &(struct rule_settings){ 0 }, &list);
	strbuf_clear(out);
	for (size_t i = 0; i < list.questions.n; i++)
		strbuf_addf(out, "%u %s:%u\n", list.questions.items[i].unit, program_text(p, list.questions.items[i].file),
			    list.questions.items[i].at.line);
	VEC_RELEASE(&list.questions);
}

static void expect_questions_of(bool complete, const char *const *units, const char *expected)
{
	struct intern text;
	struct program *p = link_units(&text, units, complete);
	struct strbuf asked = STRBUF_INIT;

	ask(p, &asked);
	assert_string_equal(asked.text, expected);
	judge_unused(p, &asked);
	assert_string_equal(asked.text, ""); /* no proof, no finding */
	strbuf_release(&asked);
	unlink_units(p, &text);
}

static void expect_questions(const char *const *units, const char *expected)
{
	expect_questions_of(true, units, expected);
}

#define ANSWER(main, ...) "unit  " main "  -  c  ok  -\nend-of-files\n" __VA_ARGS__
#define UNUSED_B HEADER("a.h", DECLARES("a")) HEADER("b.h", DECLARES("b"))

static const char one_unused[] = UNIT("m.c", INC("1:1", "a.h") INC("2:1", "b.h") CALLS("a", "a.h") UNUSED_B);

static void nothing_of_it_is_used(void **state)
{
	(void)state;
	expect_questions(UNITS(one_unused), "0 m.c:2\n");
}

static void only_what_is_proven_is_reported(void **state)
{
	static const struct { const char *proof, *finding; } cases[] = {
		{ "proof  m.c  2:1  -  same  -\n",
		  "m.c:2:1: UnusedInclude: \"b.h\" is not used: without it nothing in this unit changes\n" },
		{ "proof  m.c  2:1  -  different  b\n", "" },
		{ "proof  m.c  2:1  -  broken  b\n", "" },
		{ "proof  m.c  2:1  -  same  -\nproof  m.c  2:1  -  different  b\n", "" },
		{ "proof  m.c  1:1  -  same  -\n", "" }, /* nobody asked: the rule knows that it is used */
		{ "proof  b.h  2:1  -  same  -\n", "" },
		{ "proof  nowhere.h  2:1  -  same  -\n", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct intern text;
		struct program *p = link_units(&text, UNITS(one_unused), true);
		struct strbuf answer = STRBUF_INIT, found = STRBUF_INIT;

		strbuf_addf(&answer, ANSWER("m.c", "%s"), cases[i].proof);
		add_proofs(p, 0, answer.text);
		judge_unused(p, &found);
		assert_string_equal(found.text, cases[i].finding);
		strbuf_release(&answer);
		strbuf_release(&found);
		unlink_units(p, &text);
	}
}

static void any_kind_of_use_counts(void **state)
{
	static const char *const how[] = { "call", "refer", "type", "member", "expand", "test", "mention", "body", "implicit" };
	struct strbuf unit = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof how / sizeof *how; i++) {
		strbuf_clear(&unit);
		strbuf_addf(&unit, UNIT("m.c", INC("1:1", "b.h") "use  9:1  %s  other  b  b.h  1\n" HEADER("b.h", DECLARES("b"))), how[i]);
		expect_questions(UNITS(unit.text), "");
	}
	strbuf_release(&unit);
}

static void what_its_own_includes_declare_counts(void **state)
{
	(void)state;
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "b.h") CALLS("c", "c.h")
				    USER("b.h", "b", "c.h", "c") HEADER("c.h", DECLARES("c")))), "");
}

static void what_also_comes_with_a_needed_include_does_not_count(void **state)
{
	(void)state;
	/* a.h is used itself and brings c.h, so that b.h brings nothing that is missed. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "a.h") INC("2:1", "b.h") CALLS("a", "a.h") CALLS("c", "c.h")
				    USER("a.h", "a", "c.h", "c") USER("b.h", "b", "c.h", "c") HEADER("c.h", DECLARES("c")))),
			 "0 m.c:2\n");
	/* Neither is used itself: one of them has to stay. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "a.h") INC("2:1", "b.h") CALLS("c", "c.h")
				    USER("a.h", "a", "c.h", "c") USER("b.h", "b", "c.h", "c") HEADER("c.h", DECLARES("c")))), "");
}

static void what_it_declares_again_counts(void **state)
{
	(void)state;
	/* b is declared by both, and the use points to a.h. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "a.h") INC("2:1", "b.h") CALLS("b", "a.h")
				    HEADER("a.h", DECLARES("b")) HEADER("b.h", DECLARES("b")))), "");
	/* m.c defines what b.h declares. */
	expect_questions(UNITS(UNIT("m.c", INC("2:1", "b.h") "entity  5:6  function  b  c:@F@b  definition\n"
				    HEADER("b.h", DECLARES("b")))), "");
	/* A member of the same name is not a redeclaration, unless nobody knows which one is meant. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "a.h") INC("2:1", "b.h") "use  9:1  member  field  next  a.h  1\n"
				    HEADER("a.h", "entity  2:1  field  next  c:1  -\n")
				    HEADER("b.h", DECLARES("b") "entity  2:1  field  next  c:2  -\n"))), "0 m.c:2\n");
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "a.h") INC("2:1", "b.h") "use  9:1  mention  field  next  a.h  1\n"
				    HEADER("a.h", "entity  2:1  field  next  c:1  -\n")
				    HEADER("b.h", DECLARES("b") "entity  2:1  field  next  c:2  -\n"))), "");
}

static void another_header_that_leans_on_it_counts(void **state)
{
	(void)state;
	/* c.h uses b.h and relies on m.c to include it first. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "b.h") INC("2:1", "c.h") CALLS("c", "c.h")
				    HEADER("b.h", DECLARES("b")) HEADER("c.h", CALLS("b", "b.h") DECLARES("c")))), "");
	/* Here c.h includes it itself. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "b.h") INC("2:1", "c.h") CALLS("c", "c.h")
				    HEADER("b.h", DECLARES("b")) HEADER("c.h", INC("1:1", "b.h") CALLS("b", "b.h") DECLARES("c")))),
			 "0 m.c:1\n");
	/* And here it leans on what b.h includes. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "b.h") INC("2:1", "c.h") CALLS("c", "c.h")
				    USER("b.h", "b", "d.h", "d") HEADER("d.h", DECLARES("d"))
				    HEADER("c.h", CALLS("d", "d.h") DECLARES("c")))), "");
}

static void headers_that_act_by_being_there_are_kept(void **state)
{
	static const char *const acting[] = {
		"entity  2:1  function  setup  c:s  effect\n",
		"entity  2:9  macro  _GNU_SOURCE  -  -\n" DECLARES("b"),
		"entity  2:9  macro  NDEBUG  -  -\n" DECLARES("b"),
		"entity  2:9  macro  malloc  -  function-like\n" DECLARES("b"),
		"entity  2:9  macro  LIMIT  -  -\n",
		"entity  1:9  macro  B_H  -  guard\nentity  2:9  macro  LIMIT  -  -\n",
		"entity  1:9  macro  B_H  -  guard\n", /* empty: all of it is for another system */
	};
	struct strbuf unit = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof acting / sizeof *acting; i++) {
		strbuf_clear(&unit);
		strbuf_addf(&unit, UNIT("m.c", INC("1:1", "b.h") HEADER("b.h", "%s")), acting[i]);
		expect_questions(UNITS(unit.text), "");
		strbuf_clear(&unit);
		strbuf_addf(&unit, UNIT("m.c", INC("1:1", "a.h") HEADER("a.h", INC("1:1", "b.h") DECLARES("a")) HEADER("b.h", "%s")),
			    acting[i]);
		expect_questions(UNITS(unit.text), "");
	}
	/* It is still there without the line. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "a.h") INC("2:1", "c.h") CALLS("c", "c.h")
				    USER("a.h", "a", "b.h", "LIMIT") USER("c.h", "c", "b.h", "LIMIT")
				    HEADER("b.h", "entity  2:9  macro  LIMIT  -  -\n"))), "0 m.c:1\n");
	/* It is there without either line, but not without both. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "a.h") INC("2:1", "c.h")
				    USER("a.h", "a", "b.h", "LIMIT") USER("c.h", "c", "b.h", "LIMIT")
				    HEADER("b.h", "entity  2:9  macro  LIMIT  -  -\n"))), "");
	/* A guard alone does nothing. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "b.h") HEADER("b.h", "entity  1:9  macro  _B_H  -  guard\n" DECLARES("b")))),
			 "0 m.c:1\n");
	strbuf_release(&unit);
}

static void headers_are_kept_by_name(void **state)
{
	static const char *const kept[] = { "config.h", "sub/fmacros.h", "src/m.h", "m_impl.h", "m-inl.h", "os_portability.h",
					    "luaconf.h", "redisassert.h", "list.def", "list.inc", "other.c", "solarisfixes.h" };
	static const char *const plain[] = { "b.h", "report.h", "n.h", "my.h", "B.H", "support.hpp" };
	struct strbuf unit = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof kept / sizeof *kept + sizeof plain / sizeof *plain; i++) {
		bool is_kept = i < sizeof kept / sizeof *kept;
		const char *name = is_kept ? kept[i] : plain[i - sizeof kept / sizeof *kept];

		strbuf_clear(&unit);
		strbuf_addf(&unit, UNIT("lib/m.c", "include  1:1  \"x\"  %s  -\n" HEADER("%s", DECLARES("b"))), name, name);
		expect_questions(UNITS(unit.text), is_kept ? "" : "0 lib/m.c:1\n");
	}
	strbuf_release(&unit);
}

static void files_without_a_guard_are_fragments(void **state)
{
	(void)state;
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "b.h") "file  b.h  -  0\n" DECLARES("b"))), "");
}

static void directives_that_are_not_plain_are_kept(void **state)
{
	static const char *const flags[] = { "missing", "computed", "next", "import", "conditional" };
	struct strbuf unit = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		strbuf_clear(&unit);
		strbuf_addf(&unit, UNIT("m.c", "include  1:1  \"b.h\"  b.h  %s\n" HEADER("b.h", DECLARES("b"))), flags[i]);
		expect_questions(UNITS(unit.text), "");
	}
	/* Twice in the file. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "b.h") INC("30:1", "b.h") HEADER("b.h", DECLARES("b")))), "");
	/* What is skipped beside it does not matter. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "b.h") "include  3:1  \"c.h\"  -  inactive,conditional\n"
				    HEADER("b.h", DECLARES("b")))), "0 m.c:1\n");
	/* It includes its includer. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "b.h") HEADER("b.h", INC("1:1", "m.c") DECLARES("b")))), "");
	strbuf_release(&unit);
}

static void generated_files_are_left_alone(void **state)
{
	(void)state;
	expect_questions(UNITS("unit  m.c  -  c  ok  -\nfile  m.c  main,generated  0\n" INC("1:1", "b.h") HEADER("b.h", DECLARES("b"))
			       "end-of-files\n"), "");
	/* Who includes one is another matter. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "b.h") "file  b.h  guarded,generated  0\n" DECLARES("b"))), "0 m.c:1\n");
}

#define CONFIGURED(config, ...) "unit  m.c  " config "  c  ok  -\nfile  m.c  main  0\n" __VA_ARGS__ HEADER("b.h", DECLARES("b")) \
	"end-of-files\n"

static void every_configuration_counts(void **state)
{
	static const char unused[] = CONFIGURED("x", INC("1:1", "b.h"));
	static const char used[] = CONFIGURED("y", INC("1:1", "b.h") CALLS("b", "b.h"));
	static const char skipped[] = CONFIGURED("y", "include  1:1  \"b.h\"  -  inactive\n");
	static const char failed[] = "unit  m.c  y  c  failed  crash\nend-of-files\n";
	static const char broken[] = "unit  m.c  y  c  had-errors  x\nfile  m.c  main  0\n" INC("1:1", "b.h") "file  b.h  guarded  9\n"
				     "end-of-files\n";

	(void)state;
	expect_questions(UNITS(unused, CONFIGURED("y", INC("1:1", "b.h"))), "0 m.c:1\n1 m.c:1\n");
	expect_questions(UNITS(unused, used), "");
	expect_questions(UNITS(used, unused), "");
	expect_questions(UNITS(unused, skipped), "");
	expect_questions(UNITS(skipped, unused), "");
	expect_questions(UNITS(unused, failed), "");
	expect_questions(UNITS(broken, unused), "");
}

static void proof_is_needed_in_every_unit(void **state)
{
	struct intern text;
	struct program *p = link_units(&text, UNITS(CONFIGURED("x", INC("1:1", "b.h")), CONFIGURED("y", INC("1:1", "b.h"))), true);
	struct strbuf found = STRBUF_INIT;

	(void)state;
	add_proofs(p, 0, "unit  m.c  x  c  ok  -\nend-of-files\nproof  m.c  1:1  -  same  -\n");
	judge_unused(p, &found);
	assert_string_equal(found.text, "");
	add_proofs(p, 1, "unit  m.c  y  c  ok  -\nend-of-files\nproof  m.c  1:1  -  same  -\n");
	judge_unused(p, &found);
	assert_string_equal(found.text, "m.c:1:1: UnusedInclude: \"b.h\" is not used: without it nothing in the 2 units that read "
			    "this file changes\n");
	strbuf_release(&found);
	unlink_units(p, &text);
}

#define IN_HEADER(main, ...) UNIT(main, INC("1:1", "h.h") CALLS("h", "h.h") HEADER("h.h", INC("3:1", "b.h") DECLARES("h")) \
	HEADER("b.h", DECLARES("b")) __VA_ARGS__)

static void a_headers_directive_is_asked_in_every_unit_that_reads_it(void **state)
{
	(void)state;
	expect_questions(UNITS(IN_HEADER("m.c", ""), IN_HEADER("n.c", "")), "0 h.h:3\n1 h.h:3\n");
	/* n.c leans on the header's include. */
	expect_questions(UNITS(IN_HEADER("m.c", ""),
			       UNIT("n.c", INC("1:1", "h.h") CALLS("h", "h.h") CALLS("b", "b.h")
				    HEADER("h.h", INC("3:1", "b.h") DECLARES("h")) HEADER("b.h", DECLARES("b")))), "");
	/* m.c gets it over another header that it needs. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "h.h") INC("2:1", "g.h") CALLS("h", "h.h") CALLS("g", "g.h") CALLS("b", "b.h")
				    HEADER("h.h", INC("3:1", "b.h") DECLARES("h")) USER("g.h", "g", "b.h", "b")
				    HEADER("b.h", DECLARES("b")))), "0 h.h:3\n");
	/* m.c includes it itself. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "h.h") INC("2:1", "b.h") CALLS("h", "h.h") CALLS("b", "b.h")
				    HEADER("h.h", INC("3:1", "b.h") DECLARES("h")) HEADER("b.h", DECLARES("b")))), "0 h.h:3\n");
	/* A header that only passes on. */
	expect_questions(UNITS(UNIT("m.c", INC("1:1", "h.h") CALLS("b", "b.h") HEADER("h.h", INC("3:1", "b.h") INC("4:1", "c.h"))
				    HEADER("b.h", DECLARES("b")) HEADER("c.h", DECLARES("c")))), "");
	/* A unit that is not known may. */
	expect_questions_of(false, UNITS(IN_HEADER("m.c", "")), "");
	expect_questions(UNITS(IN_HEADER("m.c", ""), "unit  x.c  -  c  failed  crash\nend-of-files\n"), "");
}

static void what_was_proven_together_with_a_no_is_asked_again(void **state)
{
	struct intern text;
	struct program *p = link_units(&text, UNITS(UNIT("m.c", INC("1:1", "u.h") INC("2:1", "h.h") CALLS("h", "h.h") HEADER("u.h", DECLARES("u"))
							 HEADER("h.h", INC("3:1", "b.h") DECLARES("h")) HEADER("b.h", DECLARES("b"))),
						    IN_HEADER("n.c", "")), true);
	struct strbuf asked = STRBUF_INIT;

	(void)state;
	ask(p, &asked);
	assert_string_equal(asked.text, "0 m.c:1\n0 h.h:3\n1 h.h:3\n");
	add_proofs(p, 0, ANSWER("m.c", "proof  m.c  1:1  -  same  -\nproof  h.h  3:1  -  same  -\n"));
	add_proofs(p, 1, ANSWER("n.c", "proof  h.h  3:1  -  different  n.c\n"));
	ask(p, &asked);
	assert_string_equal(asked.text, "0 m.c:1\n");
	p->units[0].facts.proofs.n = 0;
	add_proofs(p, 0, ANSWER("m.c", "proof  m.c  1:1  -  same  -\n"));
	ask(p, &asked);
	assert_string_equal(asked.text, "");
	judge_unused(p, &asked);
	assert_string_equal(asked.text, "m.c:1:1: UnusedInclude: \"u.h\" is not used: without it nothing in this unit changes\n");
	strbuf_release(&asked);
	unlink_units(p, &text);
}

static void system_headers_count_by_what_lies_below_them(void **state)
{
	(void)state;
	expect_questions(UNITS(UNIT("m.c", SYS("1:1", "math.h") SYS("2:1", "stdio.h") CALLS("sin", "/usr/include/bits/mathcalls.h")
				    SYSTEM("math.h", SYS("1:1", "bits/mathcalls.h")) SYSTEM("bits/mathcalls.h", "")
				    SYSTEM("stdio.h", ""))), "0 m.c:2\n");
	/* struct timeval comes with both, and both may be meant. */
	expect_questions(UNITS(UNIT("m.c", SYS("1:1", "sys/time.h") SYS("2:1", "sys/select.h")
				    "use  9:1  type  struct  timeval  /usr/include/bits/timeval.h  1\n" CALLS("select", "/usr/include/sys/select.h")
				    SYSTEM("sys/time.h", SYS("1:1", "bits/timeval.h")) SYSTEM("bits/timeval.h", "")
				    SYSTEM("sys/select.h", SYS("1:1", "bits/timeval.h")))), "");
	/* size_t comes with half of all headers: it keeps none that is not needed for more. */
	expect_questions(UNITS(UNIT("m.c", SYS("1:1", "stdio.h") SYS("2:1", "string.h")
				    "use  9:1  type  typedef  size_t  /usr/include/stddef.h  1\n" CALLS("strlen", "/usr/include/string.h")
				    SYSTEM("stdio.h", SYS("1:1", "stddef.h")) SYSTEM("stddef.h", "")
				    SYSTEM("string.h", SYS("1:1", "stddef.h")))), "0 m.c:1\n");
	/* The type behind a member, likewise. */
	expect_questions(UNITS(UNIT("m.c", SYS("1:1", "stdlib.h") SYS("2:1", "sys/stat.h") CALLS("fstat", "/usr/include/sys/stat.h")
				    "use  9:1  implicit  typedef  mode  /usr/include/bits/types.h  1\n"
				    SYSTEM("stdlib.h", SYS("1:1", "bits/types.h")) SYSTEM("bits/types.h", "")
				    SYSTEM("sys/stat.h", SYS("1:1", "bits/types.h")))), "0 m.c:1\n");
	/* Even stddef.h goes for it if another one is needed anyway, but not if it brings more that is named. */
	expect_questions(UNITS(UNIT("m.c", SYS("1:1", "stddef.h") SYS("2:1", "string.h")
				    "use  9:1  type  typedef  size_t  /usr/include/size_t.h  1\n" CALLS("strlen", "/usr/include/string.h")
				    SYSTEM("stddef.h", SYS("1:1", "size_t.h")) SYSTEM("size_t.h", "")
				    SYSTEM("string.h", SYS("1:1", "size_t.h")))), "0 m.c:1\n");
	expect_questions(UNITS(UNIT("m.c", SYS("1:1", "stddef.h") SYS("2:1", "string.h")
				    "use  9:1  expand  macro  offsetof  /usr/include/offsetof.h  1\n" CALLS("strlen", "/usr/include/string.h")
				    SYSTEM("stddef.h", SYS("1:1", "offsetof.h")) SYSTEM("offsetof.h", "")
				    SYSTEM("string.h", SYS("1:1", "stddef.h")))), "");
	expect_questions(UNITS(UNIT("m.c", SYS("1:1", "stdio.h")
				    "use  9:1  type  typedef  size_t  /usr/include/stddef.h  1\n"
				    SYSTEM("stdio.h", SYS("1:1", "stddef.h")) SYSTEM("stddef.h", ""))), "");
}

static void names_that_standards_put_into_several_headers(void **state)
{
	(void)state;
	/* Here stdio.h declared ssize_t first; elsewhere it may take sys/types.h. */
	expect_questions(UNITS(UNIT("m.c", SYS("1:1", "stdio.h") SYS("2:1", "sys/types.h")
				    "use  9:1  type  typedef  ssize_t  /usr/include/stdio.h  1\n"
				    SYSTEM("stdio.h", "") SYSTEM("sys/types.h", ""))), "");
	expect_questions(UNITS(UNIT("m.c", SYS("1:1", "stdio.h") SYS("2:1", "time.h")
				    "use  9:1  type  typedef  ssize_t  /usr/include/stdio.h  1\n"
				    SYSTEM("stdio.h", "") SYSTEM("time.h", ""))), "0 m.c:2\n");
}

static void some_system_headers_are_kept(void **state)
{
	(void)state;
	expect_questions(UNITS(UNIT("m.c", SYS("1:1", "sys/param.h") SYS("2:1", "features.h") SYSTEM("sys/param.h", "")
				    SYSTEM("features.h", ""))), "");
}

static void files_elsewhere_and_cxx_are_left_alone(void **state)
{
	(void)state;
	expect_questions(UNITS("unit  m.cc  -  c++  ok  -\nfile  m.cc  main  0\n" INC("1:1", "b.h") HEADER("b.h", DECLARES("b"))
			       "end-of-files\n"), "");
	expect_questions(UNITS(UNIT("/opt/m.c", INC("1:1", "b.h") HEADER("b.h", DECLARES("b")))), "");
	/* System headers are not judged, and they may include what they like. */
	expect_questions(UNITS(UNIT("m.c", SYS("1:1", "s.h") CALLS("s", "/usr/include/s.h") SYSTEM("s.h", SYS("1:1", "t.h"))
				    SYSTEM("t.h", ""))), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_of_it_is_used),
		cmocka_unit_test(only_what_is_proven_is_reported),
		cmocka_unit_test(any_kind_of_use_counts),
		cmocka_unit_test(what_its_own_includes_declare_counts),
		cmocka_unit_test(what_also_comes_with_a_needed_include_does_not_count),
		cmocka_unit_test(what_it_declares_again_counts),
		cmocka_unit_test(another_header_that_leans_on_it_counts),
		cmocka_unit_test(headers_that_act_by_being_there_are_kept),
		cmocka_unit_test(headers_are_kept_by_name),
		cmocka_unit_test(files_without_a_guard_are_fragments),
		cmocka_unit_test(directives_that_are_not_plain_are_kept),
		cmocka_unit_test(generated_files_are_left_alone),
		cmocka_unit_test(every_configuration_counts),
		cmocka_unit_test(proof_is_needed_in_every_unit),
		cmocka_unit_test(a_headers_directive_is_asked_in_every_unit_that_reads_it),
		cmocka_unit_test(what_was_proven_together_with_a_no_is_asked_again),
		cmocka_unit_test(system_headers_count_by_what_lies_below_them),
		cmocka_unit_test(names_that_standards_put_into_several_headers),
		cmocka_unit_test(some_system_headers_are_kept),
		cmocka_unit_test(files_elsewhere_and_cxx_are_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
