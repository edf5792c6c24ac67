#include "rules/allocators.h"

#include <string.h>

const char *allocator_in(const char *callees)
{
	static const char *const allocators[] = { "malloc", "calloc", "realloc", "reallocarray", "aligned_alloc", "posix_memalign", "memalign",
						  "valloc", "strdup", "strndup", "asprintf", "vasprintf", "getline", "getdelim" };

	while (*callees) {
		size_t len = strcspn(callees, ",");

		for (size_t i = 0; i < sizeof allocators / sizeof *allocators; i++)
			if (strlen(allocators[i]) == len && !strncmp(allocators[i], callees, len))
				return allocators[i];
		callees += len + (callees[len] == ',');
	}
	return NULL;
}
