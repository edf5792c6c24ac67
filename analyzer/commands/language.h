/* Which language a source is in, from -x, its name and the compiler's. */
#ifndef WHYNOT_COMMANDS_LANGUAGE_H
#define WHYNOT_COMMANDS_LANGUAGE_H

#include <stdbool.h>

struct language {
	const char *x;      /* -x has to say this, since the name alone says something else; NULL: nothing to say */
	bool is_ours, is_cxx;
	const char *what;   /* in words: "assembler", "C" */
};

/* `x` is the command's -x before the source, or NULL; `cxx_driver` is true for g++ and clang++. */
struct language language_of(const char *file, const char *x, bool cxx_driver);

#endif
