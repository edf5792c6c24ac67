/* Collects what the assembly has for each (function, file, line) into code_line facts. */
#ifndef WHYNOT_CODEGEN_CODE_LINES_H
#define WHYNOT_CODEGEN_CODE_LINES_H

#include "analyzer/codegen/code_text.h"

/* One symbol called from a line; they form a chain in order of sight. */
struct code_callee {
	sid name;
	uint32_t next; /* 1 + index, 0 for the last */
};

/* A conditional jump, and the column of what it goes by, which may be the same; likewise, ascending. */
struct code_jump {
	uint32_t column, other, next; /* column <= other */
};

struct code_lines {
	struct intern *text;
	VEC(struct fact_code_line) lines;
	VEC(uint32_t) first_callee; /* by line: 1 + index, 0 for none */
	VEC(struct code_callee) callees;
	VEC(uint32_t) first_jump;   /* by line, as first_callee */
	VEC(struct code_jump) jumps;
	struct code_texts texts;    /* empty unless somebody adds to it */
	uint32_t *slots;            /* open addressing: 1 + index of a line, 0 for free */
	size_t n_slots;             /* a power of two */
};

void code_lines_init(struct code_lines *c, struct intern *text);

/* The index of the record for these, added with zero counts if new. */
uint32_t code_lines_find(struct code_lines *c, sid function, sid file, uint32_t line);

/* Adds the symbol to those that the line calls, if it is not among them. */
void code_lines_add_callee(struct code_lines *c, uint32_t line, sid symbol);

/* A conditional jump of the line, or what it goes by, stands at the two columns, in any order. Of more than two there two are kept. */
void code_lines_add_jump(struct code_lines *c, uint32_t line, uint32_t column, uint32_t other);

/* Appends all to the unit, by file, line and function, and frees what `c` holds. */
void code_lines_finish(struct code_lines *c, struct unit_facts *unit);

#endif
