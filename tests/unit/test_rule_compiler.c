/* The compiler's rule without a compiler: facts text in, findings out, one line each. And its table of names. */
#include "analyzer/program/link.h"
#include "rules/compiler_names.h"
#include "rules/rule.h"
#include "tests/unit/unit.h"

#include <string.h>

/* Unit number k is "<k>.c" and holds the lines given: file-scope ones, then "end-of-files", then unit-scope ones. */
static void link_unit(struct linker *l, size_t k, const char *lines)
{
	struct strbuf text = STRBUF_INIT;
	struct error e = ERROR_INIT;
	size_t n = 0;

	strbuf_addf(&text, "whynot-facts\t3\nunit\t%zu.c\t-\tc\tok\t-\nfile\t%zu.c\tmain\t7\n%s", k, k, lines);
	for (size_t i = 0; i < text.len; i++)
		n += text.text[i] == '\n';
	strbuf_addf(&text, "end\t%zu\n", n);
	if (linker_add(l, "test", text.text, text.len, &e) < 0)
		fail_msg("%s", e.text.text);
	strbuf_release(&text);
}

static void add_place(struct strbuf *out, struct srcloc at)
{
	if (at.path)
		strbuf_addf(out, "%s:%u:%u", at.path, at.line, at.col);
	else
		strbuf_adds(out, "nowhere");
}

static void add_finding(struct strbuf *out, const struct finding *f)
{
	add_place(out, f->loc);
	strbuf_addf(out, " %d %s %s/%s %s: ", f->level, finding_kind_word(f->kind), f->rule, f->name, f->function);
	finding_message(f, out);
	for (size_t i = 0; i < f->n_args; i++) {
		if (f->args[i].loc.path) {
			strbuf_addf(out, " {%s ", f->args[i].key);
			add_place(out, f->args[i].loc);
			strbuf_adds(out, "}");
		}
	}
	if (f->has_hotness)
		strbuf_addf(out, " hot %llu", (unsigned long long)f->hotness);
	strbuf_addc(out, '\n');
}

/* What the rule says of the program made of these units. The last is NULL. */
static void expect(const char *const *units, const char *expected)
{
	struct intern text;
	struct arena memory = { 0 };
	struct emitter e;
	struct linker *l;
	struct program *p;
	struct strbuf found = STRBUF_INIT;

	intern_init(&text);
	l = linker_new(&text);
	for (size_t k = 0; units[k]; k++)
		link_unit(l, k, units[k]);
	p = linker_finish(l, true);
	emitter_init(&e, &memory);
	e.rule = &rule_find("compiler")->info;
	rule_find("compiler")->check(p, &e);
	emitter_sort(&e);
	for (size_t i = 0; i < e.findings.n; i++) {
		assert_string_equal(e.findings.items[i].category, "compiler");
		assert_int_equal(e.findings.items[i].severity, SEVERITY_NOTE);
		assert_int_equal(e.findings.items[i].n_args, e.findings.items[i].n_message_args);
		add_finding(&found, &e.findings.items[i]);
	}
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	emitter_release(&e);
	arena_release(&memory);
	program_free(p);
	intern_release(&text);
}

static void expect_one(const char *unit, const char *expected)
{
	const char *const units[] = { unit, NULL };

	expect(units, expected);
}

#define REMARK(place, kind, pass, name, function) \
	"remark\t0.c\t" place "\t" kind "\t" pass "\t" name "\t" function "\t0\t1\t-\n"
#define ARG(key, value) "remark_arg\t" key "\t" value "\t-\t0:0\n"
#define STRING(words) ARG("String", words)
#define INLINE(place, name, callee, caller, words) \
	REMARK(place, "missed", "inline", name, caller) ARG("Callee", callee) STRING(" not inlined into ") \
	ARG("Caller", caller) words
#define LOOP(place, kind, name, function, words) REMARK(place, kind, "loop-vectorize", name, function) STRING(words)

static void a_remark_comes_through_as_it_is(void **state)
{
	(void)state;
	expect_one("end-of-files\n"
		   "remark\t0.c\t3:4\tanalysis-aliasing\tloop-vectorize\tCantReorderMemOps\tf\t17\t2\thotness\n"
		   STRING("loop not vectorized: ")
		   "remark_arg\tWhere\there\t0.c\t5:6\n"
		   REMARK("4:1", "failure", "no-such-pass", "NoSuchName", "g"),
		   "0.c:3:4 2 AnalysisAliasing loop-vectorize/CantReorderMemOps f: loop not vectorized: here {Where 0.c:5:6} hot 17\n"
		   "0.c:4:1 3 Failure no-such-pass/NoSuchName g: \n");
}

static void line_breaks_become_blanks(void **state)
{
	(void)state;
	expect_one("end-of-files\n"
		   REMARK("3:4", "analysis", "asm-printer", "InstructionMix", "f") STRING("BasicBlock: ") STRING("\\n")
		   STRING("cmpl\\t") STRING(": ") ARG("INST_cmpl", "1"),
		   "0.c:3:4 3 Analysis asm-printer/InstructionMix f: BasicBlock:  cmpl : 1\n");
}

static void what_nobody_can_act_on_is_level_3(void **state)
{
	(void)state;
	expect_one("file\t/usr/include/s.h\tsystem\t0\nend-of-files\n"
		   "remark\t-\t0:0\tpassed\tloop-vectorize\tVectorized\tf\t0\t1\t-\n"
		   "remark\t/usr/include/s.h\t3:1\tpassed\tloop-vectorize\tVectorized\tf\t0\t1\t-\n"
		   "remark\t/elsewhere/s.h\t3:1\tpassed\tloop-vectorize\tVectorized\tf\t0\t1\t-\n"
		   REMARK("0:0", "passed", "loop-vectorize", "Vectorized", "f")
		   REMARK("2:1", "passed", "loop-vectorize", "Vectorized", "-"),
		   "nowhere 3 Passed loop-vectorize/Vectorized f: \n"
		   "/elsewhere/s.h:3:1 3 Passed loop-vectorize/Vectorized f: \n"
		   "/usr/include/s.h:3:1 3 Passed loop-vectorize/Vectorized f: \n"
		   "0.c:0:0 3 Passed loop-vectorize/Vectorized f: \n"
		   "0.c:2:1 1 Passed loop-vectorize/Vectorized <file>: \n");
}

static void a_missing_definition_matters_if_the_program_has_it(void **state)
{
	static const char *const units[] = {
		"end-of-files\n" INLINE("3:4", "NoDefinition", "puts", "f", "") INLINE("4:4", "NoDefinition", "ours", "f", "")
		INLINE("5:4", "NoDefinition", "hidden", "f", "") INLINE("6:4", "TooCostly", "puts", "f", ""),
		"function\t1:5\t2:1\tours\tc:@F@ours\tvoid\t1\t-\nfunction\t4:5\t5:1\thidden\tc:1.c@F@hidden\tvoid\t1\tstatic\n"
		"end-of-files\n",
		NULL
	};

	(void)state;
	expect(units, "0.c:3:4 3 Missed inline/NoDefinition f: puts not inlined into f\n"
		      "0.c:4:4 2 Missed inline/NoDefinition f: ours not inlined into f\n"
		      "0.c:5:4 3 Missed inline/NoDefinition f: hidden not inlined into f\n"
		      "0.c:6:4 2 Missed inline/TooCostly f: puts not inlined into f\n");
}

static void one_copy_stands_for_all(void **state)
{
	(void)state;
	expect_one("function\t2:5\t9:1\tmiddle\tc:@F@middle\tvoid\t1\t-\nend-of-files\n"
		   INLINE("3:4", "TooCostly", "big", "again", ARG("Cost", "300") STRING("at callsite again:1"))
		   INLINE("3:4", "TooCostly", "big", "middle", ARG("Cost", "310") STRING("at callsite middle:1"))
		   INLINE("3:4", "TooCostly", "big", "zero", ARG("Cost", "300"))
		   INLINE("3:4", "TooCostly", "other", "zero", ARG("Cost", "300"))
		   INLINE("12:4", "TooCostly", "big", "y", "") INLINE("12:4", "TooCostly", "big", "x", ""),
		   "0.c:3:4 3 Missed inline/TooCostly again: big not inlined into again300at callsite again:1\n"
		   "0.c:3:4 2 Missed inline/TooCostly middle: big not inlined into middle310at callsite middle:1\n"
		   "0.c:3:4 3 Missed inline/TooCostly zero: big not inlined into zero300\n"
		   "0.c:3:4 2 Missed inline/TooCostly zero: other not inlined into zero300\n"
		   "0.c:12:4 2 Missed inline/TooCostly x: big not inlined into x\n"
		   "0.c:12:4 3 Missed inline/TooCostly y: big not inlined into y\n");
}

static void numbers_and_whose_copy_it_is_make_no_other_verdict(void **state)
{
	(void)state;
	expect_one("end-of-files\n"
		   REMARK("3:4", "passed", "loop-unroll", "PartialUnrolled", "f") STRING("by ") ARG("UnrollCount", "4")
		   REMARK("3:4", "passed", "loop-unroll", "PartialUnrolled", "g") STRING("by ") ARG("UnrollCount", "-2.5e+01")
		   REMARK("4:4", "passed", "loop-idiom", "ProcessLoopStridedStore", "f") STRING("in ") ARG("Function", "f")
		   REMARK("4:4", "passed", "loop-idiom", "ProcessLoopStridedStore", "g") STRING("in ") ARG("Function", "g")
		   REMARK("5:4", "passed", "loop-unroll", "Peeled", "f") STRING("in ") ARG("Caller", "f")
		   REMARK("5:4", "passed", "loop-unroll", "Peeled", "g") STRING("in ") ARG("Caller", "g"),
		   "0.c:3:4 2 Passed loop-unroll/PartialUnrolled f: by 4\n"
		   "0.c:3:4 3 Passed loop-unroll/PartialUnrolled g: by -2.5e+01\n"
		   "0.c:4:4 2 Passed loop-idiom/ProcessLoopStridedStore f: in f\n"
		   "0.c:4:4 3 Passed loop-idiom/ProcessLoopStridedStore g: in g\n"
		   "0.c:5:4 2 Passed loop-unroll/Peeled f: in f\n"
		   "0.c:5:4 3 Passed loop-unroll/Peeled g: in g\n");
}

static void copies_that_fared_differently_stay_apart(void **state)
{
	(void)state;
	expect_one("end-of-files\n"
		   INLINE("3:4", "NeverInline", "big", "f", ARG("Reason", "recursive"))
		   INLINE("3:4", "NeverInline", "big", "g", ARG("Reason", "varargs"))
		   LOOP("5:2", "analysis", "UnsafeDep", "f", "backward") LOOP("5:2", "analysis", "UnsafeDep", "g", "forward")
		   LOOP("6:2", "analysis", "InterleavingNotBeneficial", "f", "no") LOOP("6:2", "missed", "InterleavingNotBeneficial", "g", "no"),
		   "0.c:3:4 2 Missed inline/NeverInline f: big not inlined into frecursive\n"
		   "0.c:3:4 2 Missed inline/NeverInline g: big not inlined into gvarargs\n"
		   "0.c:5:2 2 Analysis loop-vectorize/UnsafeDep f: backward\n"
		   "0.c:5:2 2 Analysis loop-vectorize/UnsafeDep g: forward\n"
		   "0.c:6:2 2 Analysis loop-vectorize/InterleavingNotBeneficial f: no\n"
		   "0.c:6:2 2 Missed loop-vectorize/InterleavingNotBeneficial g: no\n");
}

static void a_loop_that_could_win_is_level_1(void **state)
{
	(void)state;
	expect_one("end-of-files\n"
		   LOOP("4:3", "missed", "MissedDetails", "f", "no") LOOP("4:3", "missed", "MissedDetails", "g", "no")
		   LOOP("4:3", "analysis", "UnsafeDep", "f", "why")
		   LOOP("4:9", "analysis", "CantComputeNumberOfIterations", "f", "another loop"),
		   "0.c:4:3 1 Missed loop-vectorize/MissedDetails f: no\n"
		   "0.c:4:3 3 Missed loop-vectorize/MissedDetails g: no\n"
		   "0.c:4:3 2 Analysis loop-vectorize/UnsafeDep f: why\n"
		   "0.c:4:9 2 Analysis loop-vectorize/CantComputeNumberOfIterations f: another loop\n");
}

static void a_loop_without_a_chance_is_level_2(void **state)
{
	(void)state;
	expect_one("end-of-files\n"
		   LOOP("3:2", "missed", "MissedDetails", "f", "no") LOOP("3:2", "analysis", "CantComputeNumberOfIterations", "f", "why")
		   LOOP("4:2", "missed", "MissedDetails", "f", "no") LOOP("4:2", "passed", "Vectorized", "g", "yes")
		   LOOP("5:2", "missed", "MissedDetails", "f", "no") LOOP("5:2", "analysis", "CantVectorizeInstruction", "g", "call"),
		   "0.c:3:2 2 Analysis loop-vectorize/CantComputeNumberOfIterations f: why\n"
		   "0.c:3:2 2 Missed loop-vectorize/MissedDetails f: no\n"
		   "0.c:4:2 2 Missed loop-vectorize/MissedDetails f: no\n"
		   "0.c:4:2 1 Passed loop-vectorize/Vectorized g: yes\n"
		   "0.c:5:2 2 Analysis loop-vectorize/CantVectorizeInstruction g: call\n"
		   "0.c:5:2 2 Missed loop-vectorize/MissedDetails f: no\n");
}

static void the_table_of_names_is_sorted_and_whole(void **state)
{
	size_t n_explained = 0;

	(void)state;
	for (size_t i = 0; i < n_compiler_names; i++) {
		const struct compiler_name *n = &compiler_names[i], *before = &compiler_names[i ? i - 1 : 0];
		int order = strcmp(before->pass, n->pass);

		if (i && (order > 0 || (!order && strcmp(before->name, n->name) >= 0)))
			fail_msg("%s/%s must come before %s/%s", n->pass, n->name, before->pass, before->name);
		if (!*n->summary || strchr(n->summary, '\n') || n->level < 1 || n->level > 3)
			fail_msg("%s/%s: no level from 1 to 3 or no summary of one line", n->pass, n->name);
		assert_ptr_equal(compiler_name_find(n->pass, n->name), n);
		n_explained += *n->explain != '\0';
	}
	assert_in_range(n_explained, 25, n_compiler_names);
	assert_null(compiler_name_find("inline", "nodefinition"));
	assert_null(compiler_name_find("gvn", "NoDefinition"));
	assert_null(compiler_name_find("", ""));
	assert_null(compiler_name_find("zzz", "Z"));
}

/* What redis, lua5.4, zlib, jq and sqlite3 mostly say, so that a row lost in editing is noticed. */
static void the_frequent_names_are_explained(void **state)
{
	static const char *const frequent[][2] = {
		{ "TTI", "DontUnroll" }, { "asm-printer", "InstructionCount" }, { "asm-printer", "InstructionMix" },
		{ "gvn", "LoadClobbered" }, { "gvn", "LoadElim" }, { "gvn", "LoadPRE" }, { "inline", "Inlined" },
		{ "inline", "NeverInline" }, { "inline", "NoDefinition" }, { "inline", "TooCostly" }, { "licm", "Hoisted" },
		{ "licm", "LoadWithLoopInvariantAddressCondExecuted" }, { "licm", "LoadWithLoopInvariantAddressInvalidated" },
		{ "loop-vectorize", "CantComputeNumberOfIterations" }, { "loop-vectorize", "CantVectorizeInstruction" },
		{ "loop-vectorize", "CantVectorizeLibcall" }, { "loop-vectorize", "MissedDetails" },
		{ "loop-vectorize", "NoCFGForSelect" }, { "loop-vectorize", "NoInductionVariable" },
		{ "loop-vectorize", "NonReductionValueUsedOutsideLoop" }, { "loop-vectorize", "TooManyUncountableEarlyExits" },
		{ "loop-vectorize", "UnsupportedUncountableLoop" }, { "prologepilog", "StackSize" },
		{ "regalloc", "LoopSpillReloadCopies" }, { "regalloc", "SpillReloadCopies" },
		{ "slp-vectorizer", "NotBeneficial" }, { "slp-vectorizer", "NotPossible" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof frequent / sizeof *frequent; i++) {
		const struct compiler_name *n = compiler_name_find(frequent[i][0], frequent[i][1]);

		if (!n || !*n->explain)
			fail_msg("%s/%s is not explained", frequent[i][0], frequent[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_remark_comes_through_as_it_is),
		cmocka_unit_test(line_breaks_become_blanks),
		cmocka_unit_test(what_nobody_can_act_on_is_level_3),
		cmocka_unit_test(a_missing_definition_matters_if_the_program_has_it),
		cmocka_unit_test(one_copy_stands_for_all),
		cmocka_unit_test(numbers_and_whose_copy_it_is_make_no_other_verdict),
		cmocka_unit_test(copies_that_fared_differently_stay_apart),
		cmocka_unit_test(a_loop_that_could_win_is_level_1),
		cmocka_unit_test(a_loop_without_a_chance_is_level_2),
		cmocka_unit_test(the_table_of_names_is_sorted_and_whole),
		cmocka_unit_test(the_frequent_names_are_explained),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
