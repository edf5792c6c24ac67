/*
 * Why an object outlives its function: the shortest chain of flows from where its address is taken to where it is kept.
 * Breadth first over (object that is carried, node that holds it); an object that holds another carries it on.
 */
#ifndef WHYNOT_RULES_ESCAPE_PATH_H
#define WHYNOT_RULES_ESCAPE_PATH_H

#include "rules/emit.h"
#include "rules/escape_solve.h"

enum path_end { PATH_NONE, PATH_OUTSIDE, PATH_RESULT, PATH_PARAM };

/* Which ends are looked for. */
struct path_goal {
	bool outside, result;
	bool params;
	uint32_t own;                   /* a content node that is no end (the object's own); or GRAPH_NONE */
};

struct escape_path {
	enum path_end end;
	uint32_t param;                 /* for PATH_PARAM */
	VEC(uint32_t) reasons;          /* numbers in the solver's reasons, in order; equal neighbours are one */
};

/* Finds the shortest path of the object; `end` is PATH_NONE if there is none. Release it after use. */
void escape_path_find(struct solver *s, uint32_t object, const struct path_goal *goal, struct escape_path *path);
void escape_path_release(struct escape_path *path);

/* Where the path ends, in words: "returned", "stored in global g", "passed to f, which keeps it". */
void escape_path_words(const struct solver *s, const struct escape_path *path, struct strbuf *out);

/* The steps as args of the emitter's draft. */
void escape_path_emit(const struct solver *s, const struct escape_path *path, struct emitter *e);

/* The place of the last step; path NULL if there is none. */
struct srcloc escape_path_place(const struct solver *s, const struct escape_path *path);

/* The unknown function that the object is passed to at the end, or NULL. */
const char *escape_path_unknown(const struct solver *s, const struct escape_path *path);

/* "malloc(8)": the call as it is written, or the function's name with dots. */
void escape_call_text(const struct escape_program *ep, const struct fact_location *l, struct strbuf *out);

#endif
