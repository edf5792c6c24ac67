/*
 * The sections of facts texts that were read so far, each once: most of what a unit says is said by its headers, in the same
 * words in every unit. Private to this folder.
 */
#ifndef WHYNOT_PROGRAM_SECTIONS_H
#define WHYNOT_PROGRAM_SECTIONS_H

#include "analyzer/base/arena.h"
#include "analyzer/facts/facts.h"

struct section {
	struct file_facts facts;     /* first: the reader hands its address back as `shared` */
	uint64_t hash, second_hash;  /* of the section's bytes */
	size_t len;
	uint32_t index;              /* among all sections, by first sight */
	uint32_t n_units, last_unit; /* last_unit: 1 + the unit that counted last */
};

struct section_table {
	struct arena memory;
	VEC(struct section *) all;   /* by index */
	struct section **slots;
	size_t n_slots;              /* a power of two */
};

/* The section with these bytes, or NULL. */
struct section *section_find(const struct section_table *t, const char *bytes, size_t len);

/* Takes over the file's facts, which were read from a section, and drops its pointer into the text. */
struct section *section_take(struct section_table *t, struct file_facts *facts);

/* Frees the table; the facts stay with whoever copied them. */
void section_table_release(struct section_table *t);

#endif
