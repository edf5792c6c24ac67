/*
 * What a run of the program left behind, as counts by place, in the profile's own paths: those of the machine that built it.
 * Where they belong in the analysed program is decided in program/hotness.h.
 *
 * Two measures, which are never added up: executions (llvm-cov, gcov) say how often a place was reached, cost (perf samples,
 * callgrind's first event) how much was spent there, by itself, without what it called.
 */
#ifndef WHYNOT_PROFILE_PROFILE_H
#define WHYNOT_PROFILE_PROFILE_H

#include "analyzer/base/error.h"
#include "analyzer/base/intern.h"
#include "analyzer/base/vec.h"

/* P(NAME, "word"): the kinds that are read here. */
#define PROFILE_KINDS(P) P(LLVM_COV, "llvm-cov") P(GCOV, "gcov") P(PERF, "perf") P(CALLGRIND, "callgrind") P(PROFDATA, "profdata")

enum profile_kind {
#define PROFILE_KIND(name, word) PROFILE_##name,
	PROFILE_KINDS(PROFILE_KIND)
#undef PROFILE_KIND
	n_PROFILE
};

/*
 * Executions from llvm-cov hold from their place up to the next count of the file; `col` 0 is about the line alone. A count that
 * is not known (skipped code) ends what the one before it says.
 */
struct profile_count {
	uint32_t line, col;
	uint64_t count;
	bool is_known;
};

/*
 * What one condition did. `col` 0: of the line's conditional jumps the one with the number `end_col`, which only tells them apart (0:
 * all of them); the sides are those of a jump, so which is which is not known: `has_sides` is false, and n_true is the jump's first.
 */
struct profile_branch {
	uint32_t line, col, end_line, end_col;   /* end: behind its last character */
	uint64_t n_true, n_false;
	uint64_t n_executed, n_mispredicted;     /* simulated by callgrind */
	bool has_sides, has_mispredicted;
};

/* A function as the profile knows it. */
struct profile_function {
	sid name;                                /* without the file that some profiles put before static ones */
	uint32_t line, end_line, end_col;        /* first line; its closing brace, 0:0 not known */
	uint32_t brace_col;                      /* not 0: the first line is that of its opening brace, which stands in this column */
	uint64_t count;                          /* times entered, or cost in all */
};

struct profile_file {
	sid path;                                /* none: functions of which no file is known */
	VEC(struct profile_count) counts;        /* by place, each place once */
	VEC(struct profile_branch) branches;     /* likewise */
	VEC(struct profile_function) functions;  /* by line and name, each once */
};

/* All files of one kind that were read, added up. */
struct profile {
	enum profile_kind kind;
	sid path;                                /* of the first of them, as it was named */
	uint32_t n_inputs;
	sid event;                               /* perf's, whose samples count; none: unnamed, or of another kind */
	uint64_t n_other_samples;                /* left out, since they are of other events */
	VEC(struct profile_file) files;          /* by path */
	uint32_t *file_by_text;                  /* 1 + index into files, by sid; while reading */
	uint32_t n_texts;
};

struct profiles {
	struct intern texts;
	VEC(struct profile) list;                /* in the order in which their kinds were first named */
	VEC(const char *) profdata;              /* what is for the compiler to read: the paths as given */
};

void profiles_init(struct profiles *p);
void profiles_release(struct profiles *p);

/*
 * Reads one file and adds it to those of its kind; the kind is told by the content. A .profdata is only looked at. Below 0 with
 * the place of what is wrong and what to do.
 */
int profiles_read(struct profiles *p, const char *path, struct error *e);

/* The same for bytes that are there already. */
int profiles_read_bytes(struct profiles *p, const char *path, const char *bytes, size_t len, struct error *e);

/* Once, when all are read: sorts, and adds up what stands at one place. */
void profiles_finish(struct profiles *p);

/* "llvm-cov", "gcov", ... */
const char *profile_kind_word(enum profile_kind kind);

/* True if its counts are costs, which add up over lines, false if they are executions. */
bool profile_kind_is_cost(enum profile_kind kind);

/* True if count * 100 > percent * whole, whatever their size. */
bool profile_is_above(uint64_t count, uint64_t whole, unsigned percent);

#endif
