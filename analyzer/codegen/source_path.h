/* Paths as the compiler spells them -> paths as facts name them. Remembers its answers: records repeat few paths often. */
#ifndef WHYNOT_CODEGEN_SOURCE_PATH_H
#define WHYNOT_CODEGEN_SOURCE_PATH_H

#include "analyzer/base/intern.h"
#include "analyzer/base/vec.h"

#include <stdbool.h>

struct source_paths {
	const char *root, *directory; /* borrowed */
	bool search_parents;
	struct intern *text;          /* where the answers live; borrowed */
	struct intern spelled;
	sid last;                     /* the last one asked for, in `spelled`: the next is often the same */
	VEC(sid) answers;             /* by id in `spelled` */
};

/*
 * Relative paths count from `directory`; paths below `root` become relative to it. With `search_parents` a relative path
 * that does not exist in `directory` is looked for in the folders above: clang shortens the absolute path of a source by the
 * part that it has in common with the working directory, and does not write down how much that was.
 */
void source_paths_init(struct source_paths *s, const char *root, const char *directory, bool search_parents,
		       struct intern *text);
void source_paths_release(struct source_paths *s);

sid source_paths_find(struct source_paths *s, const char *path, size_t len);

#endif
