/* Makes a program from facts texts. */
#ifndef WHYNOT_PROGRAM_LINK_H
#define WHYNOT_PROGRAM_LINK_H

#include "analyzer/program/program.h"

struct linker;

/* `text` is the table that the program will name its text by; it must outlive the program. */
struct linker *linker_new(struct intern *text);

/*
 * Adds one unit from its facts text; equal sections of earlier units are stored once. `name` is for messages. The bytes are
 * not needed afterwards. Below 0 if the text is damaged; the unit is then not part of the program.
 */
int linker_add(struct linker *l, const char *name, const char *bytes, size_t len, struct error *e);

/* Adds a unit of which nothing is known but the reason. */
void linker_add_failed(struct linker *l, const char *main_file, const char *config, const char *reason);

/* Builds the indices and hands over the program; the linker is freed. `complete` is what the caller knows of left-out units. */
struct program *linker_finish(struct linker *l, bool complete);

/* Adds the proofs that a facts text of the unit with this index holds to that unit. */
int program_add_proofs(struct program *p, size_t unit, const char *bytes, size_t len, struct error *e);

/* Instead: there are no answers for that unit, and why. */
void program_fail_proofs(struct program *p, size_t unit, const char *reason);

void program_free(struct program *p);

#endif
