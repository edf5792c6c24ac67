/* Where the machine code has conditional jumps, over all units: by file, line and column. */
#ifndef WHYNOT_RULES_JUMP_PLACES_H
#define WHYNOT_RULES_JUMP_PLACES_H

#include "analyzer/base/arena.h"
#include "analyzer/program/program.h"

struct jump_line;     /* one line with code */
struct unrolled_loop; /* one place */

struct jump_places {
	const struct program *p;
	struct jump_line *lines;  /* by file and line */
	size_t n_lines;
	struct unrolled_loop *unrolled; /* likewise */
	size_t n_unrolled;
	bool *is_known;           /* by file: every unit that reads it was compiled with optimisation, and its code was read */
};

/* All memory is from `memory`. */
void jump_places_init(struct jump_places *j, const struct program *p, struct arena *memory);

/* False: nothing can be concluded from a jump that is not there. */
bool jump_places_knows(const struct jump_places *j, uint32_t file);

/* True if any of the lines has code. */
bool jump_places_has_code(const struct jump_places *j, uint32_t file, uint32_t from, uint32_t to);

/* True if the compiler says that it unrolled a loop at the place completely, in at least one copy. */
bool jump_places_is_unrolled(const struct jump_places *j, uint32_t file, struct place at);

/* The number of jumps, two at most for each place, from `from` to `to`, both included: of each line as many as its copy with most has. */
unsigned jump_places_count(const struct jump_places *j, uint32_t file, struct place from, struct place to);

#endif
