/*
 * Why an object outlives its function: the shortest chain of flows from where its address is taken to where it is kept.
 * Breadth first over (object that is carried, node that holds it, step at which it came there); an object that holds another carries
 * it on. Points-to sets know no order, paths do: each step can only follow what can run before it.
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
	bool known;                     /* not by functions of which it is not known yet how they keep what they are given */
};

struct escape_path {
	enum path_end end;
	bool is_refuted;                /* with PATH_NONE: there are flows that lead there, but none of the ways can be gone in its order */
	uint32_t param;                 /* for PATH_PARAM */
	VEC(uint32_t) reasons;          /* numbers in the solver's reasons, in order; equal neighbours are one */
};

/*
 * Finds the shortest path of the object; `end` is PATH_NONE if there is none. Release it after use. A path into the outside that
 * does not lean on the object's being outside is taken before others: what has escaped is written by anybody. So is one that does
 * not end in bytes that a parameter points to.
 */
void escape_path_find(struct solver *s, uint32_t object, const struct path_goal *goal, struct escape_path *path);
void escape_path_release(struct escape_path *path);

/* Where the path ends, in words: "returned", "stored in global g", "passed to f, which keeps it". */
void escape_path_words(const struct solver *s, const struct escape_path *path, struct strbuf *out);

/* The steps as args of the emitter's draft. */
void escape_path_emit(const struct solver *s, const struct escape_path *path, struct emitter *e);

/* A kept_place's how. */
#define ESCAPE_HOW_INTEGER "converts it to an integer that is kept"

/* True if the parameter points to bytes: pointers in them are followed, but nobody means them. */
bool escape_is_text(const struct solver *s, uint32_t param);

/* How the callee behind the reason keeps what it is given; NULL: it does not, or that is not known. */
const struct kept_place *escape_kept_by(const struct solver *s, const struct escape_reason *r);

/* The place of the last step; path NULL if there is none. */
struct srcloc escape_path_place(const struct solver *s, const struct escape_path *path);

/* What the path's function does with the object at its end outside, behind "which": "keeps it", or what is not known about it. */
void escape_path_how(const struct solver *s, const struct escape_path *path, struct strbuf *out);

/* The unknown function that the object is passed to at the end, by this function or by those it calls; or NULL. */
const char *escape_path_unknown(const struct solver *s, const struct escape_path *path);

/* "malloc(8)": the call as it is written, or the function's name with dots. */
void escape_call_text(const struct escape_program *ep, const struct fact_location *l, struct strbuf *out);

#endif
