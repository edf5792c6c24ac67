/*
 * What reports show besides findings: plain read-only data, filled from the program by the pipeline. No report reads facts,
 * the program or a file.
 */
#ifndef WHYNOT_RULES_EXHIBIT_H
#define WHYNOT_RULES_EXHIBIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum exhibit_status { EXHIBIT_OK, EXHIBIT_HAD_ERRORS, EXHIBIT_FAILED };

struct exhibit_unit {
	const char *file, *config;
	enum exhibit_status status;
	const char *reason;            /* "" if ok */
	const char *opt_level;         /* "-O2"; "" if the command names none or the compiler was not run */
};

/* A source file that findings point into. */
struct exhibit_source {
	const char *path;              /* as in findings */
	const char *bytes;             /* NULL if it could not be read */
	size_t len;
	const size_t *line_starts;     /* offsets; line n starts at line_starts[n - 1] */
	uint32_t n_lines;
};

/* What a finding's name means, in the words of `whynot explain`. Paragraphs are separated by an empty line. */
struct exhibit_text {
	const char *rule, *name;       /* as in findings */
	const char *summary;           /* one line; "" if nothing is known of the name */
	const char *explain;           /* "" if the summary says it all */
};

/* What is left of some lines in the machine code: the function's own copy if there is one, else the largest inlined one. */
struct exhibit_code {
	uint32_t n_instructions;       /* 0: nothing is known, or nothing is left */
	uint32_t n_cond_jumps, n_calls;
	const char *callees;           /* symbols called directly, comma-separated */
	uint32_t n_vector;             /* instructions on several elements at once */
};

struct exhibit_param {
	const char *name, *type;
};

/* The definition of a function in the project's own files. */
struct exhibit_function {
	const char *name, *path;
	uint32_t line, end_line;
	uint32_t n_statements;
	uint32_t n_callers;            /* places that call it by name, in the whole program */
	const struct exhibit_param *params;
	size_t n_params;
	struct exhibit_code code;
};

/* One condition that is decided in each turn of a loop. */
struct exhibit_condition {
	uint32_t line, col;
	const char *text;              /* as written; "" where only a macro writes it */
	const char *source;            /* where its value comes from: "invariant", "counter", "state", "data", "call" */
	bool is_exit;                  /* of the loop's own condition */
};

struct exhibit_loop {
	const char *kind;              /* "for", "while", "do", "range-for" */
	const char *path;
	uint32_t line, col, end_line;
	uint32_t depth;                /* 1: in no other loop of its function */
	uint32_t function;             /* index into exhibit.functions */
	struct exhibit_code code;
	const struct exhibit_condition *conditions; /* those of no inner loop, in order of the text */
	size_t n_conditions;
	uint32_t n_spills, n_reloads;  /* values saved to the stack and read back for want of registers, as the compiler counts them */
};

/* The instructions of one source line in the code of one function. */
struct exhibit_assembly {
	const char *path;
	uint32_t line;
	const char *function;          /* the symbol: an inlined line is in its caller's code */
	bool is_own;                   /* it is the function that the line stands in */
	const char *text;              /* lines: 'j' conditional jump, 'c' call, 'v' vector, '-' other, ':' local label; then its text */
	uint32_t n_more;               /* instructions that `text` leaves out */
};

/* One #include between the project's own files. */
struct exhibit_include {
	const char *from, *to;
	uint32_t line;
	uint32_t n_names;              /* different names that `from` uses and `to` itself declares */
	uint32_t n_lines;              /* of `to`, blank ones left out */
	uint32_t n_units;              /* in which it is read */
	uint32_t cycle;                /* 0: part of none; else both files are in the cycle (component) of this number */
};

struct exhibit {
	const char *tool_version, *clang_version;
	const struct exhibit_unit *units;  /* by file, config */
	size_t n_units;
	size_t n_left_out;             /* further units, that this run leaves aside on purpose */
	const struct exhibit_source *sources; /* by path */
	size_t n_sources;
	uint64_t n_remarks_read, n_remarks_repeated, n_remarks_without_place;
	const char *build;             /* the database as it was named, NULL if it was not or if the name holds this machine's folders */
	size_t n_hidden[4];            /* findings of each level that this run does not show */
	size_t n_suppressed, n_baselined;
	const struct exhibit_text *texts; /* by rule, name; for pages only, as all below */
	size_t n_texts;
	const struct exhibit_function *functions; /* by path, line */
	size_t n_functions;
	const struct exhibit_loop *loops; /* by path, line, column */
	size_t n_loops;
	const struct exhibit_assembly *assembly; /* by path, line, the own function first, function; not of all lines */
	size_t n_assembly;
	const struct exhibit_include *includes; /* by from, line, to */
	size_t n_includes;
};

/* The source with this path, or NULL. */
const struct exhibit_source *exhibit_source_of(const struct exhibit *x, const char *path);

/* The line's instructions: the first in `*first`, in how many functions returned; `*first` is then NULL if in none. */
size_t exhibit_assembly_of(const struct exhibit *x, const char *path, uint32_t line, const struct exhibit_assembly **first);

/* The line's text without its line end, or NULL if it is not there. `*len` in bytes. */
const char *exhibit_line(const struct exhibit *x, const char *path, uint32_t line, size_t *len);

#endif
