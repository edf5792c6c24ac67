/* Findings out of a YAML report: ours, or the record that clang itself wrote. */
#ifndef WHYNOT_RULES_GATE_REMARK_FILE_H
#define WHYNOT_RULES_GATE_REMARK_FILE_H

#include "analyzer/base/arena.h"
#include "analyzer/base/error.h"
#include "analyzer/base/intern.h"
#include "analyzer/base/vec.h"
#include "rules/finding.h"

/* Owns the findings and all their text. */
struct remark_file {
	struct arena memory;
	struct intern texts;
	const char *path;
	VEC(struct finding) findings;   /* sorted, unique */
};

void remark_file_init(struct remark_file *r, const char *path);
void remark_file_release(struct remark_file *r);

/*
 * Adds the findings of a text of YAML documents. Ours close with Level, Severity and more; a compiler's own remarks are notes, of
 * level 1 if something was done, 2 if not, 3 for the rest. Below 0 with "path:line:col: ...".
 */
int remark_file_read(struct remark_file *r, const char *text, size_t len, struct error *e);

#endif
