/*
 * Building findings. A rule begins a finding by the index of one of its own names, so kind, severity and level cannot drift
 * from what it declares, adds the message's parts in order, then the steps, and ends it.
 *
 *	emit_begin(e, UNUSED_INCLUDE, NULL, at);
 *	emit_arg(e, "Header", spelling, target);
 *	emit_text(e, " is not used");
 *	emit_end(e);
 */
#ifndef WHYNOT_RULES_EMIT_H
#define WHYNOT_RULES_EMIT_H

#include "analyzer/base/intern.h"
#include "analyzer/base/vec.h"
#include "rules/rule_info.h"

struct emitter {
	struct arena *memory;                /* of the findings' args */
	struct intern texts;                 /* every text of the findings, once */
	const struct rule_info *rule;        /* whose findings these are */
	VEC(struct finding) findings;
	struct finding draft;
	VEC(struct finding_arg) args;        /* of the draft */
	bool in_steps;
	VEC(const char *) notes;             /* lines for the summary */
	/* Sees each finding as it is ended; true: it has been dealt with, and is not kept. NULL: all are kept. */
	bool (*sift)(void *context, const struct finding *f);
	void *sift_context;
};

void emitter_init(struct emitter *e, struct arena *memory);
void emitter_release(struct emitter *e); /* the findings and their text go with it */

/* Starts a finding of the rule's `which`-th name. `function` NULL or "": outside functions. */
void emit_begin(struct emitter *e, size_t which, const char *function, struct srcloc at);

/* Starts a finding under a name that is not the rule's own: for the compiler's remarks. */
void emit_begin_as(struct emitter *e, const struct rule_name *name, const char *pass, const char *function, struct srcloc at);

void emit_text(struct emitter *e, const char *words);
void emit_textf(struct emitter *e, const char *format, ...) __attribute__((format(printf, 2, 3)));
void emit_arg(struct emitter *e, const char *key, const char *value, struct srcloc at);
void emit_argf(struct emitter *e, const char *key, struct srcloc at, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* A step of the chain behind the message (Flow, Edge, Branch, Reason); separated from what precedes it by "; ". */
void emit_step(struct emitter *e, const char *key, const char *value, struct srcloc at);

void emit_hotness(struct emitter *e, uint64_t hotness);
void emit_config(struct emitter *e, const char *config);
void emit_end(struct emitter *e);

/* A line for the summary: what holds for the rule's findings as a whole. */
void emit_note(struct emitter *e, const char *line);

/* Sorts the findings and drops duplicates. */
void emitter_sort(struct emitter *e);

#endif
