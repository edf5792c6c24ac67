/*
 * Reads GNU assembler text as clang and gcc write it. It follows only what it needs: which function a line belongs to
 * (.type, labels, .size), which source line (.file, .loc), and the instructions, which stand behind a blank.
 */
#include "analyzer/codegen/asm_text.h"
#include "analyzer/codegen/codegen.h"
#include "analyzer/codegen/code_lines.h"
#include "analyzer/codegen/mnemonic.h"
#include "analyzer/codegen/source_path.h"
#include "analyzer/codegen/vector.h"

#include <string.h>

enum { MOST_FILES = 1 << 16 };

struct assembly {
	struct code_lines lines;
	struct source_paths paths;
	struct intern *text;
	struct intern functions;  /* what .type declares as functions */
	VEC(sid) files;           /* by the number in .file */
	struct strbuf scratch;
	sid function, file;       /* where we are; none outside functions */
	uint32_t line, column;
	bool has_place, has_index, has_compare, intel_syntax, with_text;
	uint32_t index;           /* in lines, for function, file and line, if has_index */
	uint32_t compare_index, compare_column; /* of the last comparison, if has_compare */
	struct span label;        /* the local label before the next instruction; empty for none */
};

/*
 * `.file N "name"` or `.file N "folder" "name"`; the form without a number only names the unit. The folder "/" is the one
 * that compile_flags.c tells clang to believe in: names in it count from where clang really ran.
 */
static void read_file(struct assembly *a, struct span s)
{
	struct strbuf *path = &a->scratch;
	uint32_t number;
	size_t folder;

	strbuf_clear(path);
	if (!take_number(&s, &number) || number >= MOST_FILES || !take_string(&s, path))
		return;
	if (s.p < s.end && *s.p == '"') {
		strbuf_addc(path, '/');
		folder = path->len;
		if (!take_string(&s, path))
			return;
		if (path->text[folder] == '/' || !strncmp(path->text, "//", 2)) {
			memmove(path->text, path->text + folder, path->len - folder + 1);
			path->len -= folder;
		}
	}
	while (a->files.n <= number)
		VEC_PUSH(&a->files, (sid){ 0 });
	a->files.items[number] = source_paths_find(&a->paths, path->text, path->len);
}

static void read_loc(struct assembly *a, struct span s)
{
	uint32_t number, line;

	a->has_index = false;
	a->has_place = take_number(&s, &number) && take_number(&s, &line) && number < a->files.n && line > 0 &&
		       !sid_is_none(a->files.items[number]);
	if (!a->has_place)
		return;
	a->file = a->files.items[number];
	a->line = line;
	if (!take_number(&s, &a->column))
		a->column = 0;
}

/* `.type f,@function`; other targets write %function. */
static void read_type(struct assembly *a, struct span s)
{
	struct span symbol = take_word(&s), type;

	while (s.p < s.end && (*s.p == ',' || is_blank(*s.p)))
		s.p++;
	type = take_word(&s);
	if (SPAN_IS(type, "@function") || SPAN_IS(type, "%function") || SPAN_IS(type, "@gnu_indirect_function"))
		intern_add(&a->functions, symbol.p, span_length(symbol));
}

static void leave_function(struct assembly *a)
{
	a->function = (sid){ 0 };
	a->has_place = a->has_index = a->has_compare = false;
	a->label = (struct span){ NULL, NULL };
}

static void read_directive(struct assembly *a, struct span s)
{
	struct span name = take_word(&s);

	if (SPAN_IS(name, ".loc"))
		read_loc(a, s);
	else if (SPAN_IS(name, ".file"))
		read_file(a, s);
	else if (SPAN_IS(name, ".type"))
		read_type(a, s);
	else if (SPAN_IS(name, ".intel_syntax"))
		a->intel_syntax = true;
	else if (SPAN_IS(name, ".size") || SPAN_IS(name, ".cfi_endproc"))
		leave_function(a);
}

/* The length of a symbol without what marks a split-off part of its function: f.cold, f.cold.1, f.__part.2. */
static size_t length_of_whole(const char *symbol, size_t len)
{
	static const char *const marks[] = { ".cold", ".__part." };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *at = memmem(symbol, len, marks[i], strlen(marks[i]));

		if (at && at > symbol)
			return (size_t)(at - symbol);
	}
	return len;
}

static void read_label(struct assembly *a, struct span s)
{
	const char *colon = memchr(s.p, ':', span_length(s));
	size_t len, whole;

	if (*s.p == '"') {
		s.p++;
		colon = memchr(s.p, '"', span_length(s));
	}
	if (!colon)
		return;
	len = (size_t)(colon - s.p);
	whole = length_of_whole(s.p, len);
	if (sid_is_none(intern_find(&a->functions, s.p, len)) && sid_is_none(intern_find(&a->functions, s.p, whole)))
		return;
	leave_function(a);
	a->function = intern_add(a->text, s.p, whole);
}

/* The length of a symbol at the start of `s`, 0 if it starts with something else: a register, a number, a local label. */
static size_t symbol_length(struct span s)
{
	const char *p = s.p;

	if (p == s.end || strchr(".*%$#[0123456789", *p))
		return 0;
	while (p < s.end && !is_blank(*p) && !strchr("@,#;", *p)) {
		if (*p == '(' || *p == '[' || *p == '+')
			return 0;
		p++;
	}
	return (size_t)(p - s.p);
}

/* The symbol that the operand of a call or jump names; empty for a register, memory or a place in the same function. */
static struct span called_symbol(const struct assembly *a, struct span operand)
{
	struct span none = { operand.p, operand.p };
	size_t len;

	if (operand.p < operand.end && *operand.p == '"') {
		const char *close = memchr(operand.p + 1, '"', span_length(operand) - 1);

		return close ? (struct span){ operand.p + 1, close } : none;
	}
	/* Through the table that the loader fills: *f@GOTPCREL(%rip) */
	if (span_length(operand) > 1 && *operand.p == '*' && memmem(operand.p, span_length(operand), "@GOTPCREL(", 10))
		operand.p++;
	len = symbol_length(operand);
	if (a->intel_syntax && (memmem(operand.p, span_length(operand), " ptr ", 5) || (len <= 3 && len && *operand.p == 'r')))
		return none;
	return (struct span){ operand.p, operand.p + length_of_whole(operand.p, len) };
}

/* An indirect jump that leaves the function: clang says so, and one through a variable, *f(%rip), can be nothing else. */
static bool is_indirect_tail_call(struct span operand)
{
	static const char comment[] = "# TAILCALL", through_variable[] = "(%rip)";
	size_t len = span_length(operand);

	if (memmem(operand.p, len, comment, strlen(comment)))
		return true;
	return len > 2 && operand.p[0] == '*' && operand.p[1] != '.' &&
	       memmem(operand.p, len, through_variable, strlen(through_variable));
}

static void count_call(struct assembly *a, struct span symbol)
{
	a->lines.lines.items[a->index].n_calls++;
	if (span_length(symbol))
		code_lines_add_callee(&a->lines, a->index, intern_add(a->text, symbol.p, span_length(symbol)));
}

/* A jump to another function's symbol is a call that does not come back here. */
static void count_tail_call(struct assembly *a, struct span operand)
{
	struct span symbol = called_symbol(a, operand), none = { operand.p, operand.p };
	size_t len = span_length(symbol);

	if (!len && is_indirect_tail_call(operand))
		count_call(a, none);
	else if (len && !span_is(symbol, intern_text(a->text, a->function), intern_length(a->text, a->function)))
		count_call(a, symbol);
}

/*
 * Between a comparison and its jump the compiler moves instructions of other places, and it gives a jump at times the place of the
 * whole statement; so both places count.
 */
static void count_cond_jump(struct assembly *a)
{
	bool is_same_line = a->has_compare && a->compare_index == a->index;

	a->lines.lines.items[a->index].n_cond_jumps++;
	code_lines_add_jump(&a->lines, a->index, a->column, is_same_line ? a->compare_column : a->column);
	if (a->has_compare && !is_same_line)
		code_lines_add_jump(&a->lines, a->compare_index, a->compare_column, a->compare_column);
}

/* What the next conditional jump goes by. */
static void set_compare(struct assembly *a)
{
	a->has_compare = true;
	a->compare_index = a->index;
	a->compare_column = a->column;
}

static void count_flow(struct assembly *a, enum mnemonic_class class, struct span name, struct span operand)
{
	struct span none = { operand.p, operand.p };

	switch (class) {
	case MNEMONIC_CALL:
		a->has_compare = false;
		count_call(a, called_symbol(a, operand));
		break;
	case MNEMONIC_CALL_INDIRECT:
		if (span_length(operand))
			count_call(a, none);
		break;
	case MNEMONIC_JUMP:
		count_tail_call(a, operand);
		break;
	case MNEMONIC_COMPARE:
		set_compare(a);
		break;
	case MNEMONIC_COND_JUMP:
		count_cond_jump(a);
		if (*name.p == 'j')
			count_tail_call(a, operand);
		break;
	case MNEMONIC_JUMP_INDIRECT:
	case MNEMONIC_PREFIX:
	case MNEMONIC_OTHER:
		break;
	}
}

/* Where jumps within a function go: .LBB0_1 of clang, .L3 of gcc; not clang's .Ltmp0, which nothing jumps to. */
static void read_local_label(struct assembly *a, struct span s)
{
	const char *colon = memchr(s.p, ':', span_length(s));

	if (colon && colon - s.p > 2 && s.p[1] == 'L' && (s.p[2] == 'B' || (s.p[2] >= '0' && s.p[2] <= '9')))
		a->label = (struct span){ s.p, colon };
}

/* Counts the instruction, whose name and operands are given, and keeps its text if asked to. */
static void count_instruction(struct assembly *a, enum mnemonic_class class, struct span name, struct span operands, struct span whole)
{
	struct fact_code_line *line = &a->lines.lines.items[a->index], before = *line;
	struct code_instruction one = { .label = a->label, .text = whole };

	line->n_instructions++;
	if (class != MNEMONIC_OTHER)
		count_flow(a, class, name, operands);
	else if (mnemonic_writes_flags(name.p, span_length(name), a->intel_syntax))
		set_compare(a);
	else if (is_vector_instruction(name.p, span_length(name), operands.p, span_length(operands)))
		line->n_vector++;
	if (!a->with_text)
		return;
	one.mark = line->n_cond_jumps > before.n_cond_jumps ? 'j' : line->n_calls > before.n_calls ? 'c' : line->n_vector > before.n_vector ? 'v' : '-';
	code_texts_add(&a->lines.texts, a->index, one);
}

/* A line that starts with a blank and is no directive. Inline assembly can put a label before the instruction. */
static void read_instruction(struct assembly *a, struct span s)
{
	struct span name, whole = s;
	enum mnemonic_class class = MNEMONIC_OTHER;

	if (sid_is_none(a->function) || (!a->has_place && !a->has_compare))
		return;
	do {
		name = take_word(&s);
		if (!span_length(name))
			return;
		if (name.end[-1] != ':')
			class = mnemonic_class(name.p, span_length(name));
	} while (s.p < s.end && *s.p != ',' && (name.end[-1] == ':' || class == MNEMONIC_PREFIX));
	if (name.end[-1] == ':')
		return;
	if (!a->has_place) {
		/* Line 0: merged from several places; what it goes by may still have one. */
		if (class == MNEMONIC_COND_JUMP)
			code_lines_add_jump(&a->lines, a->compare_index, a->compare_column, a->compare_column);
		a->has_compare &= class == MNEMONIC_COND_JUMP ||
				  (class == MNEMONIC_OTHER && !mnemonic_writes_flags(name.p, span_length(name), a->intel_syntax));
		return;
	}
	if (!a->has_index) {
		a->index = code_lines_find(&a->lines, a->function, a->file, a->line);
		a->has_index = true;
	}
	count_instruction(a, class, name, s, whole);
}

static void read_line(struct assembly *a, struct span s)
{
	if (s.p == s.end)
		return;
	if (!is_blank(*s.p)) {
		/* Flags hardly live from one block into the next. */
		a->has_compare = false;
		if (*s.p == '.')
			read_local_label(a, s);
		else if (*s.p != '#' && *s.p != '/')
			read_label(a, s);
		return;
	}
	skip_blanks(&s);
	if (s.end > s.p && s.end[-1] == '\r')
		s.end--;
	if (s.p == s.end || *s.p == '#' || *s.p == '/' || *s.p == '@' || *s.p == ';')
		return;
	if (*s.p == '.') {
		read_directive(a, s);
		return;
	}
	read_instruction(a, s);
	a->label = (struct span){ s.p, s.p };
}

void codegen_read_assembly(const char *root, const char *directory, const char *bytes, size_t len, bool with_text, struct intern *text,
			   struct unit_facts *unit)
{
	struct assembly a = { .text = text, .scratch = STRBUF_INIT, .with_text = with_text };
	const char *p = bytes, *end = bytes + len;

	source_paths_init(&a.paths, root, directory, false, text);
	intern_init(&a.functions);
	code_lines_init(&a.lines, text);
	while (p < end) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));

		if (!stop)
			stop = end;
		read_line(&a, (struct span){ p, stop });
		p = stop + 1;
	}
	code_lines_finish(&a.lines, unit);
	intern_release(&a.functions);
	source_paths_release(&a.paths);
	VEC_RELEASE(&a.files);
	strbuf_release(&a.scratch);
}
