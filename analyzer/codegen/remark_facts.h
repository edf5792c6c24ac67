/* Collects remarks into a unit's remark and remark_arg facts: interned, each once with its count, in one fixed order. */
#ifndef WHYNOT_CODEGEN_REMARK_FACTS_H
#define WHYNOT_CODEGEN_REMARK_FACTS_H

#include "analyzer/codegen/raw_remark.h"
#include "analyzer/codegen/source_path.h"

/* The remark was written while the vectoriser was at this loop (FACT_REMARK_LOOP). */
struct remark_at_loop {
	uint32_t remark;
	struct fact_remark_loop loop;
};

struct remark_facts {
	struct intern *text;
	struct unit_facts *unit;
	struct source_paths *paths;
	struct strbuf scratch;
	VEC(uint32_t) words;  /* the remark at hand, as numbers: what is hashed */
	uint32_t *slots;      /* open addressing: 1 + index of a remark, 0 for free */
	VEC(uint64_t) hashes; /* by remark */
	size_t n_slots;       /* a power of two */
	sid vectoriser;       /* its pass */
	VEC(uint32_t) waiting; /* its remarks since its last verdict */
	VEC(struct remark_at_loop) at_loops;
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
