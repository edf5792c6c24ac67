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
	for (size_t i = 0; i < f->n_message_args; i++) {
		if (f->args[i].loc.path) {
			strbuf_addf(out, " {%s ", f->args[i].key);
			add_place(out, f->args[i].loc);
			strbuf_adds(out, "}");
		}
	}
	if (f->has_hotness)
		strbuf_addf(out, " hot %llu", (unsigned long long)f->hotness);
	strbuf_addc(out, '\n');
	for (size_t i = f->n_message_args; i < f->n_args; i++) {
		if (!strcmp(f->args[i].key, "String"))
			continue;
		strbuf_addf(out, "  %s: %s", f->args[i].key, f->args[i].value);
		if (f->args[i].loc.path) {
			strbuf_adds(out, " @");
			add_place(out, f->args[i].loc);
		}
		strbuf_addc(out, '\n');
	}
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
		      "  Definition: no unit of the program defines it, or more than one does\n"
		      "0.c:4:4 2 Missed inline/NoDefinition f: ours not inlined into f\n"
		      "  Definition: 'ours' has 1 statement; 'static inline' in a header, or -flto, would show them to the caller @1.c:1:5\n"
		      "0.c:5:4 3 Missed inline/NoDefinition f: hidden not inlined into f\n"
		      "  Definition: no unit of the program defines it, or more than one does\n"
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
		   REMARK("6:2", "analysis", "loop-idiom", "X", "f") STRING("no") REMARK("6:2", "missed", "loop-idiom", "X", "g") STRING("no"),
		   "0.c:3:4 2 Missed inline/NeverInline f: big not inlined into frecursive\n"
		   "  Reason: it calls itself; a loop could be inlined, and so could a function that does its first step\n"
		   "0.c:3:4 2 Missed inline/NeverInline g: big not inlined into gvarargs\n"
		   "  Reason: it reads its variable arguments with va_start; only a wrapper with fixed arguments can be inlined\n"
		   "0.c:5:2 2 Analysis loop-vectorize/UnsafeDep f: backward\n"
		   "0.c:5:2 2 Analysis loop-vectorize/UnsafeDep g: forward\n"
		   "0.c:6:2 3 Analysis loop-idiom/X f: no\n"
		   "0.c:6:2 3 Missed loop-idiom/X g: no\n");
}

static void a_loop_that_could_win_is_level_1(void **state)
{
	(void)state;
	expect_one("end-of-files\n"
		   LOOP("4:3", "missed", "MissedDetails", "f", "no") LOOP("4:3", "missed", "MissedDetails", "g", "no")
		   LOOP("4:3", "analysis", "UnsafeDep", "f", "why")
		   LOOP("4:9", "analysis", "CantComputeNumberOfIterations", "f", "another loop"),
		   "0.c:4:3 1 Missed loop-vectorize/MissedDetails f: no: why\n"
		   "0.c:4:3 3 Missed loop-vectorize/MissedDetails g: no\n"
		   "0.c:4:3 3 Analysis loop-vectorize/UnsafeDep f: why\n"
		   "0.c:4:9 2 Analysis loop-vectorize/CantComputeNumberOfIterations f: another loop\n");
}

static void a_loop_without_a_chance_is_level_2(void **state)
{
	(void)state;
	expect_one("end-of-files\n"
		   LOOP("3:2", "missed", "MissedDetails", "f", "no") LOOP("3:2", "analysis", "CantComputeNumberOfIterations", "f", "why")
		   LOOP("4:2", "missed", "MissedDetails", "f", "no") LOOP("4:2", "passed", "Vectorized", "g", "yes")
		   LOOP("5:2", "missed", "MissedDetails", "f", "no") LOOP("5:2", "analysis", "CantVectorizeInstruction", "g", "call"),
		   "0.c:3:2 3 Analysis loop-vectorize/CantComputeNumberOfIterations f: why\n"
		   "0.c:3:2 2 Missed loop-vectorize/MissedDetails f: no: why\n"
		   "0.c:4:2 3 Missed loop-vectorize/MissedDetails f: no\n"
		   "0.c:4:2 1 Passed loop-vectorize/Vectorized g: yes; the copy in 'f' was not\n"
		   "0.c:5:2 3 Analysis loop-vectorize/CantVectorizeInstruction g: call\n"
		   "0.c:5:2 1 Missed loop-vectorize/MissedDetails f: no\n"
		   "  Reason: in the copy of 'g': call\n");
}

#define AT_LOOP(file, place) "remark_loop\t" file "\t" place "\n"
#define F_WITH_LOOPS(n_statements) \
	"function\t2:5\t30:1\tf\tc:@F@f\tvoid\t" n_statements "\t-\nloop\t4:3\t9:4\tfor\t0\t-\nloop\t5:4\t8:5\twhile\t1\t-\n"

/* A reason's place can be anywhere, also in another file or nowhere; the record says which loop it is about. */
static void reasons_belong_to_the_loop_that_the_record_says(void **state)
{
	(void)state;
	expect_one("end-of-files\n"
		   "remark\th.h\t70:3\tanalysis\tloop-vectorize\tCantVectorizeLibcall\tf\t0\t1\t-\n" STRING("loop not vectorized: ")
		   STRING("call") AT_LOOP("0.c", "4:3")
		   "remark\t0.c\t0:0\tanalysis\tloop-vectorize\tNoInductionVariable\tf\t0\t1\t-\n" STRING("loop not vectorized: ")
		   STRING("no induction") AT_LOOP("0.c", "4:3") AT_LOOP("0.c", "12:3")
		   LOOP("4:3", "missed", "MissedDetails", "f", "loop not vectorized")
		   LOOP("12:3", "missed", "MissedDetails", "f", "loop not vectorized"),
		   "0.c:0:0 3 Analysis loop-vectorize/NoInductionVariable f: loop not vectorized: no induction\n"
		   "0.c:4:3 2 Missed loop-vectorize/MissedDetails f: loop not vectorized: call (and 1 more reason) {Reason h.h:70:3}\n"
		   "  Reason: no induction\n"
		   "0.c:12:3 1 Missed loop-vectorize/MissedDetails f: loop not vectorized: no induction\n"
		   "h.h:70:3 3 Analysis loop-vectorize/CantVectorizeLibcall f: loop not vectorized: call\n");
}

static void a_loop_tells_what_is_left_of_it(void **state)
{
	(void)state;
	expect_one(F_WITH_LOOPS("3")
		   "call\t6:6\tkept\t-\t1\t2\t-\t-\ncall\t6:20\tinlined\t-\t1\t2\t-\t-\ncall\t7:6\tmalloc\t-\t1\t2\t-\t-\n"
		   "call\t7:20\tthrough\t-\t1\t2\t-\tindirect\ncall\t12:1\tbehind\t-\t1\t0\t-\t-\nend-of-files\n"
		   "codegen\tok\t-\t-O2\t9\t0\t0\n"
		   LOOP("5:4", "missed", "MissedDetails", "f", "no") LOOP("5:4", "analysis", "UnsafeDep", "f", "why")
		   REMARK("5:4", "passed", "loop-unroll", "PartialUnrolled", "f") STRING("unrolled by 4")
		   REMARK("5:4", "passed", "loop-unroll", "PartialUnrolled", "g") STRING("unrolled by 8")
		   REMARK("5:4", "missed", "regalloc", "LoopSpillReloadCopies", "f") ARG("NumSpills", "2") ARG("NumFoldedReloads", "1")
		   "code_line\t0.c\t4:0\tf\t100\t100\t100\t-\t-\t100\ncode_line\t0.c\t5:0\tf\t3\t1\t0\t-\t-\t0\n"
		   "code_line\t0.c\t6:0\tf\t4\t1\t1\tkept\t-\t0\ncode_line\t0.c\t6:0\tg\t50\t50\t50\tinlined\t-\t50\n"
		   "code_line\t0.c\t7:0\tf\t6\t0\t2\tmalloc\t-\t2\ncode_line\t0.c\t9:0\tf\t100\t0\t0\t-\t-\t0\n",
		   "0.c:5:4 3 Passed loop-unroll/PartialUnrolled f: unrolled by 4\n"
		   "0.c:5:4 3 Passed loop-unroll/PartialUnrolled g: unrolled by 8\n"
		   "0.c:5:4 1 Missed loop-vectorize/MissedDetails f: no: why\n"
		   "  Unroll: unrolled by 4\n"
		   "  Spill: 2 values saved to the stack, 1 read back, for want of registers\n"
		   "  Unroll: in the copy of 'g': unrolled by 8\n"
		   "  Loop: inside 1 other, with 0 conditions in its body\n"
		   "  Callee: kept @0.c:6:6\n"
		   "  Alloc: malloc allocates @0.c:7:6\n"
		   "  Callee: through, through a pointer @0.c:7:20\n"
		   "  Code: 13 instructions on its lines: 2 conditional jumps, 3 calls, 2 vector instructions\n"
		   "0.c:5:4 3 Analysis loop-vectorize/UnsafeDep f: why\n"
		   "0.c:5:4 3 Missed regalloc/LoopSpillReloadCopies f: 21\n");
}

static void copies_of_a_loop_are_one_story(void **state)
{
	(void)state;
	expect_one(F_WITH_LOOPS("3") "end-of-files\n"
		   LOOP("4:3", "missed", "MissedDetails", "f", "no") LOOP("4:3", "passed", "Vectorized", "f", "yes")
		   LOOP("4:3", "passed", "Vectorized", "a", "yes") LOOP("4:3", "missed", "MissedDetails", "g", "no")
		   LOOP("4:3", "missed", "MissedDetails", "h", "no")
		   LOOP("5:4", "passed", "Vectorized", "g", "yes") LOOP("5:4", "missed", "MissedDetails", "f", "no"),
		   "0.c:4:3 3 Missed loop-vectorize/MissedDetails f: no\n"
		   "0.c:4:3 3 Missed loop-vectorize/MissedDetails g: no\n"
		   "0.c:4:3 3 Missed loop-vectorize/MissedDetails h: no\n"
		   "0.c:4:3 3 Passed loop-vectorize/Vectorized a: yes\n"
		   "0.c:4:3 1 Passed loop-vectorize/Vectorized f: yes; another copy of it there was not; the copies in 'g' and 1 other were not\n"
		   "0.c:5:4 3 Missed loop-vectorize/MissedDetails f: no\n"
		   "0.c:5:4 1 Passed loop-vectorize/Vectorized g: yes where it is inlined into 'g'; the copy in 'f' was not\n"
		   "  Loop: inside 1 other, with 0 conditions in its body\n");
}

static void a_place_inside_a_loop_names_its_head(void **state)
{
	(void)state;
	expect_one(F_WITH_LOOPS("3") "end-of-files\n"
		   LOOP("6:7", "missed", "MissedDetails", "f", "no") LOOP("6:7", "analysis", "UnsafeDep", "f", "why")
		   LOOP("20:3", "missed", "MissedDetails", "f", "no"),
		   "0.c:6:7 1 Missed loop-vectorize/MissedDetails f: no: why (loop at 5:4) {Loop 0.c:5:4}\n"
		   "0.c:6:7 3 Analysis loop-vectorize/UnsafeDep f: why\n"
		   "0.c:20:3 1 Missed loop-vectorize/MissedDetails f: no\n");
}

#define SPILL(place, function, spills, reloads) \
	REMARK(place, "missed", "regalloc", "LoopSpillReloadCopies", function) ARG("NumSpills", spills) ARG("NumReloads", reloads)

/* What is known of another copy only is told all the same; what was said of one copy is not said of the next. */
static void spills_of_other_copies_are_told(void **state)
{
	(void)state;
	expect_one(F_WITH_LOOPS("3") "end-of-files\n"
		   LOOP("4:3", "passed", "Vectorized", "f", "yes") SPILL("4:3", "b", "3", "0") SPILL("4:3", "c", "3", "0")
		   SPILL("4:3", "d", "0", "1") REMARK("4:3", "passed", "loop-unroll", "PartialUnrolled", "a") STRING("by 4")
		   REMARK("4:3", "passed", "loop-unroll", "PartialUnrolled", "f") STRING("by 4")
		   SPILL("12:3", "f", "0", "1"),
		   "0.c:4:3 3 Passed loop-unroll/PartialUnrolled a: by 4\n"
		   "0.c:4:3 3 Passed loop-unroll/PartialUnrolled f: by 4\n"
		   "0.c:4:3 1 Passed loop-vectorize/Vectorized f: yes\n"
		   "  Unroll: by 4\n"
		   "  Spill: in the copy of 'b': 3 values saved to the stack, for want of registers\n"
		   "  Spill: in the copy of 'd': 1 value read back from the stack, for want of registers\n"
		   "0.c:4:3 3 Missed regalloc/LoopSpillReloadCopies b: 30\n"
		   "0.c:4:3 3 Missed regalloc/LoopSpillReloadCopies c: 30\n"
		   "0.c:4:3 3 Missed regalloc/LoopSpillReloadCopies d: 01\n"
		   "0.c:12:3 2 Missed regalloc/LoopSpillReloadCopies f: 01\n"
		   "  Spill: 1 value read back from the stack, for want of registers\n");
}

static void calls_tell_cost_definition_and_loop(void **state)
{
	(void)state;
	expect_one(F_WITH_LOOPS("3") "function\t40:5\t50:1\tbig\tc:0.c@F@big\tvoid\t77\tstatic\nend-of-files\n"
		   INLINE("6:6", "TooCostly", "big", "f", ARG("Cost", "310") ARG("Threshold", "225"))
		   INLINE("12:6", "TooCostly", "big", "f", ARG("Cost", "225") ARG("Threshold", "225")),
		   "0.c:6:6 2 Missed inline/TooCostly f: big not inlined into f310225 (in 2 nested loops)\n"
		   "  Cost: at least 85 above the threshold of 225\n"
		   "  Definition: 'big' has 77 statements @0.c:40:5\n"
		   "  Loop: the loop around @0.c:5:4\n"
		   "0.c:12:6 2 Missed inline/TooCostly f: big not inlined into f225225\n"
		   "  Cost: reaches the threshold, where counting may stop: it can be more\n"
		   "  Definition: 'big' has 77 statements @0.c:40:5\n");
}

#define CLOBBERED(place, function, other, by, culprit) \
	REMARK(place, "missed", "gvn", "LoadClobbered", function) STRING("load of type ") ARG("Type", "i32") other \
	STRING(" clobbered by ") "remark_arg\tClobberedBy\t" by "\t0.c\t" culprit "\n"
#define OTHER(place) STRING(" in favor of ") "remark_arg\tOtherAccess\tload\t0.c\t" place "\n"
#define INVALIDATED(place) REMARK(place, "missed", "licm", "LoadWithLoopInvariantAddressInvalidated", "f") STRING("stuck")

static void reads_are_grouped_by_loop_and_culprit(void **state)
{
	(void)state;
	expect_one(F_WITH_LOOPS("3") "call\t7:1\tkept\t-\t1\t2\t-\t-\nend-of-files\n"
		   CLOBBERED("6:1", "f", OTHER("3:1"), "call", "7:1") CLOBBERED("6:9", "f", "", "call", "7:1") INVALIDATED("6:9")
		   CLOBBERED("6:1", "g", OTHER("3:1"), "call", "7:1")
		   CLOBBERED("6:5", "f", OTHER("3:1"), "store", "9:1")
		   CLOBBERED("6:7", "f", OTHER("3:1"), "store", "20:1") CLOBBERED("6:8", "f", "", "store", "7:1")
		   INVALIDATED("8:1"),
		   "0.c:6:1 2 Missed gvn/LoadClobbered f: load of type i32 in favor of load clobbered by call (in 2 nested loops, with 1 more read)"
		   " {OtherAccess 0.c:3:1} {ClobberedBy 0.c:7:1}\n"
		   "  Loop: the loop around @0.c:5:4\n"
		   "  Clobber: the call of 'kept' may write to what is read; its body is not known @0.c:7:1\n"
		   "  Reload: i32, read before at 3:1 @0.c:6:1\n"
		   "  Reload: i32, the same address each time @0.c:6:9\n"
		   "  Try: if the call does not change it: read it into a local first, or declare the callee pure or const, if it is\n"
		   "0.c:6:1 3 Missed gvn/LoadClobbered g: load of type i32 in favor of load clobbered by call"
		   " {OtherAccess 0.c:3:1} {ClobberedBy 0.c:7:1}\n"
		   "0.c:6:5 2 Missed gvn/LoadClobbered f: load of type i32 in favor of load clobbered by store (in a loop)"
		   " {OtherAccess 0.c:3:1} {ClobberedBy 0.c:9:1}\n"
		   "  Loop: the loop around @0.c:4:3\n"
		   "  Clobber: this store may change what is read @0.c:9:1\n"
		   "  Reload: i32, read before at 3:1 @0.c:6:5\n"
		   "  Try: if the store never meets it: read it into a local first, or restrict\n"
		   "0.c:6:7 3 Missed gvn/LoadClobbered f: load of type i32 in favor of load clobbered by store"
		   " {OtherAccess 0.c:3:1} {ClobberedBy 0.c:20:1}\n"
		   "0.c:6:8 3 Missed gvn/LoadClobbered f: load of type i32 clobbered by store {ClobberedBy 0.c:7:1}\n"
		   "0.c:6:9 3 Missed gvn/LoadClobbered f: load of type i32 clobbered by call {ClobberedBy 0.c:7:1}\n"
		   "0.c:6:9 3 Missed licm/LoadWithLoopInvariantAddressInvalidated f: stuck\n"
		   "0.c:8:1 2 Missed licm/LoadWithLoopInvariantAddressInvalidated f: stuck (in 2 nested loops)\n"
		   "  Loop: the loop around @0.c:5:4\n"
		   "  Reload: the same address each time @0.c:8:1\n"
		   "  Try: if nothing in the loop changes it: read it into a local in front of the loop\n");
}

/* Moved out of the inner loop, it is only the outer one that reads again. */
/* A function without a result, or one that surely writes, is not pure, and nobody should be told to say so. */
static void pure_is_advised_where_it_can_be_true(void **state)
{
	(void)state;
	expect_one(F_WITH_LOOPS("3") "call\t7:1\tclear\t-\t1\t2\t-\t-\ncall\t8:1\tkeep\t-\t1\t2\t-\t-\ncall\t9:1\tlook\t-\t1\t2\t-\t-\n"
		   "function\t40:5\t41:1\tclear\tc:0.c@F@clear\tvoid\t2\tstatic\n"
		   "function\t50:5\t51:1\tkeep\tc:0.c@F@keep\tint\t2\tstatic\nparam\t50:10\tto\tint **\t-\n"
		   "location\tparam\tto\t-\t50:10\t0\t0\t0\t0\t-\nlocation\tlocal\tx\t-\t50:20\t0\t0\t8\t0\t-\n"
		   "flow\t50:30\t0\t1\t1\t1\tassign\t1\n"
		   "function\t60:5\t61:1\tlook\tc:0.c@F@look\tint\t2\tstatic\nend-of-files\n"
		   CLOBBERED("6:1", "f", OTHER("3:1"), "call", "7:1") CLOBBERED("6:2", "f", OTHER("3:1"), "call", "8:1")
		   CLOBBERED("6:3", "f", OTHER("3:1"), "call", "9:1"),
		   "0.c:6:1 2 Missed gvn/LoadClobbered f: load of type i32 in favor of load clobbered by call (in 2 nested loops) {OtherAccess 0.c:3:1}"
		   " {ClobberedBy 0.c:7:1}\n"
		   "  Loop: the loop around @0.c:5:4\n"
		   "  Clobber: the call of 'clear' may write to what is read; it is defined at 0.c:40 @0.c:7:1\n"
		   "  Reload: i32, read before at 3:1 @0.c:6:1\n"
		   "  Try: if the call does not change it: read it into a local first\n"
		   "0.c:6:2 2 Missed gvn/LoadClobbered f: load of type i32 in favor of load clobbered by call (in 2 nested loops) {OtherAccess 0.c:3:1}"
		   " {ClobberedBy 0.c:8:1}\n"
		   "  Loop: the loop around @0.c:5:4\n"
		   "  Clobber: the call of 'keep' may write to what is read; it is defined at 0.c:50 @0.c:8:1\n"
		   "  Reload: i32, read before at 3:1 @0.c:6:2\n"
		   "  Try: if the call does not change it: read it into a local first\n"
		   "0.c:6:3 2 Missed gvn/LoadClobbered f: load of type i32 in favor of load clobbered by call (in a loop) {OtherAccess 0.c:3:1}"
		   " {ClobberedBy 0.c:9:1}\n"
		   "  Loop: the loop around @0.c:4:3\n"
		   "  Clobber: the call of 'look' may write to what is read; it is defined at 0.c:60 @0.c:9:1\n"
		   "  Reload: i32, read before at 3:1 @0.c:6:3\n"
		   "  Try: if the call does not change it: read it into a local first, or declare the callee pure or const, if it is\n");
}

static void a_read_that_left_its_loop_is_not_told(void **state)
{
	(void)state;
	expect_one(F_WITH_LOOPS("3") "end-of-files\n" INVALIDATED("6:1") REMARK("6:1", "passed", "licm", "Hoisted", "f")
		   REMARK("4:3", "missed", "regalloc", "LoopSpillReloadCopies", "f") ARG("NumVRCopies", "3")
		   REMARK("5:4", "missed", "regalloc", "LoopSpillReloadCopies", "f") ARG("NumReloads", "1"),
		   "0.c:4:3 3 Missed regalloc/LoopSpillReloadCopies f: 3\n"
		   "0.c:5:4 2 Missed regalloc/LoopSpillReloadCopies f: 1\n"
		   "  Spill: 1 value read back from the stack, for want of registers\n"
		   "0.c:6:1 3 Passed licm/Hoisted f: \n"
		   "0.c:6:1 3 Missed licm/LoadWithLoopInvariantAddressInvalidated f: stuck\n");
}

/* do { } while (0) is none; in a macro the call may stand beside the loop. */
static void what_is_no_loop_around_a_call_is_not_told(void **state)
{
	(void)state;
	expect_one("function\t2:5\t30:1\tf\tc:@F@f\tvoid\t3\t-\nloop\t4:3\t9:4\tdo\t0\tonce\nloop\t12:3\t12:9\twhile\t0\tmacro\n"
		   "end-of-files\n" INLINE("6:6", "Inlined", "g", "f", "") INLINE("12:3", "Inlined", "g", "f", "")
		   LOOP("12:3", "missed", "VectorizationNotBeneficial", "f", "no"),
		   "0.c:6:6 2 Missed inline/Inlined f: g not inlined into f\n"
		   "0.c:12:3 2 Missed inline/Inlined f: g not inlined into f\n"
		   "0.c:12:3 1 Missed loop-vectorize/VectorizationNotBeneficial f: no\n");
}

/* At the expansion's very place, for every remark there; the macro's definition is an arg's place. */
static void code_from_a_macro_names_it(void **state)
{
	(void)state;
	expect_one("expansion\t4:3\tTWICE\tm.h\t9:9\nexpansion\t6:3\tOTHER\tm.h\t10:9\nend-of-files\n"
		   LOOP("4:3", "passed", "Vectorized", "f", "yes") REMARK("4:3", "missed", "regalloc", "X", "f") STRING("no")
		   LOOP("6:2", "passed", "Vectorized", "f", "yes"),
		   "0.c:4:3 1 Passed loop-vectorize/Vectorized f: yes (in the expansion of 'TWICE') {Macro m.h:9:9}\n"
		   "0.c:4:3 3 Missed regalloc/X f: no (in the expansion of 'TWICE') {Macro m.h:9:9}\n"
		   "0.c:6:2 1 Passed loop-vectorize/Vectorized f: yes\n");
}

static void the_table_of_names_is_sorted_and_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_compiler_names; i++) {
		const struct compiler_name *n = &compiler_names[i], *before = &compiler_names[i ? i - 1 : 0];
		int order = strcmp(before->pass, n->pass);

		if (i && (order > 0 || (!order && strcmp(before->name, n->name) >= 0)))
			fail_msg("%s/%s must come before %s/%s", n->pass, n->name, before->pass, before->name);
		if (!*n->summary || strchr(n->summary, '\n') || n->level < 1 || n->level > 3)
			fail_msg("%s/%s: no level from 1 to 3 or no summary of one line", n->pass, n->name);
		assert_ptr_equal(compiler_name_find(n->pass, n->name), n);
		if (!*n->explain && strncmp(n->pass, "gcc-", 4))
			fail_msg("%s/%s is not explained", n->pass, n->name);
	}
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
		cmocka_unit_test(reasons_belong_to_the_loop_that_the_record_says),
		cmocka_unit_test(a_loop_tells_what_is_left_of_it),
		cmocka_unit_test(copies_of_a_loop_are_one_story),
		cmocka_unit_test(a_place_inside_a_loop_names_its_head),
		cmocka_unit_test(spills_of_other_copies_are_told),
		cmocka_unit_test(calls_tell_cost_definition_and_loop),
		cmocka_unit_test(reads_are_grouped_by_loop_and_culprit),
		cmocka_unit_test(pure_is_advised_where_it_can_be_true),
		cmocka_unit_test(a_read_that_left_its_loop_is_not_told),
		cmocka_unit_test(what_is_no_loop_around_a_call_is_not_told),
		cmocka_unit_test(code_from_a_macro_names_it),
		cmocka_unit_test(the_table_of_names_is_sorted_and_whole),
		cmocka_unit_test(the_frequent_names_are_explained),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
