/*
 * What git knows of the project. Only git itself is run, with everything off that a repository's settings could make it start
 * (git.c lists it), and nothing is written.
 */
#ifndef WHYNOT_ANALYZER_GIT_H
#define WHYNOT_ANALYZER_GIT_H

#include "analyzer/base/arena.h"
#include "analyzer/base/error.h"
#include "analyzer/base/strbuf.h"
#include "analyzer/base/vec.h"
#include "rules/gate/baseline.h"

struct git_renames {
	VEC(struct baseline_rename) list;
};

/* Replaces `out` with what `git -C folder words...` prints; `words` end with NULL. Below 0 with git's own words. */
int git_run(const char *folder, const char *const *words, struct strbuf *out, struct error *e);

/* Files renamed between the commit that last changed `file` and the working tree; none if git cannot tell. */
void git_renames_since_change_of(const char *folder, const char *file, struct arena *memory, struct git_renames *renames);

#endif
