/*
 * What is known and accepted: a YAML file of findings, one a line, that people may read, shorten and merge. An entry stands for a
 * finding as long as its rule, name, function and message are the same in the same file, wherever its line went; where several
 * agree in all of this, the text of the line tells them apart. Numbers in messages may change: 12 bytes of padding that become 16
 * are no new finding.
 *
 *	version: 1
 *	findings:
 *	- {rule: unused-include/UnusedInclude, file: src/a.c, message: '<math.h> is not used', line: '#include<math.h>'}
 */
#ifndef WHYNOT_RULES_GATE_BASELINE_H
#define WHYNOT_RULES_GATE_BASELINE_H

#include "analyzer/base/arena.h"
#include "analyzer/base/error.h"
#include "analyzer/base/out.h"
#include "analyzer/base/vec.h"
#include "rules/exhibit.h"
#include "rules/finding.h"

struct baseline_entry {
	const char *rule, *name;      /* name: behind the '/' of `rule` in the file */
	const char *file;             /* from the repository's top */
	const char *function;         /* "<file>" outside functions */
	const char *message, *line;   /* plain ASCII, other bytes as '?'; line without blanks, "" if it is not known */
	unsigned at;                  /* line of the entry in the baseline */
	bool is_seen;                 /* something like it was found, shown or not */
	bool is_used;                 /* it stands for a finding that would be shown */
	bool is_updated;              /* which says it with other words now */
};

/* "old" became "new", both from the repository's top. */
struct baseline_rename {
	const char *old, *new;
};

struct baseline {
	struct arena memory;
	const char *path;
	VEC(struct baseline_entry) entries; /* as in the file */
	VEC(const struct baseline_entry *) kinds; /* one for each rule and name; filled by the first baseline_see() */
};

/* An empty one; `path` is for messages. */
void baseline_init(struct baseline *b, const char *path);
void baseline_release(struct baseline *b);

/* Adds the entries of a text. Below 0 with "path:line:col: ...". */
int baseline_read(struct baseline *b, const char *text, size_t len, struct error *e);

/* Entries of files that git says were renamed are those of the new files. */
void baseline_rename(struct baseline *b, const struct baseline_rename *renames, size_t n);

/* Notes that the finding is there, whatever becomes of it: entries like it are not stale. `prefix` as below. */
void baseline_see(struct baseline *b, const struct finding *f, const char *prefix);

/*
 * Which of the findings are in the baseline: `known`, n entries or NULLs. Each entry stands for one finding. `prefix` leads from the
 * repository's top to where the findings' paths count from, "" if that is the same.
 */
void baseline_match(struct baseline *b, const struct finding *findings, size_t n, const struct exhibit *x, const char *prefix,
		    const struct baseline_entry **known);

/* Whether nothing like the entry was found, or fewer than there are entries. `ran`: ids of the rules and passes that could have. */
bool baseline_is_stale(const struct baseline *b, const struct baseline_entry *entry, const char *const *ran, size_t n_ran);

/* Appends the finding as a new entry. */
void baseline_add(struct baseline *b, const struct finding *f, const struct exhibit *x, const char *prefix);

/* Writes the entries, sorted, but those for which `skip` (one flag an entry, NULL: none) is set. */
void baseline_write(const struct baseline *b, const bool *skip, struct out *o);

#endif
