#include "analyzer/codegen/code_text.h"
#include "tests/unit/data/codegen/fixture.h"

static void read_text(struct fixture *f, const char *assembly)
{
	fixture_init(f);
	codegen_read_assembly("/project", "/project/src", assembly, strlen(assembly), false, &f->text, &f->unit);
}

static void read_file(struct fixture *f, const char *name)
{
	struct strbuf path = STRBUF_INIT, bytes = STRBUF_INIT;

	strbuf_addf(&path, CODEGEN_DATA "%s", name);
	fixture_load(&bytes, path.text);
	read_text(f, bytes.text);
	strbuf_release(&path);
	strbuf_release(&bytes);
}

static void clangs_x86_text_gives_counts_by_line(void **state)
{
	struct fixture f;

	(void)state;
	read_file(&f, "x86_64_clang.s");
	assert_string_equal(fixture_text(&f, "code_line"),
		"code_line\tsrc/sample.c\t10:0\ttotal\t27\t5\t0\t-\t2,2,2+20,2+20\t5\n"
		"code_line\tsrc/sample.c\t11:0\ttotal\t5\t0\t0\t-\t-\t4\n"
		"code_line\tsrc/sample.c\t12:0\ttotal\t2\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t16:0\tchecked\t5\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t19:0\tchecked\t9\t2\t0\t-\t2+20,2+20\t0\n"
		"code_line\tsrc/sample.c\t20:0\tchecked\t3\t1\t0\t-\t12\t0\n"
		"code_line\tsrc/sample.c\t21:0\tchecked\t4\t0\t1\tunknown\t-\t0\n"
		"code_line\tsrc/sample.c\t22:0\tchecked\t1\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t24:0\tchecked\t7\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t29:0\tforwards\t2\t0\t1\tunknown\t-\t0\n"
		"code_line\tsrc/sample.c\t34:0\tdispatches\t1\t0\t1\t-\t-\t0\n"
		"code_line\tsrc/sample.h\t3:0\tchecked\t1\t0\t0\t-\t-\t0\n");
	fixture_release(&f);
}

static void gccs_x86_text_gives_counts_by_line(void **state)
{
	struct fixture f;

	(void)state;
	read_file(&f, "x86_64_gcc.s");
	assert_string_equal(fixture_text(&f, "code_line"),
		"code_line\tsrc/sample.c\t8:0\ttotal\t3\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t10:0\ttotal\t7\t2\t0\t-\t20,20\t0\n"
		"code_line\tsrc/sample.c\t11:0\ttotal\t1\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t13:0\ttotal\t1\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t16:0\tchecked\t5\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t17:0\tchecked\t4\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t19:0\tchecked\t11\t3\t0\t-\t20,20\t0\n"
		"code_line\tsrc/sample.c\t20:0\tchecked\t3\t1\t0\t-\t6\t0\n"
		"code_line\tsrc/sample.c\t21:0\tchecked\t2\t0\t1\tunknown\t-\t0\n"
		"code_line\tsrc/sample.c\t22:0\tchecked\t2\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t25:0\tchecked\t14\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t29:0\tforwards\t2\t0\t1\tunknown\t-\t0\n"
		"code_line\tsrc/sample.c\t34:0\tdispatches\t1\t0\t1\t-\t-\t0\n"
		"code_line\tsrc/sample.h\t3:0\tchecked\t2\t0\t0\t-\t-\t0\n");
	fixture_release(&f);
}

static void clangs_aarch64_text_gives_counts_by_line(void **state)
{
	struct fixture f;

	(void)state;
	read_file(&f, "aarch64_clang.s");
	assert_string_equal(fixture_text(&f, "code_line"),
		"code_line\tsrc/sample.c\t10:0\ttotal\t20\t5\t0\t-\t2,2,2+20\t2\n"
		"code_line\tsrc/sample.c\t11:0\ttotal\t5\t0\t0\t-\t-\t3\n"
		"code_line\tsrc/sample.c\t12:0\ttotal\t4\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t16:0\tchecked\t4\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t19:0\tchecked\t6\t2\t0\t-\t2,2+20\t0\n"
		"code_line\tsrc/sample.c\t20:0\tchecked\t3\t1\t0\t-\t12\t0\n"
		"code_line\tsrc/sample.c\t21:0\tchecked\t3\t0\t1\tunknown\t-\t0\n"
		"code_line\tsrc/sample.c\t22:0\tchecked\t3\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t24:0\tchecked\t5\t0\t0\t-\t-\t0\n"
		"code_line\tsrc/sample.c\t29:0\tforwards\t2\t0\t1\tunknown\t-\t0\n"
		"code_line\tsrc/sample.c\t34:0\tdispatches\t3\t0\t0\t-\t-\t0\n");
	fixture_release(&f);
}

#define HEAD "\t.file\t0 \"/project/src\" \"a.c\"\n\t.type\tf,@function\nf:\n\t.loc\t0 5 1\n"

/* The counts of line 5 of function f, which the instructions in `code` make up. */
static void expect(const char *code, const char *counts)
{
	struct strbuf whole = STRBUF_INIT, line = STRBUF_INIT;
	struct fixture f;
	/* All that jumps here stands in column 1. */
	const char *columns = strtoul(strchr(counts, '\t'), NULL, 10) > 1 ? "1,1" : strtoul(strchr(counts, '\t'), NULL, 10) ? "1" : "-";

	strbuf_addf(&whole, HEAD "%s\t.size\tf, .-f\n", code);
	strbuf_addf(&line, "code_line\tsrc/a.c\t5:0\tf\t%s\t%s\t0\n", counts, columns);
	read_text(&f, whole.text);
	assert_string_equal(fixture_text(&f, "code_line"), line.text);
	fixture_release(&f);
	strbuf_release(&whole);
	strbuf_release(&line);
}

static void calls_are_counted_and_named_once(void **state)
{
	(void)state;
	expect("\tcallq\tg@PLT\n\tcall\th\n\tcallq\tg\n", "3\t0\t3\tg,h");
	expect("\tcallq\t*%rax\n\tcallq\t*8(%rdi)\n\tcallq\t*table(,%rax,8)\n", "3\t0\t3\t-");
	expect("\tcallq\t*g@GOTPCREL(%rip)\n", "1\t0\t1\tg");
	expect("\tcall\t\"odd name\"\n", "1\t0\t1\todd name");
	expect("\tbnd call\tg\n\tnotrack jmp\t*%rax\n", "2\t0\t1\tg");
	expect("\tbl\tg\n\tblr\tx8\n\tblraa\tx8, x9\n", "3\t0\t3\tg");
	expect("\tblr\n", "1\t0\t0\t-"); /* PowerPC returns so */
	expect("\t.intel_syntax noprefix\n\tcall\trax\n\tcall\tqword ptr [rdi]\n\tcall\tg\n", "3\t0\t3\tg");
	expect("\tjal\tg\n\tjalr\t$25\n\tjr\t$ra\n", "3\t0\t2\tg");
}

/* All of the code is one instruction: a vector one or not. */
static void expect_vector(const char *instruction, unsigned n_vector)
{
	struct strbuf whole = STRBUF_INIT;
	struct fixture f;

	strbuf_addf(&whole, HEAD "\t%s\n\t.size\tf, .-f\n", instruction);
	read_text(&f, whole.text);
	if (f.unit.code_lines.n != 1 || f.unit.code_lines.items[0].n_vector != n_vector)
		fail_msg("%s", instruction);
	fixture_release(&f);
	strbuf_release(&whole);
}

static void vector_instructions_are_told_from_scalar_ones(void **state)
{
	static const char *const vector[] = {
		"paddd\t%xmm1, %xmm0", "vpaddd\t%ymm1, %ymm0, %ymm0", "mulps\t%xmm1, %xmm0", "vaddpd\t(%rdi), %xmm0, %xmm0",
		"movups\t(%rdi), %xmm0", "movdqa\t%xmm0, 16(%rsp)", "vmovups\t%zmm0, (%rax)", "movups\txmm0, xmmword ptr [rdi]",
		"cvtdq2ps\t%xmm0, %xmm0", "add\tv0.4s, v0.4s, v1.4s", "ldr\tq0, [x0]", "ldp\tq0, q1, [x0]", "fadd\tz0.s, z0.s, z1.s",
	};
	static const char *const scalar[] = {
		"addss\t%xmm1, %xmm0", "vmulsd\t%xmm1, %xmm0, %xmm0", "cvtsi2sd\t%eax, %xmm0", "movss\t(%rdi), %xmm0",
		"xorps\t%xmm0, %xmm0", "vpxor\t%xmm0, %xmm0, %xmm0", "andps\t.LCPI0_0(%rip), %xmm0", "movaps\t%xmm1, %xmm0",
		"movdqa\t%xmm1, %xmm0", "ucomisd\t%xmm1, %xmm0", "movq\t%rax, %xmm0", "movl\t(%rdi), %eax", "pushq\t%rbx",
		"popcntl\t%eax, %eax", "fadd\ts0, s0, s1", "mov\tv0.s[1], w0", "ldr\td0, [x0]", "adrp\tx8, freq0.v1", "vzeroupper",
	};

	(void)state;
	for (size_t i = 0; i < sizeof vector / sizeof *vector; i++)
		expect_vector(vector[i], 1);
	for (size_t i = 0; i < sizeof scalar / sizeof *scalar; i++)
		expect_vector(scalar[i], 0);
}

static void a_jump_out_of_the_function_is_a_call(void **state)
{
	(void)state;
	expect("\tjmp\tg@PLT                           # TAILCALL\n", "1\t0\t1\tg");
	expect("\tjmpq\t*%rax                           # TAILCALL\n", "1\t0\t1\t-");
	expect("\tjmpq\t*chosen(%rip)\n", "1\t0\t1\t-");
	expect("\tb\tg\n", "1\t0\t1\tg");
	expect("\tje\tg                               # TAILCALL\n", "1\t1\t1\tg");
	expect("\tjmp\t.L4\n\tjmp\t1b\n\tjmpq\t*.LJTI0_0(,%rax,8)\n\tjmpq\t*%rcx\n\tb\t.LBB0_1\n\tbr\tx1\n", "6\t0\t0\t-");
	expect("\tjmp\tf\n\tjmp\tf.cold\n", "2\t0\t0\t-");
}

static void conditional_jumps_are_counted(void **state)
{
	(void)state;
	expect("\tjne\t.L1\n\tja\t.L1\n\tjrcxz\t.L1\n\tloop\t.L1\n\tjmp\t.L1\n", "5\t4\t0\t-");
	expect("\tb.eq\t.L1\n\tbc.ne\t.L1\n\tcbz\tw0, .L1\n\ttbnz\tx0, #3, .L1\n\tb\t.L1\n", "5\t4\t0\t-");
	expect("\tbne\t.L1\n\tbltu\ta0, a1, .L1\n", "2\t2\t0\t-");
	expect("\tbextr\t%eax, %ebx, %ecx\n\tblsr\t%eax, %ebx\n\tcmovne\t%eax, %ebx\n\ttest\t%eax, %eax\n", "4\t0\t0\t-");
}

/* The places of what `code` jumps by, line 5 column 1 aside, as "line:columns ..." */
static void expect_columns(const char *code, const char *expected)
{
	struct strbuf whole = STRBUF_INIT, found = STRBUF_INIT;
	struct fixture f;

	strbuf_addf(&whole, HEAD "%s\t.size\tf, .-f\n", code);
	read_text(&f, whole.text);
	for (size_t i = 0; i < f.unit.code_lines.n; i++) {
		const struct fact_code_line *l = &f.unit.code_lines.items[i];

		if (!sid_is_none(l->jump_columns))
			strbuf_addf(&found, "%u:%s ", l->at.line, intern_text(&f.text, l->jump_columns));
	}
	assert_string_equal(found.text, expected);
	fixture_release(&f);
	strbuf_release(&whole);
	strbuf_release(&found);
}

static void columns_of_jumps_and_of_their_comparisons_are_kept(void **state)
{
	(void)state;
	expect_columns("\t.loc 0 6 9\n\tcmpl %eax, %ebx\n\tje .L1\n", "6:9 ");
	expect_columns("\t.loc 0 6 9\n\tjs .L1\n\t.loc 0 6 12\n\tjs .L1\n\t.loc 0 6 4\n\tjs .L1\n\t.loc 0 6 9\n\tjs .L1\n", "6:4,9,9,12 ");
	expect_columns("\t.loc 0 6 9\n\tjs .L1\n\tjs .L1\n\tcmpl $1, %eax\n\tje .L1\n", "6:9,9 ");
	/* What moves between the two takes neither place away. */
	expect_columns("\t.loc 0 6 9\n\ttestq %rax, %rax\n\t.loc 0 7 2\n\tleaq 1(%rax), %rcx\n\tjne .L1\n", "6:9 7:2 ");
	expect_columns("\t.loc 0 6 9\n\tucomisd %xmm0, %xmm1\n\t.loc 0 7 2\n\tjp .L1\n", "6:9 7:2 ");
	expect_columns("\t.loc 0 6 9\n\ttst w0, #4\n\t.loc 0 7 2\n\tb.ne .L1\n", "6:9 7:2 ");
	/* A jump of line 0 still has its comparison. */
	expect_columns("\t.loc 0 6 9\n\tcmpb $1, %al\n\t.loc 0 0 0\n\tnop\n\tjne .L1\n", "6:9 ");
	/* A selection is no jump; nor does one in another block go by this comparison. */
	expect_columns("\t.loc 0 6 9\n\tcmpl %eax, %ebx\n\tcmovlel %eax, %ebx\n\tsetne %al\n", "");
	expect_columns("\t.loc 0 6 9\n\tcmpl %eax, %ebx\n.LBB0_2:\n\t.loc 0 7 2\n\tdecl %eax\n\tjne .L1\n", "7:2 ");
	expect_columns("\t.loc 0 6 9\n\tcmpl %eax, %ebx\n\tcall g\n\t.loc 0 7 2\n\tdecl %eax\n\tjne .L1\n", "7:2 ");
	/* One jump with two places on a line is one. */
	expect_columns("\t.loc 0 6 9\n\tcmpl %eax, %ebx\n\t.loc 0 6 13\n\tje .L1\n", "6:9+13 ");
	expect_columns("\t.loc 0 6 13\n\tcmpl %eax, %ebx\n\t.loc 0 6 9\n\tje .L1\n\tje .L1\n\tje .L1\n", "6:9+13,9+13 ");
	/* Whatever writes the flags last is what the jump goes by. */
	expect_columns("\t.loc 0 6 9\n\tcmpl %eax, %ebx\n\tcmovlel %eax, %ebx\n\t.loc 0 7 2\n\tdecq %rcx\n\t.loc 0 8 3\n\tjne .L1\n", "7:2 8:3 ");
	expect_columns("\t.loc 0 6 9\n\tcmpl %eax, %ebx\n\t.loc 0 7 2\n\taddq $1, %rcx\n\tandl $3, %ecx\n\tje .L1\n", "7:2 ");
	expect_columns("\t.loc 0 6 9\n\tcmp w0, w1\n\t.loc 0 7 2\n\tsubs w2, w2, #1\n\tb.ne .L1\n", "7:2 ");
	expect_columns("\t.loc 0 6 9\n\tcmpl %eax, %ebx\n\t.loc 0 0 0\n\tsubl %eax, %ebx\n\tjne .L1\n", "");
	/* These do not write them. */
	expect_columns("\t.loc 0 6 9\n\tcmp w0, w1\n\t.loc 0 7 2\n\tadd w2, w2, #1\n\tb.ne .L1\n", "6:9 7:2 ");
	expect_columns("\t.loc 0 6 9\n\ttestl %eax, %eax\n\t.loc 0 7 2\n\taddsd %xmm1, %xmm0\n\tnotl %eax\n\tshrxl %eax, %eax, %ebx\n\tjne .L1\n", "6:9 7:2 ");
	/* This only looks like a comparison. */
	expect_columns("\t.loc 0 6 9\n\tcmpps $1, %xmm0, %xmm1\n\t.loc 0 7 2\n\tjne .L1\n", "7:2 ");
}

static void what_is_no_instruction_is_not_counted(void **state)
{
	(void)state;
	expect("\t#APP\n\t# comment\n\t// comment\n\t@ comment\n\t\n\n.LBB0_1:\n\t.p2align\t4\n\tnop\n\t#NO_APP\n",
	       "1\t0\t0\t-");
	expect("1:\tnop\n\t2:\tlock\tincl\t(%rdi)\n 3: jne 1b\n\tlock\n", "3\t1\t0\t-");
	expect("\tnop\n\t.loc\t0 0 1\n\tnop\n\t.loc\t7 3 1\n\tnop\n", "1\t0\t0\t-");
	expect("\tnop\n\t.size\tf, .-f\n\tnop\ng:\n\tnop\n", "1\t0\t0\t-");
	expect("\tnop\r\n\t.loc\t0 0 1\r\n\tnop\r\n", "1\t0\t0\t-");
}

static void cold_parts_count_to_their_function(void **state)
{
	struct fixture f;

	(void)state;
	read_text(&f, HEAD "\tnop\n\t.size\tf, .-f\n\t.type\tf.cold, @function\nf.cold:\n\t.loc\t0 5 2\n\tcall\tabort\n"
		      "\t.cfi_endproc\n\t.type\tf.part.0, @function\nf.part.0:\n\t.loc\t0 5 2\n\tnop\nf.cold.1:\n\t.loc 0 6 1\n\tnop\n");
	assert_string_equal(fixture_text(&f, "code_line"), "code_line\tsrc/a.c\t5:0\tf\t2\t0\t1\tabort\t-\t0\n"
							   "code_line\tsrc/a.c\t5:0\tf.part.0\t1\t0\t0\t-\t-\t0\n"
							   "code_line\tsrc/a.c\t6:0\tf\t1\t0\t0\t-\t-\t0\n");
	fixture_release(&f);
}

static void file_names_become_project_paths(void **state)
{
	struct fixture f;

	(void)state;
	read_text(&f, "\t.file\t\"unit.c\"\n\t.file\t0 \"/\" \"a.c\" md5 0x1\n\t.file\t1 \"/project/src\" \"/usr/include/x.h\"\n"
		      "\t.file 2 \"../inc\" \"y.h\"\n\t.file 3 \"od\\\"d\\\\\\303\\251.c\"\n\t.file 70000 \"no.c\"\n"
		      "\t.type\tf,%function\nf:\n\t.loc\t0 1 1\n\tnop\n\t.loc 1 1\n\tnop\n\t.loc 2 1\n\tnop\n\t.loc 3 1\n\tnop\n"
		      "\t.loc 70000 1\n\tnop\n");
	assert_string_equal(fixture_text(&f, "code_line"),
			    "code_line\t/usr/include/x.h\t1:0\tf\t1\t0\t0\t-\t-\t0\ncode_line\tinc/y.h\t1:0\tf\t1\t0\t0\t-\t-\t0\n"
			    "code_line\tsrc/a.c\t1:0\tf\t1\t0\t0\t-\t-\t0\ncode_line\tsrc/od\"d\\\\\303\251.c\t1:0\tf\t1\t0\t0\t-\t-\t0\n");
	fixture_release(&f);
}

/* A unit with src/a.c, whose lines 20 to 29 are loops, and a system header. */
static void read_with_text(struct fixture *f, const char *assembly)
{
	static const struct fact_loop loops[] = { { .at = { 22, 2 }, .end = { 23, 1 } }, { .at = { 20, 1 }, .end = { 29, 1 } } };
	struct file_facts own = { 0 }, system = { .flags = FILE_FLAG_SYSTEM };

	fixture_init(f);
	own.path = intern_adds(&f->text, "src/a.c");
	system.path = intern_adds(&f->text, "/usr/include/x.h");
	VEC_PUSH(&own.loops, loops[0]);
	VEC_PUSH(&own.loops, loops[1]);
	VEC_PUSH(&f->unit.files, system);
	VEC_PUSH(&f->unit.files, own);
	codegen_read_assembly("/project", "/project/src", assembly, strlen(assembly), true, &f->text, &f->unit);
}

static void instructions_are_kept_where_a_page_shows_them(void **state)
{
	struct fixture f;

	(void)state;
	read_with_text(&f, HEAD "\tnop\n"
		"\t.loc\t0 6 1\n\tcmpq\t$1,   %rax # why\n\tje\t.LBB0_1\n"
		"\t.loc\t0 7 1\n.Ltmp1:\n\tcallq\tg@PLT\n\tjmp\tg # TAILCALL\r\n"
		"\t.loc\t0 19 1\n\tnop\n\t.loc\t0 25 1\n.LBB0_1:   # in Loop\n\taddps\t%xmm0, %xmm1\n\tnop\n"
		"\t.loc\t0 29 1\n.L3:\n.Ltmp2:\n\tnop\n\t.loc\t0 30 1\n\tnop\n"
		"\t.file\t1 \"/usr/include\" \"x.h\"\n\t.loc\t1 1 1\n\tcallq\tg\n"
		"\t.file\t2 \"/project\" \"b.h\"\n\t.loc\t2 1 1\n\tcallq\tg\n");
	assert_string_equal(fixture_text(&f, "code_text"),
		"code_text\t-cmpq $1, %rax # why\\njje .LBB0_1\t0\n"
		"code_text\tccallq g@PLT\\ncjmp g # TAILCALL\t0\n"
		"code_text\t:.LBB0_1\\nvaddps %xmm0, %xmm1\\n-nop\t0\n"
		"code_text\t:.L3\\n-nop\t0\n");
	/* Each under its own line. */
	assert_int_equal(f.unit.code_lines.n, 9);
	for (size_t i = 0, n = 0; i < f.unit.code_lines.n; i++) {
		const struct fact_code_line *l = &f.unit.code_lines.items[i];
		bool kept = sid_equal(l->file, f.unit.files.items[1].path) && (l->at.line == 6 || l->at.line == 7 || l->at.line == 25 || l->at.line == 29);

		assert_int_equal(l->code_texts.n, kept);
		assert_int_equal(kept ? l->code_texts.first : 0, kept ? n : 0);
		n += kept;
	}
	fixture_release(&f);
}

static void of_many_instructions_the_first_are_kept(void **state)
{
	struct strbuf whole = STRBUF_INIT;
	struct fixture f;
	const char *text;
	size_t n = 1;

	(void)state;
	strbuf_adds(&whole, HEAD "\tcallq\tg\n\tcallq\t");
	for (unsigned i = 0; i < 1000; i++)
		strbuf_addc(&whole, 'x');
	for (unsigned i = 0; i < CODE_TEXT_MOST; i++)
		strbuf_adds(&whole, "\n\tnop");
	read_with_text(&f, whole.text);
	assert_int_equal(f.unit.code_texts.n, 1);
	assert_int_equal(f.unit.code_texts.items[0].n_more, 2);
	text = intern_text(&f.text, f.unit.code_texts.items[0].text);
	for (const char *p = text; *p; p++)
		n += *p == '\n';
	assert_int_equal(n, CODE_TEXT_MOST);
	assert_true(strlen(text) < 1000);
	fixture_release(&f);
	strbuf_release(&whole);
}

static void damaged_text_is_survived(void **state)
{
	static const char *const texts[] = {
		"", "\n", "\t", ":", "\":\n", "\t.file", "\t.file 0", "\t.file 0 \"", "\t.file 0 \"a\" \"", "\t.file 0 \"a\\",
		"\t.type", "\t.type f", "\t.type f,", "\t.loc", "\t.loc 0", "\t.loc 0 99999999999 1\n\tnop", "f:\n\tcall",
		HEAD "\tcall", HEAD "\tjmp\t", HEAD "\tlock", HEAD "\tcall\t\"", HEAD "\tcall\t*", HEAD "\tnop:", HEAD "\t,",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct fixture f;
		size_t len = strlen(texts[i]);
		char *exact = malloc(len ? len : 1);

		memcpy(exact, texts[i], len);
		fixture_init(&f);
		codegen_read_assembly("/project", "/project/src", exact, len, i % 2, &f.text, &f.unit);
		assert_true(f.unit.code_lines.n <= 1);
		fixture_release(&f);
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(instructions_are_kept_where_a_page_shows_them),
		cmocka_unit_test(of_many_instructions_the_first_are_kept),
		cmocka_unit_test(clangs_x86_text_gives_counts_by_line),
		cmocka_unit_test(gccs_x86_text_gives_counts_by_line),
		cmocka_unit_test(clangs_aarch64_text_gives_counts_by_line),
		cmocka_unit_test(calls_are_counted_and_named_once),
		cmocka_unit_test(vector_instructions_are_told_from_scalar_ones),
		cmocka_unit_test(a_jump_out_of_the_function_is_a_call),
		cmocka_unit_test(conditional_jumps_are_counted),
		cmocka_unit_test(columns_of_jumps_and_of_their_comparisons_are_kept),
		cmocka_unit_test(what_is_no_instruction_is_not_counted),
		cmocka_unit_test(cold_parts_count_to_their_function),
		cmocka_unit_test(file_names_become_project_paths),
		cmocka_unit_test(damaged_text_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
