/*
 * The instructions of source lines as text, for a page that shows them. Of all lines that would be most of the facts; so only those of
 * the project's own files that jump, call or lie in a loop are kept, and of each so many instructions.
 */
#ifndef WHYNOT_CODEGEN_CODE_TEXT_H
#define WHYNOT_CODEGEN_CODE_TEXT_H

#include "analyzer/codegen/asm_text.h"
#include "analyzer/facts/facts.h"

enum { CODE_TEXT_MOST = 40 };   /* instructions of one line in one function */

/* Points into the assembly. */
struct code_instruction {
	struct span label;      /* the local label before it, empty for none */
	struct span text;
	char mark;              /* as in FACT_CODE_TEXT */
	uint32_t next;          /* 1 + index, 0 for the last */
};

/* The instructions of one line: a chain, and how many there were. */
struct code_text_line {
	uint32_t first, last;   /* 1 + index, 0 for none */
	uint32_t n;
};

/* All zero is empty. */
struct code_texts {
	VEC(struct code_instruction) instructions;
	VEC(struct code_text_line) lines; /* by number of code_lines */
};

/* One more of the line, which is a number of code_lines. */
void code_texts_add(struct code_texts *t, uint32_t line, struct code_instruction instruction);

/* The line's text and the number of instructions that it leaves out. */
struct fact_code_text code_texts_join(const struct code_texts *t, uint32_t line, struct intern *text, struct strbuf *scratch);

void code_texts_release(struct code_texts *t);

/* From which line to which a loop goes. */
struct loop_lines {
	uint32_t first, last;
};

/* The loops of one of the project's own files, sorted by `first`; `last` is of this one and those before it the one furthest down. */
struct own_file {
	sid path;
	VEC(struct loop_lines) loops;
};

struct own_files {
	VEC(struct own_file) files;
};

void own_files_init(struct own_files *o, const struct unit_facts *unit);
void own_files_release(struct own_files *o);

/* True if a page may want to show the instructions of the line. */
bool own_files_want(const struct own_files *o, const struct fact_code_line *line);

#endif
