/*
 * What functions without a body in the program do with pointers: the knowledge of escape analysis about libc, POSIX and
 * whatever a user describes. The table of the tree is escape_models.txt, which also documents the text form; users add
 * files of the same form by --models=FILE. A rule finds the table in its settings (rules/settings.h).
 *
 * A model is a set of effects without an order: each holds whenever the function is called, or may hold. A function that is
 * listed does nothing else with its pointers than its effects say: strlen has none, so it keeps nothing.
 */
#ifndef WHYNOT_RULES_ESCAPE_MODELS_H
#define WHYNOT_RULES_ESCAPE_MODELS_H

#include "analyzer/base/arena.h"
#include "analyzer/base/error.h"
#include "analyzer/base/srcloc.h"

#include <stdbool.h>
#include <stdint.h>

enum { MODEL_MOST_PARAMS = 16, MODEL_MOST_DEPTH = 3, MODEL_MOST_FACTORS = 2 };

/*
 * Something that holds a pointer. `depth` counts dereferences: of "p" itself it is 0; 1 is "*p", any pointer in the memory
 * that p points to (at any offset); 2 is "**p". A struct that is passed or returned by value is its pointers, at depth 0.
 */
enum model_place_kind {
	MODEL_PARAM,           /* parameter `param`; variadic arguments are all one parameter, number n_params */
	MODEL_RESULT,
	MODEL_GLOBAL,          /* as a target: kept beyond the call. As a source: the library's own storage, or what was kept before */
	MODEL_NEW,             /* source only: fresh memory that free() takes back, so a local buffer could replace it; see `factors` */
	MODEL_HANDLE,          /* source only: a fresh object that only its own functions know (FILE, DIR); no local can replace it */
	MODEL_CALLBACK_PARAM,  /* target only: parameter `slot` of the function that parameter `param` points to */
	MODEL_CALLBACK_RESULT, /* source only: what the function that parameter `param` points to returns */
};

struct model_place {
	enum model_place_kind kind;
	uint8_t depth;         /* 0 for all but MODEL_PARAM and MODEL_RESULT */
	uint8_t param, slot;
	/* MODEL_NEW: its size in bytes is the product of these parameters; n_factors 0: not known from the arguments */
	uint8_t n_factors, factors[MODEL_MOST_FACTORS];
};

enum model_effect_kind {
	MODEL_FLOWS,           /* the pointer in `from` is afterwards also in `to`: to = from */
	MODEL_FREES,           /* what the pointer in `from` points to is gone, or may be; `to` is unused */
	MODEL_CALLS,           /* the function that `from` points to is called, now or later; `to` is unused. What it is passed
	                          follows as flows into MODEL_CALLBACK_PARAM */
};

struct model_effect {
	enum model_effect_kind kind;
	struct model_place from, to;
	/* "result = new if !buf": only when parameter `null_param` is a null pointer. Where that is not known, it may happen. */
	bool only_if_null;
	uint8_t null_param;
};

/* Realloc is three effects: frees p; result = new[size]; *result = *p. Getline: frees *line; *line = new. */
struct model {
	const char *name;
	const char *const *params;  /* n_params names, for messages */
	uint8_t n_params;
	bool variadic;
	bool noreturn;
	const struct model_effect *effects;
	size_t n_effects;
	struct srcloc at;           /* where it is described; path NULL: in the tree's own table */
};

/* A set of models by name; a zeroed one is empty. Owns all that it hands out. */
struct models {
	struct arena memory;
	struct model *items;        /* sorted by name once read */
	size_t n, cap;
};

void models_release(struct models *m);

/*
 * Adds the models of a text. `path` is for messages and is copied; NULL: the tree's own table. A name twice in one text is
 * refused; a name that another text has brought is replaced. Below 0, with path, line and column, at the first thing that is
 * not understood; `m` is then as it was before. Effects that say the same twice are refused, too.
 */
int models_read(struct models *m, const char *path, const char *text, size_t len, struct error *e);

/* The tree's own table, which has been checked when whynot was built: it cannot fail. */
void models_read_own(struct models *m);

/*
 * The model of a function, or NULL: nothing is known of it. The compiler's name of a library function, __builtin_NAME, is
 * looked up as NAME if it has no model of its own. Valid until the next models_read() or models_release().
 */
const struct model *models_find(const struct models *m, const char *name);

/* The effect by which the result is MODEL_NEW memory, or what a parameter points to gets it; or NULL. */
const struct model_effect *model_allocation(const struct model *m);

#endif
