/* The table of compiler_names.def. */
#include "rules/compiler_names.h"

#include "rules/compiler_examples.h"

#include <string.h>

#define REMARK(pass, name, level, summary, explain) { pass, name, level, summary, explain },
const struct compiler_name compiler_names[] = {
#include "rules/compiler_names.def"
};
#undef REMARK

const size_t n_compiler_names = sizeof compiler_names / sizeof *compiler_names;

const struct compiler_name *compiler_name_find(const char *pass, const char *name)
{
	size_t low = 0, high = n_compiler_names;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(compiler_names[middle].pass, pass);

		order = order ? order : strcmp(compiler_names[middle].name, name);
		if (!order)
			return &compiler_names[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const char *compiler_example_find(const char *pass, const char *name)
{
	for (size_t i = 0; i < n_compiler_examples; i++)
		if (!strcmp(compiler_examples[i].pass, pass) && !strcmp(compiler_examples[i].name, name))
			return compiler_examples[i].text;
	return NULL;
}
