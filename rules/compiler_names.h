/* What the compiler's remarks mean: the table of compiler_names.def, for the rule, `whynot explain` and tests. */
#ifndef WHYNOT_RULES_COMPILER_NAMES_H
#define WHYNOT_RULES_COMPILER_NAMES_H

#include <stddef.h>

struct compiler_name {
	const char *pass, *name;   /* LLVM's */
	int level;                 /* the lowest -m that shows it, 1..3 */
	const char *summary;       /* one line */
	const char *explain;       /* usual causes in C, what to try, when to ignore it; "" if the summary says it all */
};

/* By pass, then name, as bytes. */
extern const struct compiler_name compiler_names[];
extern const size_t n_compiler_names;

/* The row of this remark, or NULL: such remarks have level 3. */
const struct compiler_name *compiler_name_find(const char *pass, const char *name);

#endif
