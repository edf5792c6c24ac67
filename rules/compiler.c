/*
 * The compiler's remarks as findings: LLVM's pass, name, kind, function, place and args, unchanged, with our evidence behind them.
 *
 * Each remark gives exactly one finding, so at level 3 there are all of them. What is ours is the level and the evidence. The level
 * comes from compiler_names.def and gets deeper for a remark
 *	- without a place, or in a system header: nobody can act there;
 *	- inline/NoDefinition whose callee no unit defines: a library's function;
 *	- that a story tells (compiler_loop.c, compiler_call.c, compiler_memory.c, compiler_spill.c);
 *	- at levels 1 and 2, that gives a verdict again which another remark gives at the same place for another copy of the
 *	  function's text. The copy in the function whose text it is stands for all, else the first by name.
 */
#include "analyzer/base/path.h"
#include "rules/compiler_judge.h"
#include "rules/compiler_names.h"

#include <stdarg.h>
#include <string.h>

/* ---- what all parts of the rule use ------------------------------------------------------------------------------------- */

static bool is_same_place(const struct fact_remark *a, const struct fact_remark *b)
{
	return sid_equal(a->file, b->file) && a->at.line == b->at.line && a->at.col == b->at.col;
}

size_t judge_place_end(const struct judge *j, size_t first)
{
	size_t end = first + 1;

	while (end < j->program->n_remarks && is_same_place(remark_fact(j, first), remark_fact(j, end)))
		end++;
	return end;
}

const struct fact_remark_arg *judge_arg(const struct judge *j, size_t which, sid key)
{
	const struct program_remark *r = &j->program->remarks[which];

	for (uint32_t i = 0; i < r->fact->remark_args.n; i++)
		if (sid_equal(r->args[i].key, key))
			return &r->args[i];
	return NULL;
}

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

/* Control characters become spaces: a message is one line. */
static void add_one_line(struct strbuf *out, const char *text)
{
	for (const char *c = text; *c; c++)
		strbuf_addc(out, is_control(*c) ? ' ' : *c);
}

void judge_message(const struct judge *j, size_t which, uint32_t first, struct strbuf *out)
{
	const struct program_remark *r = &j->program->remarks[which];

	strbuf_clear(out);
	for (uint32_t i = first; i < r->fact->remark_args.n; i++)
		add_one_line(out, program_text(j->program, r->args[i].value));
}

static void add_evidence(struct judge *j, size_t which, bool in_message, const char *key, struct srcloc at, const char *format,
			 va_list ap)
{
	struct judgement *judgement = &j->remarks[which];
	struct evidence e = { .key = key, .at = at, .in_message = in_message };
	struct strbuf value = STRBUF_INIT;

	strbuf_vaddf(&value, format, ap);
	e.value = arena_strdup(&j->memory, value.text);
	strbuf_release(&value);
	VEC_PUSH(&j->evidence, e);
	if (judgement->last)
		j->evidence.items[judgement->last - 1].next = (uint32_t)j->evidence.n;
	else
		judgement->first = (uint32_t)j->evidence.n;
	judgement->last = (uint32_t)j->evidence.n;
}

void judge_say(struct judge *j, size_t which, const char *key, struct srcloc at, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_evidence(j, which, true, key, at, format, ap);
	va_end(ap);
}

void judge_step(struct judge *j, size_t which, const char *key, struct srcloc at, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add_evidence(j, which, false, key, at, format, ap);
	va_end(ap);
}

/* ---- levels --------------------------------------------------------------------------------------------------------------- */

static bool is_out_of_reach(const struct program *p, const struct fact_remark *r)
{
	uint32_t file;

	if (sid_is_none(r->file) || !r->at.line)
		return true;
	file = program_find_file(p, r->file);
	if (file == PROGRAM_NONE)
		return path_is_absolute(program_text(p, r->file));
	return p->files[file].flags & FILE_FLAG_SYSTEM;
}

static int level_of(const struct judge *j, size_t which)
{
	const struct program *p = j->program;
	const struct fact_remark *r = remark_fact(j, which);
	const struct compiler_name *row = compiler_name_find(program_text(p, r->pass), program_text(p, r->name));

	return row && row->level < LEVEL_EVERYTHING && !is_out_of_reach(p, r) ? row->level : LEVEL_EVERYTHING;
}

/* ---- one line for one verdict at one place ------------------------------------------------------------------------------- */

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "+-.0123456789e")];
}

/*
 * Copies of a function's text differ in whose copy it is, and in numbers (costs, widths). The inliner's words repeat the
 * caller's name and place, so there only callee and reason count.
 */
static bool tells_verdict(const struct judge *j, const struct fact_remark *r, const struct fact_remark_arg *arg)
{
	if (sid_equal(r->pass, j->words.inliner))
		return sid_equal(arg->key, j->words.callee) || sid_equal(arg->key, j->words.reason);
	return !sid_equal(arg->key, j->words.caller) && !sid_equal(arg->key, j->words.function)
	       && !is_number(program_text(j->program, arg->value));
}

/* The next arg at or behind `i` that tells verdicts apart, or the number of args. */
static uint32_t next_telling(const struct judge *j, const struct program_remark *remark, uint32_t i)
{
	while (i < remark->fact->remark_args.n && !tells_verdict(j, remark->fact, &remark->args[i]))
		i++;
	return i;
}

static int id_compare(sid a, sid b)
{
	return (a.v > b.v) - (a.v < b.v);
}

/* Equal (0) ones give one verdict. The order among others means nothing and does not show. */
static int verdict_compare(const struct judge *j, const struct program_remark *a, const struct program_remark *b)
{
	uint32_t x = next_telling(j, a, 0), y = next_telling(j, b, 0);
	int c = id_compare(a->fact->pass, b->fact->pass);

	c = c ? c : id_compare(a->fact->name, b->fact->name);
	c = c ? c : (a->fact->kind > b->fact->kind) - (a->fact->kind < b->fact->kind);
	while (!c && x < a->fact->remark_args.n && y < b->fact->remark_args.n) {
		c = id_compare(a->args[x].key, b->args[y].key);
		c = c ? c : id_compare(a->args[x].value, b->args[y].value);
		x = next_telling(j, a, x + 1);
		y = next_telling(j, b, y + 1);
	}
	return c ? c : (x < a->fact->remark_args.n) - (y < b->fact->remark_args.n);
}

/* Equal verdicts in the program's order: by function, then message. */
static int verdict_order(const void *va, const void *vb, void *context)
{
	const struct judge *j = context;
	uint32_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;
	int c = verdict_compare(j, &j->program->remarks[a], &j->program->remarks[b]);

	return c ? c : (a > b) - (a < b);
}

/* Of the run of equal verdicts, all but one become level 3. */
static void keep_one(struct judge *j, size_t first, size_t end)
{
	const struct program *p = j->program;
	const struct fact_remark *r = remark_fact(j, j->order.items[first]);
	const struct program_function *home = end - first > 1 ? program_function_at(p, program_find_file(p, r->file), r->at) : NULL;
	size_t kept = first;

	for (size_t i = first; home && i < end; i++) {
		if (sid_equal(remark_fact(j, j->order.items[i])->function, home->fact->name)) {
			kept = i;
			break;
		}
	}
	for (size_t i = first; i < end; i++)
		if (i != kept)
			j->remarks[j->order.items[i]].level = LEVEL_EVERYTHING;
}

/* Among the remarks first to end, which are those of one place. */
static void merge_copies(struct judge *j, size_t first, size_t end)
{
	const struct program_remark *remarks = j->program->remarks;
	size_t start = 0;

	VEC_CLEAR(&j->order);
	for (size_t i = first; i < end; i++)
		if (j->remarks[i].level < LEVEL_EVERYTHING)
			VEC_PUSH(&j->order, (uint32_t)i);
	if (j->order.n < 2)
		return;
	qsort_r(j->order.items, j->order.n, sizeof *j->order.items, verdict_order, j);
	for (size_t i = 1; i <= j->order.n; i++) {
		if (i < j->order.n && !verdict_compare(j, &remarks[j->order.items[start]], &remarks[j->order.items[i]]))
			continue;
		keep_one(j, start, i);
		start = i;
	}
}

/* ---- findings ------------------------------------------------------------------------------------------------------------ */

static enum finding_kind finding_kind_of(uint32_t remark_kind)
{
	static const enum finding_kind kinds[n_REMARK_KIND] = {
		[REMARK_KIND_PASSED] = FINDING_PASSED,
		[REMARK_KIND_MISSED] = FINDING_MISSED,
		[REMARK_KIND_ANALYSIS] = FINDING_ANALYSIS,
		[REMARK_KIND_ANALYSIS_FP_COMMUTE] = FINDING_ANALYSIS_FP_COMMUTE,
		[REMARK_KIND_ANALYSIS_ALIASING] = FINDING_ANALYSIS_ALIASING,
		[REMARK_KIND_FAILURE] = FINDING_FAILURE,
	};

	return kinds[remark_kind];
}

/* Valid until the next call. */
static const char *one_line(struct judge *j, const char *text)
{
	const char *c = text;

	while (*c && !is_control(*c))
		c++;
	if (!*c)
		return text;
	strbuf_clear(&j->scratch);
	add_one_line(&j->scratch, text);
	return j->scratch.text;
}

/* Parts of the message come first, whenever they were added. */
static void emit_evidence(struct judge *j, size_t which)
{
	for (int in_message = 1; in_message >= 0; in_message--) {
		for (uint32_t i = j->remarks[which].first; i; i = j->evidence.items[i - 1].next) {
			const struct evidence *e = &j->evidence.items[i - 1];

			if (e->in_message && in_message)
				emit_arg(j->emitter, e->key, e->value, e->at);
			else if (!e->in_message && !in_message)
				emit_step(j->emitter, e->key, e->value, e->at);
		}
	}
}

static void emit_remark(struct judge *j, size_t which)
{
	const struct program *p = j->program;
	const struct program_remark *remark = &p->remarks[which];
	const struct fact_remark *r = remark->fact;
	const struct rule_name name = { .name = program_text(p, r->name), .kind = finding_kind_of(r->kind),
					.severity = SEVERITY_NOTE, .level = j->remarks[which].level, .summary = "" };

	emit_begin_as(j->emitter, &name, program_text(p, r->pass), program_text(p, r->function), program_srcloc(p, r->file, r->at));
	for (uint32_t i = 0; i < r->remark_args.n; i++) {
		const struct fact_remark_arg *arg = &remark->args[i];

		emit_arg(j->emitter, program_text(p, arg->key), one_line(j, program_text(p, arg->value)),
			 program_srcloc(p, arg->file, arg->at));
	}
	emit_evidence(j, which);
	if (r->flags & REMARK_FLAG_HOTNESS)
		emit_hotness(j->emitter, r->hotness);
	emit_end(j->emitter);
}

/* A word that no remark says is equal to none that one says. */
sid judge_word(const struct program *p, const char *text)
{
	sid found = intern_find(p->text, text, strlen(text));

	return sid_is_none(found) ? (sid){ UINT32_MAX } : found;
}

static struct compiler_words find_words(const struct program *p)
{
	return (struct compiler_words){
		.inliner = judge_word(p, "inline"), .vectoriser = judge_word(p, "loop-vectorize"), .unroller = judge_word(p, "loop-unroll"),
		.target = judge_word(p, "TTI"), .reuse = judge_word(p, "gvn"), .hoister = judge_word(p, "licm"), .registers = judge_word(p, "regalloc"),
		.request = judge_word(p, "transform-warning"),
		.missed_details = judge_word(p, "MissedDetails"), .vectorized = judge_word(p, "Vectorized"),
		.not_beneficial = judge_word(p, "VectorizationNotBeneficial"),
		.no_definition = judge_word(p, "NoDefinition"), .never_inline = judge_word(p, "NeverInline"), 
		.clobbered = judge_word(p, "LoadClobbered"), .invalidated = judge_word(p, "LoadWithLoopInvariantAddressInvalidated"),
		.hoisted = judge_word(p, "Hoisted"), .loop_spills = judge_word(p, "LoopSpillReloadCopies"),
		.callee = judge_word(p, "Callee"), .caller = judge_word(p, "Caller"), .function = judge_word(p, "Function"), .reason = judge_word(p, "Reason"),
		.cost = judge_word(p, "Cost"), .threshold = judge_word(p, "Threshold"), .clobbered_by = judge_word(p, "ClobberedBy"), .type = judge_word(p, "Type"),
	};
}

static void check(const struct program *p, struct emitter *e)
{
	struct judge j = { .program = p, .emitter = e, .words = find_words(p), .scratch = STRBUF_INIT };

	j.remarks = ARENA_ARRAY(&j.memory, struct judgement, p->n_remarks);
	code_index_init(&j.code, p);
	for (size_t i = 0; i < p->n_remarks; i++)
		j.remarks[i] = (struct judgement){ .level = (uint8_t)level_of(&j, i) };
	tell_loops(&j);
	tell_calls(&j);
	tell_memory(&j);
	tell_spills(&j);
	tell_macros(&j);
	for (size_t first = 0, end; first < p->n_remarks; first = end) {
		end = judge_place_end(&j, first);
		merge_copies(&j, first, end);
	}
	for (size_t i = 0; i < p->n_remarks; i++)
		emit_remark(&j, i);
	count_remarks(&j);
	code_index_release(&j.code);
	VEC_RELEASE(&j.evidence);
	VEC_RELEASE(&j.order);
	strbuf_release(&j.scratch);
	arena_release(&j.memory);
}

const struct rule rule_compiler = {
	.info = {
		.id = "compiler",
		.title = "what the compiler did, did not do, and why",
		.explain = "clang writes an optimisation remark for each thing that it did (Passed), could not do (Missed) or saw on the "
			   "way (Analysis): calls inlined or not, loops vectorised or not, reads from memory that could not be saved. "
			   "They are shown under the compiler's own pass and name. `whynot explain PASS/NAME` says what one means and "
			   "what to try.\n\n"
			   "What belongs together is told once, at the remark that says most, with the evidence as its steps (-m=2): a "
			   "loop with the reasons and what is left in its code; a call with the callee's size and place; what a loop "
			   "reads again, with the store or call that is to blame. The remarks that are told so wait for -m=3.\n\n"
			   "Remarks are about code as it was compiled: a function inlined in ten places is optimised ten times, and the "
			   "copies can fare differently. Up to -m=2 one line stands for all copies that fared the same; -m=3 shows every "
			   "remark, also those without a place and those in system headers.\n\n"
			   "A remark is a reason, not an order. Without a profile (hotness) the compiler does not know which code runs "
			   "often; look at hot loops first.",
	},
	.check = check,
};
