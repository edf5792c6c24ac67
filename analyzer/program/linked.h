/*
 * The program with what is behind its face: memory and indices. Private to this folder.
 * A struct program always is the first member of a struct linked.
 */
#ifndef WHYNOT_PROGRAM_LINKED_H
#define WHYNOT_PROGRAM_LINKED_H

#include "analyzer/program/program.h"

struct heat;

struct linked {
	struct program program;
	struct arena memory;         /* arrays of the program, remarks; facts own their arrays themselves */
	uint32_t *file_by_text;      /* file index by sid, for sids below n_texts */
	uint32_t n_texts;
	uint32_t *by_place;          /* indices of functions, by file and place */
	struct place *ends;          /* ends[i]: the furthest end in its file among by_place[..i] */
	uint32_t *first_by_place;    /* by file, one more at the end */
	struct heat *heat;           /* joined profiles; NULL: none */
	uint64_t *fan_in;            /* by function: see program_estimate(); NULL until it is asked for */
};

static inline const struct linked *linked_of(const struct program *p)
{
	return (const struct linked *)p;
}

/* The run of definitions of that name, as program_definition() has them. */
size_t functions_of_name(const struct program *p, const char *name, size_t *first);

/* The steps of linker_finish(), in this order; each needs what the ones before it made. */
void link_files(struct linked *l);
void link_includes(struct linked *l);
void link_functions(struct linked *l);

#endif
