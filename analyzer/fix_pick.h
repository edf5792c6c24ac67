/*
 * Which of the shown findings --fix takes. Most may be taken alone; one that was proven with others done is taken only if all that
 * was proven with it in one of its units is taken, too.
 */
#ifndef WHYNOT_ANALYZER_FIX_PICK_H
#define WHYNOT_ANALYZER_FIX_PICK_H

#include "analyzer/base/strbuf.h"
#include "analyzer/base/vec.h"
#include "analyzer/program/program.h"
#include "rules/finding.h"

struct fix_choice {
	const struct finding *finding;
	bool is_left;             /* not to be taken */
	const char *why;          /* if so: in words; lives as long as the finding, NULL: as said of its whole file */
	const struct program_file *with;  /* if so: the file that something it hangs on would have been changed in; NULL: none */
	uint32_t with_line;
};

struct fix_choices {
	VEC(struct fix_choice) list; /* by path and line */
};

/* Appends the findings that can be taken at all, sorted as they are; `all`: also headers in the place of others. */
void fix_pick(struct fix_choices *c, const struct finding *findings, size_t n, bool all);

/* When all is marked that is left for its file's sake: leaves what hangs on something that is left or was not picked. */
void fix_settle_choices(struct fix_choices *c, const struct program *p);

/* The headers, one a line, that take the place of the finding's; empties `out` if nothing does. */
void fix_headers(const struct finding *f, struct strbuf *out);

#endif
