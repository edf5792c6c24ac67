/*
 * Annotated cases: C sources that say beside the line what whynot has to find there.
 *
 *	p = malloc(8); //! missed escape HeapCouldBeStack "8 bytes"     kind, rule, name, optionally a part of the message
 *	//!^ analysis escape Escapes                                    about the line above; ^^ the line before that
 *	//!@b.c analysis whynot UnitFailed                              about the file b.c as a whole (line 0), there or not
 *	#include "a.h" (a block comment that starts with a ! does as well, for files that need those)
 *
 * Several marks may stand on a line. In a message, \" and \\ stand for themselves. On the first lines of a case:
 *
 *	//!flags --only=escape     options of whynot, behind the runner's own
 *	//!args -DX -O2            arguments for clang
 *	//!exit 3                  the exit status, when it does not follow from the findings
 *	//!nocompile               the case is not meant to compile
 *	//!xfail REASON            the case has to fail, for now
 *
 * A case is one file, or a folder: every C and C++ source in it and below is a unit of one program, every file may carry
 * marks, and a compile_commands.json in it, if there is one, tells how they are compiled.
 */
#ifndef WHYNOT_TESTS_ANNOT_H
#define WHYNOT_TESTS_ANNOT_H

#include "analyzer/base/arena.h"
#include "analyzer/base/error.h"
#include "analyzer/base/vec.h"

#include <stdbool.h>
#include <stdint.h>

struct annot_mark {
	const char *file;         /* relative to the case's folder */
	uint32_t line;            /* 0: the file as a whole */
	const char *kind;         /* as LLVM's tag, in lower case: "missed" */
	const char *rule, *name;
	const char *message;      /* a part of it; "" for any */
};

struct annot_words {
	VEC(const char *) list;
};

struct annot_case {
	struct arena memory;
	const char *folder;       /* absolute; holds the sources */
	const char *rule;         /* the folder that the case stands in: what it is about */
	struct annot_words units; /* sources, relative to the folder, by name */
	struct annot_words files; /* all files that may carry marks, likewise */
	VEC(struct annot_mark) marks;
	struct annot_words flags, args;
	const char *xfail;        /* NULL: it has to pass */
	int exit_status;          /* below 0: follows from the findings */
	bool nocompile, has_database;
};

/* Reads the case at `path`. Below 0 with the place of what is wrong. Release it in either case. */
int annot_load(struct annot_case *c, const char *path, struct error *e);
void annot_release(struct annot_case *c);

#endif
