/*
 * Loops with many conditions that no predictor can know: branch_score.c has the definition, this file adds it up, loop by loop, takes away
 * what the machine code has no jump for, and says it.
 */
#include "rules/branch_score.h"
#include "rules/jump_places.h"
#include "rules/rule.h"

enum { BRANCH_DENSE_LOOP, LOOP_BRANCHES };

static const struct rule_name names[] = {
	[BRANCH_DENSE_LOOP] = { "BranchDenseLoop", FINDING_MISSED, SEVERITY_WARNING, 1, "a loop with many conditions that are hard to predict; a note where they are few" },
	[LOOP_BRANCHES] = { "LoopBranches", FINDING_ANALYSIS, SEVERITY_NOTE, 3, "all conditions of a loop: which count for its score and how much, and why the others do not" },
};

/* Between the two scores a loop is only noted. */
static const struct rule_name noted = { "BranchDenseLoop", FINDING_MISSED, SEVERITY_NOTE, 1, "" };

static const double WARNING_SCORE = 4, NOTE_SCORE = 3, CALL_FREE = 0.2;

/* One loop. */
struct dense {
	const struct program *p;
	const struct jump_places *jumps;
	struct emitter *e;
	const struct program_function *f;
	const struct fact_loop *loop;
	uint32_t number;               /* as FACT_CONDITION counts */
	double score, rate;
	unsigned n_hard, n_easy, n_gone;
	unsigned n_measured;           /* of n_hard: with mispredictions of a profile */
	bool is_call_free, is_nested;
};

static const struct fact_condition *condition_at(const struct dense *d, uint32_t i)
{
	return &d->f->in->facts.conditions.items[d->f->fact->conditions.first + i];
}

static struct srcloc place(const struct dense *d, struct place at)
{
	return program_srcloc(d->p, d->p->files[d->f->in->file].path, at);
}

static const char *text_of(const struct dense *d, const struct fact_condition *c)
{
	const char *text = program_text(d->p, c->text);

	return *text ? text : "a condition in a macro";
}

/* Cheap arms are only a guess that no jump is needed: one at the condition itself shows that it was wrong. */
static enum branch_verdict judge(const struct dense *d, const struct fact_condition *c)
{
	uint32_t file = d->f->in->file;
	enum branch_verdict v = branch_judge_measured(d->p, file, c);
	struct fact_condition dear = *c;

	if (v != BRANCH_CHEAP || c->flags & CONDITION_FLAG_MACRO || !jump_places_knows(d->jumps, file) ||
	    !jump_places_count(d->jumps, file, c->at, c->end))
		return v;
	dear.flags &= ~(uint32_t)CONDITION_FLAG_CHEAP;
	return branch_judge_measured(d->p, file, &dear);
}

/* ---- the machine's side -------------------------------------------------------------------------------------------------------- */

static bool same_place(struct place a, struct place b)
{
	return a.line == b.line && a.col == b.col;
}

/* Operands of one decision. */
static bool is_neighbour(const struct fact_condition *c, const struct fact_condition *other)
{
	return other->loop == c->loop && same_place(other->decision, c->decision);
}

/*
 * The compiler gives a jump the place of its operand, of the operator that joins it to others, of the statement, or, when it has
 * put them in another order, of a neighbour. So whatever jump of the statement is more than one for each of the others may be this one's.
 */
static bool has_jump(const struct dense *d, const struct fact_condition *c)
{
	enum { MOST_OPERANDS = 200 }; /* more are written by a program: each would look at all others */
	uint32_t file = d->f->in->file, n = 0;
	struct place end = c->end;
	unsigned n_others = 0;

	if (jump_places_count(d->jumps, file, c->at, c->end) > 0)
		return true;
	for (uint32_t i = 0; i < d->f->fact->conditions.n; i++) {
		const struct fact_condition *other = condition_at(d, i);

		if (!is_neighbour(c, other))
			continue;
		n++;
		if (other->end.line > end.line || (other->end.line == end.line && other->end.col > end.col))
			end = other->end;
	}
	if (n > MOST_OPERANDS)
		return true;
	if (c->flags & CONDITION_FLAG_MACRO)
		return jump_places_count(d->jumps, file, (struct place){ c->decision.line, 0 }, (struct place){ end.line, UINT32_MAX }) > 0;
	for (uint32_t i = 0; i < d->f->fact->conditions.n; i++) {
		const struct fact_condition *other = condition_at(d, i);

		if (is_neighbour(c, other) && other != c && !same_place(other->at, c->at))
			n_others += jump_places_count(d->jumps, file, other->at, other->end) > 0;
	}
	return jump_places_count(d->jumps, file, c->decision, end) > n_others;
}

/* ---- the score ------------------------------------------------------------------------------------------------------------------- */

static bool holds_call(const struct dense *d, const struct fact_condition *c)
{
	for (uint32_t i = 0; i < d->f->fact->calls.n; i++) {
		struct place at = d->f->in->facts.calls.items[d->f->fact->calls.first + i].at;

		if ((at.line > c->at.line || (at.line == c->at.line && at.col >= c->at.col)) &&
		    (at.line < c->end.line || (at.line == c->end.line && at.col <= c->end.col)))
			return true;
	}
	return false;
}

/* An exit that went with the loop: all copies were unrolled completely, or its jump would stand where the condition or the loop stands. */
static bool is_unrolled(const struct dense *d, const struct fact_condition *c)
{
	uint32_t file = d->f->in->file;

	return jump_places_knows(d->jumps, file) && !(c->flags & CONDITION_FLAG_MACRO) &&
	       jump_places_is_unrolled(d->jumps, file, d->loop->at) && !jump_places_count(d->jumps, file, c->at, c->end) &&
	       !jump_places_count(d->jumps, file, c->decision, c->decision) && !jump_places_count(d->jumps, file, d->loop->at, d->loop->at);
}

static const char *gone_words(const struct fact_condition *c)
{
	return c->role == CONDITION_ROLE_EXIT ? "the compiler unrolled the loop completely" :
						"no conditional jump is left of it in the machine code";
}

/*
 * True if the condition counts for all that the source shows, but the code has no jump for it. How a loop ends always takes one
 * unless nothing is left of the loop, and so does what a function decides that is inlined here: these jumps just have other places, or none.
 */
static bool is_gone(const struct dense *d, const struct fact_condition *c)
{
	if (c->role == CONDITION_ROLE_EXIT)
		return is_unrolled(d, c);
	return c->role == CONDITION_ROLE_BODY && jump_places_knows(d->jumps, d->f->in->file) && !has_jump(d, c) && !holds_call(d, c);
}

static void add_up(struct dense *d)
{
	for (uint32_t i = 0; i < d->f->fact->conditions.n; i++) {
		const struct fact_condition *c = condition_at(d, i);
		double weight, rate;

		if (c->loop != d->number)
			continue;
		if (judge(d, c) != BRANCH_HARD) {
			d->n_easy++;
			continue;
		}
		if (is_gone(d, c)) {
			d->n_gone++;
			continue;
		}
		weight = branch_weight(program_text(d->p, c->under));
		d->n_hard++;
		d->score += weight;
		d->n_measured += branch_rate_measured(d->p, d->f->in->file, c, &rate);
		d->rate += weight * rate;
	}
	d->is_call_free = branch_calls(d->f, d->p, d->number) < CALL_FREE;
	if (d->is_call_free)
		d->score *= 2;
	if (d->is_nested)
		d->score *= 2;
}

/* ---- what is said ---------------------------------------------------------------------------------------------------------------- */

static void step(const struct dense *d, const char *key, struct place at, const char *format, ...) __attribute__((format(printf, 4, 5)));

static void step(const struct dense *d, const char *key, struct place at, const char *format, ...)
{
	struct strbuf value = STRBUF_INIT;
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&value, format, args);
	va_end(args);
	emit_step(d->e, key, value.text, place(d, at));
	strbuf_release(&value);
}

static void add_counted(const struct dense *d, const struct fact_condition *c)
{
	struct strbuf happened = STRBUF_INIT;

	branch_add_measured(d->p, d->f->in->file, c, &happened);
	step(d, "Branch", c->at, "%s: %s, weight %.2g%s", text_of(d, c), branch_class_words(c), branch_weight(program_text(d->p, c->under)),
	     happened.text);
	strbuf_release(&happened);
}

static void add_branches(const struct dense *d)
{
	for (uint32_t i = 0; i < d->f->fact->conditions.n; i++) {
		const struct fact_condition *c = condition_at(d, i);

		if (c->loop == d->number && judge(d, c) == BRANCH_HARD && !is_gone(d, c))
			add_counted(d, c);
	}
	for (uint32_t i = 0; i < d->f->fact->conditions.n && d->n_gone; i++) {
		const struct fact_condition *c = condition_at(d, i);

		if (c->loop == d->number && judge(d, c) == BRANCH_HARD && is_gone(d, c))
			step(d, "Reason", c->at, "%s does not count: %s", text_of(d, c), gone_words(c));
	}
	if (d->is_call_free)
		step(d, "Reason", d->loop->at, "doubled, as calls are rare in a turn");
	if (d->is_nested)
		step(d, "Reason", d->loop->at, "doubled, as the loop stands in another one");
}

static void emit_dense(const struct dense *d)
{
	const struct rule_name *name = d->score >= WARNING_SCORE ? &names[BRANCH_DENSE_LOOP] : &noted;

	emit_begin_as(d->e, name, "branch-dense-loop", program_text(d->p, d->f->fact->name), place(d, d->loop->at));
	emit_textf(d->e, "hint: %u condition%s of this loop %s hard to predict: score ", d->n_hard, d->n_hard == 1 ? "" : "s",
		   d->n_hard == 1 ? "is" : "are");
	emit_argf(d->e, "Score", place(d, d->loop->at), "%.1f", d->score);
	emit_text(d->e, ", about ");
	emit_argf(d->e, "Rate", place(d, d->loop->at), "%.2f", d->rate);
	emit_text(d->e, " mispredicted branches a turn");
	if (d->n_measured)
		emit_textf(d->e, ", %s by callgrind's predictor", d->n_measured == d->n_hard ? "measured" : "measured in part");
	if (d->n_gone)
		emit_textf(d->e, "; %u more %s no jump in the machine code", d->n_gone, d->n_gone == 1 ? "has" : "have");
	add_branches(d);
	emit_end(d->e);
}

static void emit_all(const struct dense *d)
{
	unsigned n = d->n_hard + d->n_easy + d->n_gone;

	emit_begin(d->e, LOOP_BRANCHES, program_text(d->p, d->f->fact->name), place(d, d->loop->at));
	emit_textf(d->e, "%u of %u condition%s of this loop count%s: score ", d->n_hard, n, n == 1 ? "" : "s", d->n_hard == 1 ? "s" : "");
	emit_argf(d->e, "Score", place(d, d->loop->at), "%.1f", d->score);
	for (uint32_t i = 0; i < d->f->fact->conditions.n; i++) {
		const struct fact_condition *c = condition_at(d, i);
		enum branch_verdict v;

		if (c->loop != d->number)
			continue;
		v = judge(d, c);
		if (v != BRANCH_HARD)
			step(d, "Branch", c->at, "%s: does not count: %s", text_of(d, c), branch_verdict_words(v));
		else if (is_gone(d, c))
			step(d, "Branch", c->at, "%s: does not count: %s", text_of(d, c), gone_words(c));
		else
			add_counted(d, c);
	}
	emit_end(d->e);
}

static void check_loop(struct dense *d)
{
	/* The compiler kept nothing of it, in no copy: nobody runs it. */
	if (jump_places_knows(d->jumps, d->f->in->file) &&
	    !jump_places_has_code(d->jumps, d->f->in->file, d->loop->at.line, d->loop->end.line))
		return;
	d->is_nested = branch_loop(d->f, d->loop->parent) != 0;
	add_up(d);
	if (d->score >= NOTE_SCORE)
		emit_dense(d);
	if (d->n_hard + d->n_easy + d->n_gone)
		emit_all(d);
}

static void check(const struct program *p, struct emitter *e)
{
	struct arena memory = { 0 };
	struct jump_places jumps;

	jump_places_init(&jumps, p, &memory);
	for (size_t i = 0; i < p->n_functions; i++) {
		const struct program_function *f = &p->functions[i];

		/* Who writes a program that writes loops does not look at them. */
		if (p->files[f->in->file].flags & FILE_FLAG_GENERATED)
			continue;
		for (uint32_t k = 0; k < f->fact->loops.n && f->fact->conditions.n; k++) {
			struct dense d = { .p = p, .jumps = &jumps, .e = e, .f = f, .number = k + 1 };

			d.loop = &f->in->facts.loops.items[f->fact->loops.first + k];
			if (!(d.loop->flags & LOOP_FLAG_ONCE))
				check_loop(&d);
		}
	}
	arena_release(&memory);
}

const struct rule rule_branch_dense_loop = {
	.info = {
		.id = "branch-dense-loop",
		.title = "loops with many conditions that are hard to predict",
		.explain =
			"A processor guesses which way each conditional jump goes. A wrong guess costs 10 to 20 cycles, as much as tens of simple\n"
			"instructions, so a loop whose conditions depend on what the data happen to be runs at a fraction of its speed. Counting\n"
			"ifs does not find these loops: most conditions nearly always go one way. What counts here was chosen by measurements: in\n"
			"the body, < > <= >= and comparisons of two variables, if a side is data that is read from changing addresses, state that the\n"
			"loop changes, or a call's result; and the loop's own condition, if data, a call or a counter decide it. Mean misprediction\n"
			"rates measured: 0.6 % for conditions that never count, 4.0 % for ordered comparisons of data, 4.5 % for exits by data,\n"
			"13.5 % for exits by a call.\n\n"
			"Each condition has weight 1, less if it is not reached in every turn: half of it for each arm of an if around it, a tenth\n"
			"in an arm that leaves the loop, three quarters for each operand before it in the same && or ||, shared by the cases of a\n"
			"switch. The score is their sum, doubled if calls are rare in a turn, doubled again if it stands in another loop. It is a\n"
			"hint, not a proof. With a profile (--profile) what happened replaces the guess: a condition that went one way more than 95 %\n"
			"of the times does not count, and one that was thought to go one way and did not counts. Where callgrind simulated branches, its\n"
			"figures stand in place of the mean rates. Where the unit is compiled with\n"
			"optimisation, conditions for which the machine code has no conditional jump do not count.\n\n"
			"What helps, where the loop is hot: turn a condition into arithmetic or a table; sort or group the data so that equal\n"
			"decisions follow each other; take what decides the kind of work out of the loop; write both ways as values of ?: so that\n"
			"the compiler can select instead of jump; if one way is rare, say so with __builtin_expect. A loop that runs seldom\n"
			"needs none of this.",
		.names = names,
		.n_names = sizeof names / sizeof *names,
	},
	.check = check,
};
