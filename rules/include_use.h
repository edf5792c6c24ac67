/* One unit looked at for unused includes: which of its directives its own files use. For include_study.c. */
#ifndef WHYNOT_RULES_INCLUDE_USE_H
#define WHYNOT_RULES_INCLUDE_USE_H

#include "rules/include_graph.h"
#include "rules/include_intent.h"

/* Of a file as one or more units see it: whether it does something besides declaring, once it was asked for. */
enum include_trait { TRAIT_UNKNOWN, TRAIT_PLAIN, TRAIT_ACTS };

/* Kept from unit to unit, so that nothing is allocated or worked out twice. */
struct include_use {
	const struct program *p;
	const struct include_intent *intent;
	uint8_t *traits;            /* by variant: enum include_trait */
	uint32_t *node_of_file;     /* by file: its node in the unit at hand, PROGRAM_NONE for others */
	uint32_t *named;            /* by sid: the stamp of the file that names it (uses or declares) */
	uint32_t *mentioned;        /* by sid: the same for names in skipped code and macro bodies, which nobody resolved */
	uint32_t stamp;             /* of the file at hand */
	uint32_t *used;             /* by node: the stamp of the file that uses what it declares */
	uint32_t *used_named;       /* by node: the same, for uses that name it */
	uint32_t *used_more;        /* by node: the same, for names that a system header may be included for */
	uint32_t *reached_by;       /* by node: the first directive of the file at hand that brings it, counted from 0 */
	uint32_t *needed_by;        /* by node: the same, of those that the file needs for themselves */
	size_t used_cap;
	/* The unit at hand. */
	const struct program_unit *unit;
	uint32_t main_node;
	struct include_graph graph; /* all of it that is not removed */
	struct include_graph kept;  /* without the edges that are to go */
	struct reach closure;       /* what a directive brings in */
	struct reach rest;          /* what the unit still reads without it */
	struct reach needed;        /* what comes with includes that the file at hand needs for themselves */
	struct reach reached;       /* what comes with any */
	struct reach other;         /* what another file has without it; scratch before that */
	struct reach with;          /* what another file has with it */
};

/* One directive of the unit. */
struct use_query {
	uint32_t from, to;          /* nodes */
	sid spelling;
};

/* Both must outlive it. */
void include_use_init(struct include_use *u, const struct program *p, const struct include_intent *intent);
void include_use_release(struct include_use *u);

/*
 * Takes up a unit; `removed` tells by include of the program which ones are not there any more, `gone` which ones may go, too. False if the unit cannot be judged:
 * it has errors, is not C, or reads one file in two variants. include_use_end() is needed in any case.
 */
bool include_use_begin(struct include_use *u, const struct program_unit *unit, const bool *removed, const bool *gone);
void include_use_end(struct include_use *u);

/* Takes up a file of the unit, before its directives are asked for. */
void include_use_file(struct include_use *u, uint32_t node);

/*
 * Whether the file taken up names what a system header documents, which may be declared anywhere below it; or what another
 * header, included under this spelling, declares or passes on as if it did.
 */
bool include_use_documents(struct include_use *u, uint32_t system_header);
bool include_use_names(struct include_use *u, uint32_t header, const char *spelling);

/* Whether the header declares nothing but passes on what it includes, and so is there for its users. */
bool include_use_passes_on(const struct program *p, const struct program_file *header);

/* Whether the unit uses the directive, or it is not clear. */
bool include_is_used(struct include_use *u, const struct use_query *q);

static inline const struct program_variant *include_use_variant(const struct include_use *u, uint32_t node)
{
	return &u->p->variants[u->unit->variants[node]];
}

#endif
