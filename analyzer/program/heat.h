/* The joined profiles. Private to this folder. */
#ifndef WHYNOT_PROGRAM_HEAT_H
#define WHYNOT_PROGRAM_HEAT_H

#include "analyzer/profile/profile.h"
#include "analyzer/program/hotness.h"
#include "analyzer/program/linked.h"

struct heat_file {
	const struct profile_count *counts;      /* by place */
	size_t n_counts;
	const struct profile_branch *branches;   /* by place */
	size_t n_branches;
	uint32_t branch_lines;                   /* no condition goes over more line ends */
};

struct heat_function {
	bool is_known;
	uint64_t count;
};

/* One kind of profile. */
struct heat_layer {
	enum profile_kind kind;
	struct heat_file *files;                 /* by program file */
	struct heat_function *functions;         /* by program function */
};

struct heat {
	struct heat_layer *layers;
	size_t n_layers;
	struct program_profile *profiles;        /* of the first `n_profiles` layers, in their order */
	size_t n_profiles;
};

/* Fills the layer with the hotness that the compiler gave its remarks; false: it gave none. */
bool heat_from_remarks(const struct program *p, struct arena *memory, struct heat_layer *layer);

/* Finds the program's file for a profile's path. What it finds also helps it later. */
struct path_index;
struct path_index *path_index_new(const struct program *p, struct arena *memory);
void path_index_release(struct path_index *index);

/*
 * The file with the longest common end of whole path components. PROGRAM_NONE: none has even the same name, or several are as good
 * (`*is_ambiguous`), or only the name is the same and nothing else speaks for it.
 */
uint32_t path_index_find(struct path_index *index, const struct program *p, const struct profiles *all,
			 const struct profile_file *f, bool *is_ambiguous);

/* Of the functions of a file with that name: the one whose text holds the line, else the first; NULL: none. */
const struct program_function *function_in_file(const struct program *p, uint32_t file, const char *name, uint32_t line);

#endif
