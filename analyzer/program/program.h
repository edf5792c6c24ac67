/*
 * All units linked into one read-only view: what rules judge. Built by link.c from facts texts, in the order of the
 * units given, so that the result does not depend on which worker was done first.
 */
#ifndef WHYNOT_PROGRAM_PROGRAM_H
#define WHYNOT_PROGRAM_PROGRAM_H

#include "analyzer/base/error.h"
#include "analyzer/base/srcloc.h"
#include "analyzer/facts/facts.h"

/* One translation unit. `facts` keeps diagnostics, codegen and proofs; its files are in `variants`. */
struct program_unit {
	struct unit_facts facts;
	uint32_t *variants;        /* indices into program.variants, in the order in which the unit reads its files */
	size_t n_variants;
	sid unproven;              /* why the rules' questions about it have no answers; none if they have */
};

/* One path, whatever it says in which unit. Its variants are the different texts its facts have over all units. */
struct program_file {
	sid path;
	uint32_t flags;            /* enum file_flag, united */
	uint32_t first_variant, n_variants; /* in program.variants_by_file */
	uint32_t n_units;          /* units that read it */
};

/* What one file says in one or more units (one per distinct section; see facts_text.h). */
struct program_variant {
	struct file_facts facts;
	uint32_t file;             /* index into program.files */
	uint32_t n_units;          /* units that read the file as this variant */
};

/* One directive, united over all units and configurations. By place of the directive. */
struct program_include {
	uint32_t from, to;         /* indices into program.files; `to` is PROGRAM_NONE when inactive everywhere or missing */
	struct place at;
	sid spelling;
	uint32_t flags;            /* enum include_flag; INACTIVE only if inactive in every unit */
	uint32_t n_units;          /* units in which it is active */
};

/* The definition of one function. Identity: usr, path and place. */
struct program_function {
	const struct fact_function *fact;
	const struct program_variant *in; /* holds its params, loops, calls */
};

/* One remark, united over all units: equal place, pass, name, function and args count as one. */
struct program_remark {
	const struct fact_remark *fact;
	const struct fact_remark_arg *args; /* fact->remark_args.n of them */
	const struct fact_remark_loop *loops; /* united over all units, by unit, then place */
	uint32_t n_loops;
	uint32_t n_units;
	uint32_t n;                /* times over all records */
};

#define PROGRAM_NONE UINT32_MAX

struct program {
	struct intern *text;
	struct program_unit *units;          /* as given: sorted by file, then config */
	size_t n_units, n_failed, n_had_errors, n_unproven;
	struct program_file *files;          /* by path, as bytes */
	size_t n_files;
	struct program_variant *variants;
	size_t n_variants;
	uint32_t *variants_by_file;          /* variant indices, grouped by file */
	struct program_include *includes;    /* by path, line, column, target */
	size_t n_includes;
	struct program_function *functions;  /* by name, path, line; definitions in headers once */
	size_t n_functions;
	struct program_remark *remarks;      /* by file, line, column, pass, name, function, message */
	size_t n_remarks;
	uint64_t n_remarks_read, n_remarks_repeated, n_remarks_without_place;
	bool complete;                       /* every unit parsed without errors, none left out of the analysis */
};

static inline const char *program_text(const struct program *p, sid id)
{
	return intern_text(p->text, id);
}

/* The place as findings carry it. The path lives as long as the program. */
struct srcloc program_srcloc(const struct program *p, sid file, struct place at);

/* The file's index, or PROGRAM_NONE. */
uint32_t program_find_file(const struct program *p, sid path);

/* The same by the path as findings have it; NULL is nowhere. */
uint32_t program_find_path(const struct program *p, const char *path);

/* The run of includes whose `from` is this file: first in `*first`, their number returned. */
size_t program_includes_of(const struct program *p, uint32_t file, size_t *first);

/* The innermost function definition whose text holds the place, or NULL. */
const struct program_function *program_function_at(const struct program *p, uint32_t file, struct place at);

/*
 * The definition that a call of this name from this file means: a static one of the file or of a header it reaches, else the
 * external one. NULL if there is none, or if several files define it (two programs in one database).
 */
const struct program_function *program_definition(const struct program *p, sid name, uint32_t from_file);

#endif
