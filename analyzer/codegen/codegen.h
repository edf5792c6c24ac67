/*
 * The compiler's side of one unit: clang -S (or gcc -S) with optimisation remarks, or records that an earlier build left.
 * Fills the unit-scope facts codegen, remark, remark_arg, code_line and code_text.
 */
#ifndef WHYNOT_CODEGEN_CODEGEN_H
#define WHYNOT_CODEGEN_CODEGEN_H

#include "analyzer/base/compile_command.h"
#include "analyzer/facts/facts.h"

enum codegen_mode {
	CODEGEN_OFF,
	CODEGEN_RUN,   /* run clang; nothing is written outside memory */
	CODEGEN_READ,  /* read the *.opt.yaml, *.opt.bitstream or *.opt-record.json.gz that the build wrote */
};

struct codegen {
	enum codegen_mode mode;
	const char *root;      /* the project's folder, absolute: paths below it become relative to it */
	const char *clang;     /* the compiler to run */
	const char *opt_level; /* instead of the command's: "-O2"; NULL: the command's */
	const char *gcc;       /* the gcc to run instead; NULL: none */
	const char *profdata;  /* a .profdata for the compiler to optimise by, so that remarks carry hotness; absolute; NULL: none */
	const char *records;   /* for CODEGEN_READ: a record file or a folder of them; NULL: beside the command's output */
	bool name_is_shared;   /* another unit's output has the same base name */
	bool with_text;        /* also code_text */
};

/* Never fails: what went wrong is the codegen fact's status and reason. */
void codegen_collect(const struct codegen *c, const struct compile_command *command, struct intern *text,
		     struct unit_facts *unit);

/*
 * Adds the remarks of one record (LLVM's YAML or bitstream, or gcc's, told apart by its first bytes) to the unit. Relative paths in it
 * count from `directory` or, where there is no such file, a folder above it. Damaged documents are left out and said in the codegen fact's reason.
 */
void codegen_read_remarks(const char *root, const char *directory, const char *bytes, size_t len, struct intern *text,
			  struct unit_facts *unit);

/*
 * Adds one code_line for each (line, function) that the assembly text has instructions for, and, `with_text`, the code_text of those that
 * the unit's files and loops, which have to be there, make worth it. Never fails.
 */
void codegen_read_assembly(const char *root, const char *directory, const char *bytes, size_t len, bool with_text, struct intern *text,
			   struct unit_facts *unit);

#endif
