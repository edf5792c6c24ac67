/* What changed between two runs: of one project at two times, or of one source with two compilers or sets of flags. */
#ifndef WHYNOT_RULES_GATE_DIFF_H
#define WHYNOT_RULES_GATE_DIFF_H

#include "analyzer/base/vec.h"
#include "rules/finding.h"

enum change_kind {
	CHANGE_NEW,      /* found now and not before */
	CHANGE_LOST,     /* something that the compiler did and does not do any more */
	CHANGE_WON,      /* the other way round */
	CHANGE_FIXED,    /* found before and not now */
	CHANGE_REASON,   /* the same place or thing, for another reason or with other numbers */
	CHANGE_MOVED,    /* the same at another place, or there in another function */
};

struct change {
	enum change_kind kind;
	const struct finding *old, *new;  /* NULL for new and won, for fixed and lost */
	const struct finding *why;        /* lost and won: what is said of the place by the same pass instead, or NULL */
	bool is_worse;
};

struct changes {
	VEC(struct change) list;          /* by place (the new one if there is one), then as findings are sorted */
	size_t n_same;
};

/* "new", "lost", "won", "fixed", "other reason", "moved". */
const char *change_word(enum change_kind kind);

/*
 * Both sorted (finding_compare()) and unique; the changes point into them. Findings are paired in rounds, from equal in everything
 * down to equal but for the function or the file, each at most once. It got worse where a finding from `fail_level` on is new, or where a loop is
 * no longer vectorised, a call no longer inlined, an allocation no longer removed.
 */
void changes_find(struct changes *c, const struct finding *old, size_t n_old, const struct finding *new, size_t n_new,
		  enum severity fail_level);
void changes_release(struct changes *c);

#endif
