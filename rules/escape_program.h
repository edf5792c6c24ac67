/*
 * The functions of the program as escape analysis sees them: their bodies, whom they call, what they do with pointers in short
 * (their summary), and the order to find that out: callees first, functions that call each other together.
 */
#ifndef WHYNOT_RULES_ESCAPE_PROGRAM_H
#define WHYNOT_RULES_ESCAPE_PROGRAM_H

#include "analyzer/program/program.h"
#include "rules/escape_graph.h"
#include "rules/escape_models.h"

/*
 * What a summary speaks of: the outside, the result, fresh objects that the result points to, other fresh objects, and each
 * parameter's content by levels: 0 is what the parameter points to.
 */
enum { VISIBLE_OUTSIDE, VISIBLE_RESULT, VISIBLE_FRESH, VISIBLE_INNER, VISIBLE_PARAMS };

static inline uint32_t visible_param(uint32_t param, uint32_t level)
{
	return VISIBLE_PARAMS + param * GRAPH_DEPTH + level;
}

/* The address of `what` is in `in` when the function has returned. */
struct summary_edge {
	uint32_t in, what;
};

/* How many bytes fresh objects have: product of up to two of the function's parameters and a constant, plus a constant. */
struct fresh_size {
	bool is_known;
	uint8_t n_params;
	uint32_t params[2];
	uint64_t times, plus;
};

struct summary {
	bool is_solved;             /* once; what is said of freshness only becomes less from then on */
	struct summary_edge *edges;
	uint32_t n_edges;
	uint64_t freed;             /* bit per parameter and level, as visible_param(): that content may be freed */
	uint64_t always_freed;      /* likewise: it is freed on every path, unless the pointer is null */
	uint64_t aligned;           /* likewise: it has to be aligned more strictly than it is declared */
	bool inner_is_fresh;        /* other fresh objects are all allocated memory: what an out parameter gets */
	bool is_fresh;              /* the result is always fresh memory that nobody else keeps, or null */
	struct fresh_size size;     /* if is_fresh */
	struct kept_place *places;  /* as edges: what is known of those into the outside; found last. NULL: nothing */
};

/* How an edge into the outside comes about. */
struct kept_place {
	struct srcloc at;           /* path NULL: not known */
	const char *how;            /* "keeps it", or what is done with it that cannot be followed; NULL: not known */
	const char *unknown;        /* the unknown function behind it, or NULL */
};

/* One text of a function; a function of a header can have several, one for each configuration. */
struct escape_body {
	const struct fact_function *fact;
	const struct program_variant *in;
	const struct fact_location *locations; /* fact->locations.n */
	const struct fact_flow *flows;         /* fact->flows.n */
	const struct fact_span *spans;         /* fact->spans.n */
	uint32_t function;          /* whose body it is */
	uint32_t first_location;    /* number of its first location among those of all bodies */
	uint32_t *flows_into;       /* flow numbers, by location: those of location i from first_into[i] up to first_into[i + 1] */
	uint32_t *first_into;
};

/* The functions that something may be. */
struct escape_called {
	const uint32_t *callees;    /* functions of the program */
	uint32_t n_callees;
	const struct model **models; /* of functions outside the program */
	uint32_t n_models;
	const char *unknown;        /* not NULL: it may be something unknown; says what */
};

enum { ESCAPE_MOST_CALLBACKS = 2 };

/* A call in a function, with all functions it may call. */
struct escape_call {
	uint32_t body, location;
	struct escape_called called;
	bool is_indirect;
	struct escape_callback {
		uint32_t param;     /* of the library function that is called, which calls it back */
		struct escape_called called;
	} *callbacks;
	uint32_t n_callbacks;       /* up to ESCAPE_MOST_CALLBACKS */
};

struct escape_function {
	const char *name;
	uint32_t file;
	const struct escape_body *bodies;
	uint32_t n_bodies;
	uint32_t n_params;          /* with one for variadic arguments */
	bool is_variadic, is_opaque;
	const char *why_opaque;     /* a limit that was hit, behind "which"; NULL: its text cannot be followed */
	bool is_address_taken, is_external;
	bool is_recursive;          /* it may be running when it is called */
	bool calls_setjmp;
	uint64_t never_outside;     /* bit per parameter and level, as visible_param(): shown not to come outside by the order of steps */
	uint32_t component;
	struct escape_call *calls;  /* in the order of bodies and locations */
	uint32_t n_calls;
	struct summary summary;
};

struct escape_program {
	const struct program *program;
	const struct models *models;
	struct arena memory;
	struct escape_function *functions; /* by name, path, place */
	uint32_t n_functions;
	uint32_t n_locations;       /* of all bodies */
	uint32_t *first_of_name;    /* by sid: 1 + first function of that name, 0 if there is none */
	uint32_t *order;            /* functions, callees first; each component in one run */
	bool is_closed;             /* a whole program: what it does not call is not called */
};

/* Collects functions and resolves calls. Release it after use. */
void escape_program_init(struct escape_program *ep, const struct program *p, const struct models *models);
void escape_program_release(struct escape_program *ep);

/*
 * Adds to `out` every function that the name may mean in the file: the file's own, else static ones of headers and what is
 * external, in all files. False if there is none.
 */
struct escape_list { VEC(uint32_t) items; };
bool escape_program_find(const struct escape_program *ep, sid name, uint32_t file, struct escape_list *out);

static inline const struct fact_location *escape_location(const struct escape_function *f, const struct escape_call *c)
{
	return &f->bodies[c->body].locations[c->location];
}

/* True if the function that is called is declared to give memory of a size that arguments tell (alloc_size). */
static inline bool escape_has_size(const struct fact_location *call)
{
	return (call->bytes >> 32 & 0xffff) != 0;
}

/*
 * escape_targets.c: what function pointers may hold. Fills the calls' callees. A pointer is followed through variables, through
 * members by record and name over the whole program, through parameters and results; anything else makes it unknown.
 */
void escape_targets_resolve(struct escape_program *ep);

/* escape_order.c: fills order, components and is_recursive. Tarjan's algorithm (1972), without recursion. */
void escape_order(struct escape_program *ep);

/* The functions that a call leads to, by number from 0: its callees, and what it gives to a library function to call back. */
uint32_t escape_call_leads_to(const struct escape_call *c, uint32_t number);

#endif
