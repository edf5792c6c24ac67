/*
 * The compiler's remarks as findings: LLVM's pass, name, kind, function, place and args, unchanged.
 *
 * What is ours is the level. It comes from compiler_names.def and gets deeper for a remark
 *	- without a place, or in a system header: nobody can act there;
 *	- inline/NoDefinition whose callee no unit defines: a library's function;
 *	- loop-vectorize/MissedDetails of a loop that has nothing to win: not countable, calling something, or vectorised in
 *	  another copy;
 *	- at levels 1 and 2, that gives a verdict again which another remark gives at the same place for another copy of the
 *	  function's text. The copy in the function whose text it is stands for all, else the first by name.
 * Each remark gives exactly one finding, so at level 3 there are all of them.
 */
#include "analyzer/base/path.h"
#include "rules/compiler_names.h"
#include "rules/rule.h"

#include <string.h>

#define REMARK(pass, name, level, summary, explain) { pass, name, level, summary, explain },
const struct compiler_name compiler_names[] = {
#include "rules/compiler_names.def"
};
#undef REMARK

const size_t n_compiler_names = sizeof compiler_names / sizeof *compiler_names;

enum { LEVEL_REASON = 2, LEVEL_EVERYTHING = 3 };

/* Which remarks of a place are judged together. */
struct verdict {
	uint32_t remark;   /* index into program.remarks */
	int level;
};

struct judge {
	const struct program *program;
	struct emitter *emitter;
	VEC(struct verdict) place; /* the remarks of one place, in the program's order */
	VEC(uint32_t) order;       /* those of them that may repeat a verdict, as indices into `place` */
	struct strbuf scratch;
	sid inliner, callee, caller, function, reason; /* words of LLVM's */
};

const struct compiler_name *compiler_name_find(const char *pass, const char *name)
{
	size_t low = 0, high = n_compiler_names;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(compiler_names[middle].pass, pass);

		order = order ? order : strcmp(compiler_names[middle].name, name);
		if (!order)
			return &compiler_names[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* ---- what a place says about its loop -------------------------------------------------------------------------------- */

static bool is_remark(const struct program *p, const struct fact_remark *r, const char *pass, const char *name)
{
	return !strcmp(program_text(p, r->name), name) && !strcmp(program_text(p, r->pass), pass);
}

/*
 * A loop with nothing to win: its end depends on data, it calls something (or does something else that vectors cannot), or
 * another copy of it was vectorised. What prevents a loop as a whole is said at the loop's own place.
 */
static bool is_hopeless_loop(const struct judge *j, size_t first, size_t end)
{
	static const char *const names[] = { "CantComputeNumberOfIterations", "CantVectorizeInstruction",
					     "TooManyUncountableEarlyExits", "UnknownLoopCountComplexCFG",
					     "UnsupportedUncountableLoop", "Vectorized" };
	const struct program *p = j->program;

	for (size_t i = first; i < end; i++)
		for (size_t k = 0; k < sizeof names / sizeof *names; k++)
			if (is_remark(p, p->remarks[i].fact, "loop-vectorize", names[k]))
				return true;
	return false;
}

/* ---- levels ------------------------------------------------------------------------------------------------------------ */

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

static sid arg_of(const struct program_remark *remark, sid key)
{
	for (uint32_t i = 0; i < remark->fact->remark_args.n; i++)
		if (sid_equal(remark->args[i].key, key))
			return remark->args[i].value;
	return (sid){ 0 };
}

/* `first` and `end` delimit the remarks of the same place. */
static int level_of(const struct judge *j, size_t which, size_t first, size_t end)
{
	const struct program *p = j->program;
	const struct program_remark *remark = &p->remarks[which];
	const struct fact_remark *r = remark->fact;
	const struct compiler_name *row = compiler_name_find(program_text(p, r->pass), program_text(p, r->name));

	if (!row || row->level == LEVEL_EVERYTHING || is_out_of_reach(p, r))
		return LEVEL_EVERYTHING;
	if (is_remark(p, r, "inline", "NoDefinition")
	    && !program_definition(p, arg_of(remark, j->callee), program_find_file(p, r->file)))
		return LEVEL_EVERYTHING;
	if (is_remark(p, r, "loop-vectorize", "MissedDetails") && is_hopeless_loop(j, first, end))
		return LEVEL_REASON;
	return row->level;
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
	if (sid_equal(r->pass, j->inliner))
		return sid_equal(arg->key, j->callee) || sid_equal(arg->key, j->reason);
	return !sid_equal(arg->key, j->caller) && !sid_equal(arg->key, j->function)
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
	const struct verdict *a = &j->place.items[*(const uint32_t *)va], *b = &j->place.items[*(const uint32_t *)vb];
	const struct program_remark *remarks = j->program->remarks;
	int c = verdict_compare(j, &remarks[a->remark], &remarks[b->remark]);

	return c ? c : (a->remark > b->remark) - (a->remark < b->remark);
}

/* Of the run of equal verdicts, all but one become level 3. */
static void keep_one(struct judge *j, size_t first, size_t end)
{
	const struct program *p = j->program;
	const struct fact_remark *r = p->remarks[j->place.items[j->order.items[first]].remark].fact;
	const struct program_function *home = end - first > 1 ? program_function_at(p, program_find_file(p, r->file), r->at) : NULL;
	size_t kept = first;

	for (size_t i = first; home && i < end; i++) {
		if (sid_equal(p->remarks[j->place.items[j->order.items[i]].remark].fact->function, home->fact->name)) {
			kept = i;
			break;
		}
	}
	for (size_t i = first; i < end; i++)
		if (i != kept)
			j->place.items[j->order.items[i]].level = LEVEL_EVERYTHING;
}

static void merge_copies(struct judge *j)
{
	size_t first = 0;

	VEC_CLEAR(&j->order);
	for (uint32_t i = 0; i < j->place.n; i++)
		if (j->place.items[i].level < LEVEL_EVERYTHING)
			VEC_PUSH(&j->order, i);
	if (j->order.n < 2)
		return;
	qsort_r(j->order.items, j->order.n, sizeof *j->order.items, verdict_order, j);
	for (size_t i = 1; i <= j->order.n; i++) {
		const struct program_remark *remarks = j->program->remarks;

		if (i < j->order.n && !verdict_compare(j, &remarks[j->place.items[j->order.items[first]].remark],
						       &remarks[j->place.items[j->order.items[i]].remark]))
			continue;
		keep_one(j, first, i);
		first = i;
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

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

/* The text with control characters as spaces: a message is one line. Valid until the next call. */
static const char *one_line(struct judge *j, const char *text)
{
	const char *c = text;

	while (*c && !is_control(*c))
		c++;
	if (!*c)
		return text;
	strbuf_clear(&j->scratch);
	for (c = text; *c; c++)
		strbuf_addc(&j->scratch, is_control(*c) ? ' ' : *c);
	return j->scratch.text;
}

static void emit_remark(struct judge *j, const struct program_remark *remark, int level)
{
	const struct program *p = j->program;
	const struct fact_remark *r = remark->fact;
	const struct rule_name name = { .name = program_text(p, r->name), .kind = finding_kind_of(r->kind),
					.severity = SEVERITY_NOTE, .level = level, .summary = "" };

	emit_begin_as(j->emitter, &name, program_text(p, r->pass), program_text(p, r->function), program_srcloc(p, r->file, r->at));
	for (uint32_t i = 0; i < r->remark_args.n; i++) {
		const struct fact_remark_arg *arg = &remark->args[i];

		emit_arg(j->emitter, program_text(p, arg->key), one_line(j, program_text(p, arg->value)),
			 program_srcloc(p, arg->file, arg->at));
	}
	if (r->flags & REMARK_FLAG_HOTNESS)
		emit_hotness(j->emitter, r->hotness);
	emit_end(j->emitter);
}

static void judge_place(struct judge *j, size_t first, size_t end)
{
	VEC_CLEAR(&j->place);
	for (size_t i = first; i < end; i++) {
		struct verdict v = { (uint32_t)i, level_of(j, i, first, end) };

		VEC_PUSH(&j->place, v);
	}
	merge_copies(j);
	for (size_t i = 0; i < j->place.n; i++)
		emit_remark(j, &j->program->remarks[j->place.items[i].remark], j->place.items[i].level);
}

static bool is_same_place(const struct fact_remark *a, const struct fact_remark *b)
{
	return sid_equal(a->file, b->file) && a->at.line == b->at.line && a->at.col == b->at.col;
}

static sid word(const struct program *p, const char *text)
{
	return intern_find(p->text, text, strlen(text));
}

static void check(const struct program *p, struct emitter *e)
{
	struct judge j = { .program = p, .emitter = e, .scratch = STRBUF_INIT, .inliner = word(p, "inline"),
			   .callee = word(p, "Callee"), .caller = word(p, "Caller"), .function = word(p, "Function"),
			   .reason = word(p, "Reason") };

	for (size_t first = 0, end; first < p->n_remarks; first = end) {
		for (end = first + 1; end < p->n_remarks; end++)
			if (!is_same_place(p->remarks[first].fact, p->remarks[end].fact))
				break;
		judge_place(&j, first, end);
	}
	VEC_RELEASE(&j.place);
	VEC_RELEASE(&j.order);
	strbuf_release(&j.scratch);
}

const struct rule rule_compiler = {
	.info = {
		.id = "compiler",
		.title = "what the compiler did, did not do, and why",
		.explain = "clang writes an optimisation remark for each thing that it did (Passed), could not do (Missed) or saw on the "
			   "way (Analysis): calls inlined or not, loops vectorised or not, reads from memory that could not be saved. "
			   "They are shown under the compiler's own pass and name. `whynot explain PASS/NAME` says what one means and "
			   "what to try.\n\n"
			   "Remarks are about code as it was compiled: a function inlined in ten places is optimised ten times, and the "
			   "copies can fare differently. Up to -m=2 one line stands for all copies that fared the same; -m=3 shows every "
			   "remark, also those without a place and those in system headers.\n\n"
			   "A remark is a reason, not an order. Without a profile (hotness) the compiler does not know which code runs "
			   "often; look at hot loops first.",
	},
	.check = check,
};
