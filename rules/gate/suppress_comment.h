/* What one comment says: the grammar of suppress.h. Private to the gate. */
#ifndef WHYNOT_RULES_GATE_SUPPRESS_COMMENT_H
#define WHYNOT_RULES_GATE_SUPPRESS_COMMENT_H

#include "analyzer/base/arena.h"
#include "analyzer/base/vec.h"
#include "rules/gate/suppress.h"

enum suppress_verb { SUPPRESS_LINE, SUPPRESS_NEXT, SUPPRESS_FILE, SUPPRESS_BEGIN, SUPPRESS_END };

struct suppression {
	enum suppress_verb verb;
	bool is_tidy;                    /* clang-tidy's words */
	bool is_bare;                    /* NOLINT without a list: for everything */
	struct srcloc at;                /* of the words */
	uint32_t end_line;               /* of the comment */
	bool is_alone;
	const char *spelling;            /* "ignore[a, b]": for messages */
	const char *list;                /* the patterns, joined: what begins and ends must agree on */
	const char *const *patterns;
	size_t n_patterns;
	const char *until, *reason;      /* "" for none */
	const char *problem;             /* NULL; or what is wrong with the comment, which then suppresses nothing */
	uint32_t first_line, last_line;  /* what it is for */
	bool is_expired, is_used;
};

struct suppression_list {
	VEC(struct suppression) list;
};

/* Appends what the comment says: nothing, one of ours, or one or more of clang-tidy's. */
void suppress_read(const struct suppress_comment *c, struct arena *memory, struct suppression_list *to);

#endif
