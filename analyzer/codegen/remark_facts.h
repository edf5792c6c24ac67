/* Collects remarks into a unit's remark and remark_arg facts: interned, each once with its count, in one fixed order. */
#ifndef WHYNOT_CODEGEN_REMARK_FACTS_H
#define WHYNOT_CODEGEN_REMARK_FACTS_H

#include "analyzer/codegen/raw_remark.h"
#include "analyzer/codegen/remark_loops.h"
#include "analyzer/codegen/source_path.h"

enum { REMARK_FACTS_ARGS = 8 };

struct remark_facts {
	struct intern *text;
	struct unit_facts *unit;
	struct source_paths *paths;
	struct strbuf scratch;
	sid pass, name, function;         /* the last ones: most remarks repeat one of them */
	sid keys[REMARK_FACTS_ARGS], values[REMARK_FACTS_ARGS]; /* the last args, by position */
	VEC(uint32_t) words;  /* the remark at hand, as numbers: what is hashed */
	uint32_t *slots;      /* open addressing: 1 + index of a remark, 0 for free */
	VEC(uint64_t) hashes; /* by remark */
	size_t n_slots;       /* a power of two */
	struct remark_loops loops;
};

/* Remarks that the unit already has take part. All three are borrowed until remark_facts_finish(). */
void remark_facts_init(struct remark_facts *f, struct intern *text, struct unit_facts *unit, struct source_paths *paths);

/* Adds one; its index, good for remark_facts_repeat() until the end. */
uint32_t remark_facts_add(struct remark_facts *f, const struct raw_remark *remark);

/* The remark was there once more. */
void remark_facts_repeat(struct remark_facts *f, uint32_t remark);

/* Puts the facts in their order and frees what `f` holds. */
void remark_facts_finish(struct remark_facts *f);

#endif
