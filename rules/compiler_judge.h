/*
 * What the files of the compiler's rule share. Each remark has one judgement: its level, and what is told with it. A story is a
 * remark that leads: it says what others say, too, as evidence behind its own words, and those others move to level 3. So every
 * remark still gives exactly one finding, and none is lost.
 */
#ifndef WHYNOT_RULES_COMPILER_JUDGE_H
#define WHYNOT_RULES_COMPILER_JUDGE_H

#include "analyzer/base/strbuf.h"
#include "rules/compiler_code.h"
#include "rules/rule.h"

enum { LEVEL_VERDICT = 1, LEVEL_REASON = 2, LEVEL_EVERYTHING = 3 };

/* LLVM's own words; equal to none that a remark says if no remark does. */
struct compiler_words {
	sid inliner, vectoriser, unroller, target, reuse, hoister, registers, request; /* passes */
	sid missed_details, vectorized, not_beneficial, no_definition, never_inline, clobbered, invalidated, hoisted, loop_spills; /* names */
	sid callee, caller, function, reason, cost, threshold, clobbered_by, type; /* args */
};

/* One part of the message or one step behind it. */
struct evidence {
	const char *key, *value;
	struct srcloc at;
	bool in_message;
	uint32_t next;             /* 1 + index; 0: the last */
};

struct judgement {
	uint8_t level;
	bool is_told;              /* by another one's story */
	uint32_t first, last;      /* its evidence: 1 + index; 0: none */
};

struct judge {
	const struct program *program;
	struct emitter *emitter;
	struct compiler_words words;
	struct arena memory;               /* of evidence */
	struct judgement *remarks;         /* beside program.remarks */
	VEC(struct evidence) evidence;
	VEC(uint32_t) order;               /* for who needs a list for a moment */
	struct code_index code;
	struct strbuf scratch;
};

sid judge_word(const struct program *p, const char *text);

/* Stories, in this order: they set levels and add evidence. */
void tell_loops(struct judge *j);
void tell_calls(struct judge *j);
void tell_memory(struct judge *j);
void tell_spills(struct judge *j);
void tell_macros(struct judge *j);

/* Adds the line about remarks to the summary. */
void count_remarks(struct judge *j);

/* ---- remarks ---------------------------------------------------------------------------------------------------------------- */

static inline const struct fact_remark *remark_fact(const struct judge *j, size_t which)
{
	return j->program->remarks[which].fact;
}

static inline bool is_remark(const struct fact_remark *r, sid pass, sid name)
{
	return sid_equal(r->pass, pass) && sid_equal(r->name, name);
}

/* The end of the run of remarks at the place of the first. */
size_t judge_place_end(const struct judge *j, size_t first);

/* The arg of this key, or NULL. */
const struct fact_remark_arg *judge_arg(const struct judge *j, size_t which, sid key);

/* Replaces `out` with the message from arg number `first` on, on one line. */
void judge_message(const struct judge *j, size_t which, uint32_t first, struct strbuf *out);

/* Adds a part to the message, or a step behind it. */
void judge_say(struct judge *j, size_t which, const char *key, struct srcloc at, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
void judge_step(struct judge *j, size_t which, const char *key, struct srcloc at, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* Another remark's story says what this one says. */
static inline void judge_told(struct judge *j, size_t which)
{
	j->remarks[which].level = LEVEL_EVERYTHING;
	j->remarks[which].is_told = true;
}

static inline struct srcloc nowhere(void)
{
	return (struct srcloc){ .path = NULL };
}

/* ---- the source ------------------------------------------------------------------------------------------------------------- */

/* Where a place is. */
struct source_loop {
	const struct program_function *function; /* NULL: in none */
	const struct fact_loop *loop;            /* the innermost one; NULL: in none */
	uint32_t index;                          /* its number in the function, from 1 */
	uint32_t depth;                          /* how many loops are around the place */
};

/* do { } while (0) is no loop. */
static inline bool is_loop(const struct fact_loop *loop)
{
	return !(loop->flags & LOOP_FLAG_ONCE);
}

/* A loop that comes out of a macro holds other places of the expansion, or stands beside them: all are one place. */
static inline bool is_surely_in(const struct fact_loop *loop, struct place at)
{
	return is_loop(loop) && place_compare(loop->at, at) <= 0 && place_compare(at, loop->end) <= 0 &&
	       !(loop->flags & LOOP_FLAG_MACRO && !place_compare(loop->at, at));
}

/* The loops that surely hold the place; with `is_head` also one that begins there. */
struct source_loop judge_loop_at(const struct judge *j, sid file, struct place at, bool is_head);

/*
 * The call whose text begins at the place, of that callee (none: any). NULL if there is none, or several: f(x)->g(y), or all that a
 * macro's expansion calls. The compiler's own functions (__builtin_expect) do not count.
 */
const struct fact_call *judge_call_at(const struct judge *j, sid file, struct place at, sid callee);

/* Whether the called function is declared in a system header. */
bool judge_is_library(const struct judge *j, const struct fact_call *call);

/* ---- shared by stories ------------------------------------------------------------------------------------------------------ */

/* Replaces `out` with how many values a regalloc remark says are saved to the stack and read back; false if none is. */
bool spills_of(const struct judge *j, size_t which, struct strbuf *out);

static inline const char *plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

#endif
