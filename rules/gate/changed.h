/*
 * Which lines a change touched, read from a unified diff, and which findings the change brought: those with a place on such a line,
 * or about a loop with such a line (for warnings and errors also a place in their chain: the new edge of a cycle, the new step of an escape), and, for rules about
 * whole files, those in a changed file in which some name is not used any more.
 */
#ifndef WHYNOT_RULES_GATE_CHANGED_H
#define WHYNOT_RULES_GATE_CHANGED_H

#include "analyzer/base/arena.h"
#include "analyzer/base/error.h"
#include "analyzer/base/vec.h"
#include "rules/finding.h"

#include <stdbool.h>

/* Lines from..to of the new text. */
struct changed_range {
	uint32_t from, to;
};

struct changed_file {
	const char *path;             /* as in the diff, then as the caller sets it; what findings have */
	VEC(struct changed_range) ranges; /* ascending */
	const char *removed;          /* the removed lines, one after the other */
	size_t removed_len;
	bool has_lost_names;          /* set by changed_compare(): a name in `removed` is nowhere in the new text */
};

struct changed {
	struct arena memory;
	VEC(struct changed_file) files; /* those that are there after the change; by path after changed_close() */
};

/* `name` is for messages. Below 0 with "name:line: ...". Any lines between the diffs of files are skipped. */
int changed_read(struct changed *c, const char *name, const char *text, size_t len, struct error *e);
void changed_release(struct changed *c);

/* Looks for the file's lost names in its present text. */
void changed_compare(struct changed_file *f, const char *text, size_t len);

/* To be called when all paths are set. */
void changed_close(struct changed *c);

/*
 * `is_whole_file`: the finding's rule is about whole files. `last_line`: where what the finding is about ends, if it is a loop; else
 * its own line or 0.
 */
bool changed_brought(const struct changed *c, const struct finding *f, bool is_whole_file, uint32_t last_line);

#endif
