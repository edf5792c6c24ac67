/* A small piece of C for each of the compiler's remarks that gives it: what `whynot explain` shows and a test compiles. */
#ifndef WHYNOT_RULES_COMPILER_EXAMPLES_H
#define WHYNOT_RULES_COMPILER_EXAMPLES_H

#include <stddef.h>

/*
 * The files of rules/remarks/<pass>/<Name>.c, by path. The first line names the compiler and its flags: `// clang -O2`, or
 * `// clang-22 -O2` where older ones do not give the remark, `// clang-19 -O2` where newer ones do not. The remark stands at each
 * line with the comment 'here' and at no other; without such a line it has no place.
 */
struct compiler_example {
	const char *pass, *name, *text;
};

extern const struct compiler_example compiler_examples[];
extern const size_t n_compiler_examples;

/* The example's text, or NULL. */
const char *compiler_example_find(const char *pass, const char *name);

#endif
