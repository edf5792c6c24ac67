#include "rules/branch_score.h"

#include "analyzer/program/hotness.h"

#include <string.h>

/* Both kinds of a loop's own condition and of one in its body. */
static enum branch_verdict judge_exit(const struct fact_condition *c)
{
	if (c->flags & CONDITION_FLAG_COUNTED)
		return BRANCH_COUNTED;
	return c->class == CONDITION_CLASS_STATE ? BRANCH_STATE_EXIT : BRANCH_HARD;
}

static enum branch_verdict judge_body(const struct fact_condition *c)
{
	if (c->flags & CONDITION_FLAG_NULL)
		return BRANCH_NULL;
	if (c->operator == CONDITION_OPERATOR_TRUTH)
		return BRANCH_TRUTH;
	if (c->operator == CONDITION_OPERATOR_EQUAL && c->flags & CONDITION_FLAG_CONSTANT)
		return BRANCH_CONSTANT;
	if (c->flags & CONDITION_FLAG_CHEAP)
		return BRANCH_CHEAP;
	return c->class == CONDITION_CLASS_COUNTER ? BRANCH_COUNTER : BRANCH_HARD;
}

enum branch_verdict branch_judge(const struct program *p, const struct fact_condition *c)
{
	if (strchr(program_text(p, c->under), 'i'))
		return BRANCH_ONCE;
	if (c->operator == CONDITION_OPERATOR_SWITCH)
		return BRANCH_SWITCH;
	if (c->class == CONDITION_CLASS_INVARIANT)
		return BRANCH_INVARIANT;
	if (c->flags & CONDITION_FLAG_EXPECT)
		return BRANCH_EXPECTED;
	if (c->flags & CONDITION_FLAG_NORETURN)
		return BRANCH_NORETURN;
	if (c->operator == CONDITION_OPERATOR_MASK)
		return BRANCH_MASK;
	return c->role == CONDITION_ROLE_EXIT ? judge_exit(c) : judge_body(c);
}

/* ---- what happened ------------------------------------------------------------------------------------------------------------ */

/* Below this many times the share says little. */
enum { ENOUGH = 100 };

static bool measured(const struct program *p, uint32_t file, const struct fact_condition *c, struct branch_counts *counts)
{
	return program_branch_counts(p, file, c->at, counts) && (counts->n_true >= ENOUGH || counts->n_false >= ENOUGH ||
								 counts->n_true + counts->n_false >= ENOUGH);
}

/* Verdicts that only say what mostly happens. */
static bool is_guess(enum branch_verdict v)
{
	return v == BRANCH_EXPECTED || v == BRANCH_NORETURN || v == BRANCH_MASK || v == BRANCH_STATE_EXIT || v == BRANCH_NULL ||
	       v == BRANCH_TRUTH || v == BRANCH_CONSTANT;
}

enum branch_verdict branch_judge_measured(const struct program *p, uint32_t file, const struct fact_condition *c)
{
	enum branch_verdict v = branch_judge(p, c);
	struct branch_counts counts;

	if ((v != BRANCH_HARD && !is_guess(v)) || !measured(p, file, c, &counts))
		return v;
	if (!branch_counts_are_easy(&counts))
		return BRANCH_HARD;
	return v == BRANCH_HARD ? BRANCH_BIASED : v;
}

/* The counts of the line's jumps, with their mispredictions. */
static bool predicted(const struct program *p, uint32_t file, const struct fact_condition *c, struct branch_counts *counts)
{
	return program_branch_counts(p, file, c->at, counts) && counts->has_mispredicted && counts->n_executed >= ENOUGH &&
	       counts->n_mispredicted <= counts->n_executed;
}

bool branch_rate_measured(const struct program *p, uint32_t file, const struct fact_condition *c, double *rate)
{
	struct branch_counts counts;
	double sum, rarer;

	*rate = branch_rate(c);
	if (predicted(p, file, c, &counts)) {
		*rate = (double)counts.n_mispredicted / (double)counts.n_executed;
		return true;
	}
	if (measured(p, file, c, &counts) && (counts.n_true || counts.n_false)) {
		sum = (double)counts.n_true + (double)counts.n_false;
		rarer = (double)(counts.n_true < counts.n_false ? counts.n_true : counts.n_false) / sum;
		*rate = rarer < *rate ? rarer : *rate;
	}
	return false;
}

void branch_add_measured(const struct program *p, uint32_t file, const struct fact_condition *c, struct strbuf *out)
{
	struct branch_counts counts;
	double sum;

	if (measured(p, file, c, &counts)) {
		sum = (double)counts.n_true + (double)counts.n_false;
		strbuf_addf(out, ", %s %.0f %% of %.0f times", counts.has_sides ? "true" : "one way",
			    100 * (double)(counts.has_sides || counts.n_true > counts.n_false ? counts.n_true : counts.n_false) / sum, sum);
	}
	if (predicted(p, file, c, &counts))
		strbuf_addf(out, ", %.1f %% of the line's %.0f jumps mispredicted", 100 * (double)counts.n_mispredicted / (double)counts.n_executed,
			    (double)counts.n_executed);
}

/* ---- words -------------------------------------------------------------------------------------------------------------------- */

const char *branch_verdict_words(enum branch_verdict v)
{
	static const char *const words[n_BRANCH] = {
		[BRANCH_HARD] = "it counts",
		[BRANCH_ONCE] = "it is asked once, before the loop",
		[BRANCH_SWITCH] = "a switch is no single branch",
		[BRANCH_INVARIANT] = "it does not change in the loop",
		[BRANCH_EXPECTED] = "the compiler is told which way it goes (__builtin_expect)",
		[BRANCH_NORETURN] = "one way calls a function that does not return",
		[BRANCH_MASK] = "a test of flag bits mostly goes one way",
		[BRANCH_COUNTED] = "the loop is counted",
		[BRANCH_STATE_EXIT] = "the loop ends by a state that mostly stays",
		[BRANCH_NULL] = "a test for null mostly goes one way",
		[BRANCH_TRUTH] = "a test of a truth value mostly goes one way",
		[BRANCH_CONSTANT] = "a comparison for equality with a constant mostly goes one way",
		[BRANCH_CHEAP] = "both ways are so cheap that a compiler can do without a jump",
		[BRANCH_BIASED] = "it went one way more than 95 % of the times when the profile was made",
		[BRANCH_COUNTER] = "it only looks at what the loop counts",
	};

	return words[v];
}

double branch_weight(const char *under)
{
	enum { MOST_CASES = 8 };
	double weight = 1;

	for (; *under; under++) {
		switch (*under) {
		case 'a': weight *= 0.5; break;
		case 'l': weight *= 0.1; break;
		case 'b': weight *= 0.9; break;
		case 'o': weight *= 0.75; break;
		case 'i': return 0;
		case 's': {
			unsigned long n = strtoul(under + 1, NULL, 10);

			weight /= n < 1 ? 1 : n > MOST_CASES ? MOST_CASES : (double)n;
			break;
		}
		default: break; /* the digits */
		}
	}
	return weight;
}

/* Of the 13 programs that the definition was found on; of exits by a counter those of tests/world/branches_predicted.py. */
double branch_rate(const struct fact_condition *c)
{
	if (c->role != CONDITION_ROLE_EXIT)
		return 0.040;
	switch (c->class) {
	case CONDITION_CLASS_CALL: return 0.135;
	case CONDITION_CLASS_DATA: return 0.045;
	default: return 0.011;
	}
}

const char *branch_class_words(const struct fact_condition *c)
{
	static const char *const exits[n_CONDITION_CLASS] = {
		"exit", "exit decided by a counter", "exit decided by state", "exit decided by data", "exit decided by a call",
	};
	static const char *const orders[n_CONDITION_CLASS] = {
		"ordered comparison", "ordered comparison of counters", "ordered comparison of state", "ordered comparison of data",
		"ordered comparison of a call's result",
	};
	static const char *const equals[n_CONDITION_CLASS] = {
		"comparison", "comparison of counters", "comparison of state with a variable", "comparison of data with a variable",
		"comparison of a call's result with a variable",
	};
	static const char *const tests[n_CONDITION_CLASS] = {
		"test", "test of a counter", "test of state", "test of data", "test of a call's result",
	};

	if (c->role == CONDITION_ROLE_EXIT)
		return exits[c->class];
	if (c->operator == CONDITION_OPERATOR_TRUTH || c->operator == CONDITION_OPERATOR_MASK)
		return tests[c->class];
	return c->operator == CONDITION_OPERATOR_EQUAL ? equals[c->class] : orders[c->class];
}

static bool is_builtin(const struct program *p, const struct fact_call *c)
{
	const char *callee = program_text(p, c->callee);

	return c->flags & CALL_FLAG_BUILTIN || !strncmp(callee, "__builtin_", 10) || !strncmp(callee, "__sync_", 7) ||
	       !strncmp(callee, "__atomic_", 9);
}

uint32_t branch_loop(const struct program_function *f, uint32_t loop)
{
	while (loop && loop <= f->fact->loops.n) {
		const struct fact_loop *l = &f->in->facts.loops.items[f->fact->loops.first + loop - 1];

		if (!(l->flags & LOOP_FLAG_ONCE) || l->parent >= loop)
			return loop;
		loop = l->parent;
	}
	return 0;
}

/* True if the loop is `outer` or stands in it. */
static bool is_within(const struct program_function *f, uint32_t loop, uint32_t outer)
{
	while (loop > outer && loop <= f->fact->loops.n) {
		uint32_t parent = f->in->facts.loops.items[f->fact->loops.first + loop - 1].parent;

		loop = parent < loop ? parent : 0;
	}
	return loop == outer;
}

double branch_calls(const struct program_function *f, const struct program *p, uint32_t loop)
{
	double sum = 0;

	for (uint32_t i = 0; i < f->fact->calls.n; i++) {
		const struct fact_call *c = &f->in->facts.calls.items[f->fact->calls.first + i];

		if (is_within(f, c->loop, loop) && !is_builtin(p, c))
			sum += branch_weight(program_text(p, c->under));
	}
	return sum;
}
