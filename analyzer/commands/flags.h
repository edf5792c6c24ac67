/*
 * What becomes of each flag of a compile command: the one table of it, for the front end and for the code generation. It is
 * flags.def. A flag without a row is kept if it begins with -f or -m and stands outside -Xclang; any other leaves with a note,
 * since a compiler can have flags that load, run or write something.
 */
#ifndef WHYNOT_COMMANDS_FLAGS_H
#define WHYNOT_COMMANDS_FLAGS_H

#include "analyzer/base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum flag_fate {
	FLAG_KEEP,      /* stays in the arguments */
	FLAG_MEANS,     /* stays, and two commands of a file that differ in it are two configurations */
	FLAG_MACRO,     /* the same: -D, -U */
	FLAG_PATH,      /* the same: its value is a path, relative to the command's directory */
	FLAG_HEADER,    /* the same: -include; the driver must not take a precompiled header that lies beside it */
	FLAG_TARGET,    /* the same: names the target */
	FLAG_LANGUAGE,  /* -x */
	FLAG_LEVEL,     /* -O */
	FLAG_OUTPUT,    /* -o */
	FLAG_DROP,      /* leaves */
	FLAG_GCC,       /* leaves; a gcc that is run gets it */
	FLAG_TELL,      /* leaves, with a note that says why */
};

enum flag_shape {
	FLAG_ALONE,     /* the word itself, also with "=value"; a row that ends in '-' or '=': all that begin so */
	FLAG_BEGINS,    /* all that begin so */
	FLAG_NEXT,      /* the word itself, and the next word is its value */
	FLAG_BEGINS_NEXT, /* all that begin so, and the next word is the value */
	FLAG_EITHER,    /* the value is the rest of the word or, if there is none, the next word */
};

struct flag_row {
	const char *text;
	uint8_t length;
	enum flag_shape shape;
	enum flag_fate fate;
	bool is_inner;          /* known to the compiler proper alone, behind -Xclang */
	const char *why;        /* for FLAG_TELL */
};

enum { FLAG_INDEX_SIZE = 1024 };

/* Finds rows by the second character of the flag. */
struct flag_index {
	uint16_t first[128], next[FLAG_INDEX_SIZE]; /* row number + 1; 0 ends */
};

void flag_index_init(struct flag_index *index);

/* The row with the longest text that fits the word, or NULL. -fno-x and -mno-x without a row are looked up as -fx and -mx. */
const struct flag_row *flag_find(const struct flag_index *index, const char *word);

/*
 * The short form of a long alias ("--define-macro=X" is "-DX"), the word itself if it is none. The same for "--x" where clang
 * takes both and only "-x" has a row. Text that is made lives in `memory`.
 */
const char *flag_spelling(const struct flag_index *index, const char *word, struct arena *memory);

/* Whether the row lets the flag through to clang; behind -Xclang only if that is meant for the compiler proper, too. */
bool flag_is_kept(const struct flag_row *row, const char *flag, bool is_inner);

#endif
