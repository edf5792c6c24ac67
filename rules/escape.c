/*
 * Who keeps this pointer? The rule's frame: solve all functions, callees first, components of the call graph to a fixed point;
 * then judge each function by its solved graph. analyzer/README.md tells the whole.
 */
#include "rules/escape_judge.h"
#include "rules/rule.h"

#include <string.h>

static const struct rule_name names[] = {
	[HEAP_COULD_BE_STACK] = { "HeapCouldBeStack", FINDING_MISSED, SEVERITY_WARNING, 1, "a small allocation that never outlives its function: a local would do" },
	[DOES_NOT_ESCAPE] = { "DoesNotEscape", FINDING_ANALYSIS, SEVERITY_NOTE, 1, "an allocation that never outlives its function, but is no local for its size or its loop" },
	[ESCAPES] = { "Escapes", FINDING_ANALYSIS, SEVERITY_NOTE, 1, "an allocation that may outlive its function, and through what" },
	[REMOVED_BY_COMPILER] = { "RemovedByCompiler", FINDING_PASSED, SEVERITY_NOTE, 1, "an allocation of which the compiler left nothing" },
	[ADDRESS_ESCAPES] = { "AddressEscapes", FINDING_MISSED, SEVERITY_ERROR, 1, "the address of a local outlives the local" },
	[ALLOCATION_IN_LOOP] = { "AllocationInLoop", FINDING_MISSED, SEVERITY_WARNING, 1, "an allocation in each turn of a loop that could be reused" },
	[PARAM_LEAKS] = { "ParamLeaks", FINDING_ANALYSIS, SEVERITY_NOTE, 2, "a function keeps a pointer parameter, and where" },
	[PARAM_CONTENT_LEAKS] = { "ParamContentLeaks", FINDING_ANALYSIS, SEVERITY_NOTE, 2, "a function keeps what a parameter's memory points to" },
	[PARAM_LEAKS_TO_RESULT] = { "ParamLeaksToResult", FINDING_ANALYSIS, SEVERITY_NOTE, 2, "a function returns a pointer parameter" },
	[PARAM_DOES_NOT_ESCAPE] = { "ParamDoesNotEscape", FINDING_ANALYSIS, SEVERITY_NOTE, 3, "a function keeps nothing of a pointer parameter" },
	[ADDRESS_DOES_NOT_ESCAPE] = { "AddressDoesNotEscape", FINDING_ANALYSIS, SEVERITY_NOTE, 3, "a local whose address is taken and kept nowhere" },
};

/* Nearly all settle within few rounds; what does not is joined from JOIN_ROUND on, which can only grow, and so ends. */
enum { JOIN_ROUND = 40, MOST_ROUNDS = 1000, MOST_PLACE_ROUNDS = 20 };

/* Nothing is said of the function: callers treat it as if it kept all it is given. */
static void give_up(struct escape_function *f)
{
	f->is_opaque = true;
	f->why_opaque = "is part of a recursion too large to be followed";
	f->summary = (struct summary){ 0 };
}

/* Who has to be looked at again when a function's summary has changed, within its component. */
struct callers {
	uint32_t *first, *items;
	bool *is_stale;
};

static void callers_init(struct callers *c, struct escape_program *ep)
{
	uint32_t n = 0;

	c->first = ARENA_ARRAY(&ep->memory, uint32_t, ep->n_functions + 2);
	c->is_stale = ARENA_ARRAY(&ep->memory, bool, ep->n_functions);
	for (uint32_t i = 0; i < ep->n_functions; i++)
		for (uint32_t k = 0; k < ep->functions[i].n_calls; k++)
			for (uint32_t m = 0, to; (to = escape_call_leads_to(&ep->functions[i].calls[k], m)) != GRAPH_NONE; m++, n++)
				c->first[to + 2]++;
	for (uint32_t i = 1; i <= ep->n_functions; i++)
		c->first[i + 1] += c->first[i];
	c->items = ARENA_ARRAY(&ep->memory, uint32_t, n);
	for (uint32_t i = 0; i < ep->n_functions; i++)
		for (uint32_t k = 0; k < ep->functions[i].n_calls; k++)
			for (uint32_t m = 0, to; (to = escape_call_leads_to(&ep->functions[i].calls[k], m)) != GRAPH_NONE; m++)
				c->items[c->first[to + 1]++] = i;
}

static void set_stale(struct callers *c, const struct escape_program *ep, uint32_t function)
{
	for (uint32_t i = c->first[function]; i < c->first[function + 1]; i++)
		if (ep->functions[c->items[i]].component == ep->functions[function].component)
			c->is_stale[c->items[i]] = true;
}

/* The functions of one component, from order[first] to before `end`, until nothing changes any more. */
static void solve_component(struct solver *s, struct escape_program *ep, struct callers *c, uint32_t first, uint32_t end)
{
	bool any = true;

	for (uint32_t i = first; i < end; i++)
		c->is_stale[ep->order[i]] = true;
	for (uint32_t round = 0; any; round++) {
		any = false;
		for (uint32_t i = first; i < end; i++) {
			uint32_t number = ep->order[i];
			struct escape_function *f = &ep->functions[number];

			if (!c->is_stale[number] || f->is_opaque)
				continue;
			c->is_stale[number] = false;
			if (round == MOST_ROUNDS)
				give_up(f);
			else if (solver_run(s, ep, f) && !solver_summarise(s, round >= JOIN_ROUND))
				continue;
			any = true;
			set_stale(c, ep, number);
		}
	}
}

void judging_count(struct judging *j, const struct escape_path *path)
{
	const char *name = escape_path_unknown(j->s, path);

	if (!name)
		return;
	j->unknowns.n_verdicts++;
	for (size_t i = 0; i < j->unknowns.items.n; i++)
		if (!strcmp(j->unknowns.items.items[i].name, name)) {
			j->unknowns.items.items[i].n++;
			return;
		}
	VEC_PUSH(&j->unknowns.items, ((struct unknown_count){ name, 1 }));
}

static int unknown_order(const void *va, const void *vb)
{
	const struct unknown_count *a = va, *b = vb;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* Which models a user should write first. */
static void note_unknowns(struct judging *j)
{
	enum { MOST_NAMES = 10 };
	struct strbuf line = STRBUF_INIT;
	size_t n = j->unknowns.items.n;

	if (!n)
		return;
	qsort(j->unknowns.items.items, n, sizeof *j->unknowns.items.items, unknown_order);
	strbuf_addf(&line, "%u escape verdict%s hang%s on functions that are not known: ", (unsigned)j->unknowns.n_verdicts,
		    j->unknowns.n_verdicts == 1 ? "" : "s", j->unknowns.n_verdicts == 1 ? "s" : "");
	for (size_t i = 0; i < n && i < MOST_NAMES; i++) {
		const struct unknown_count *u = &j->unknowns.items.items[i];

		strbuf_addf(&line, "%s%s (%u)", i ? ", " : "", *u->name ? u->name : "function pointers", (unsigned)u->n);
	}
	if (n > MOST_NAMES)
		strbuf_addf(&line, " and %zu more", n - MOST_NAMES);
	strbuf_adds(&line, "; --models can describe functions");
	emit_note(j->e, line.text);
	strbuf_release(&line);
}

static void judge_function(struct judging *j)
{
	struct solver *s = j->s;

	j->outlives = ARENA_ARRAY(&s->memory, uint64_t, s->graph.n_words);
	graph_reach(&s->graph, GRAPH_OUTSIDE, j->outlives);
	graph_reach(&s->graph, s->result, j->outlives);
	for (uint32_t i = 0; i < s->f->n_params * GRAPH_DEPTH; i++)
		if (s->contents[i] != GRAPH_NONE)
			graph_reach(&s->graph, s->contents[i], j->outlives);
	judge_allocations(j);
	judge_locals(j);
	judge_params(j);
}

/*
 * How functions that call each other keep their parameters: each by what it does itself, or by one of which that is known. Callees
 * come first, so few rounds tell nearly all.
 */
static void place_component(struct judging *j, struct escape_program *ep, uint32_t first, uint32_t end)
{
	bool *is_done = xmalloc((end - first) * sizeof *is_done);
	bool any = true;

	memset(is_done, 0, (end - first) * sizeof *is_done);
	for (uint32_t round = 0; any && round < MOST_PLACE_ROUNDS; round++) {
		any = false;
		for (uint32_t i = first; i < end; i++) {
			struct escape_function *f = &ep->functions[ep->order[i]];

			if (is_done[i - first] || f->is_opaque || !solver_run(j->s, ep, f))
				continue;
			is_done[i - first] = judge_places(j);
			any |= is_done[i - first];
		}
	}
	free(is_done);
}

static void judge_component(struct judging *j, struct escape_program *ep, uint32_t first, uint32_t end)
{
	if (end - first > 1)
		place_component(j, ep, first, end);
	for (uint32_t i = first; i < end; i++) {
		struct escape_function *f = &ep->functions[ep->order[i]];

		if (f->is_opaque || !solver_run(j->s, ep, f))
			continue;
		if (end - first == 1)
			judge_places(j);
		judge_function(j);
	}
}

static void check(const struct program *p, const struct rule_settings *settings, struct emitter *e)
{
	struct escape_program ep;
	struct solver s = { 0 };
	struct judging j = { .s = &s, .settings = settings, .e = e };
	struct callers callers;

	escape_program_init(&ep, p, settings->models);
	callers_init(&callers, &ep);
	for (uint32_t i = 0, end; i < ep.n_functions; i = end) {
		for (end = i; end < ep.n_functions && ep.functions[ep.order[end]].component == ep.functions[ep.order[i]].component; end++)
			;
		solve_component(&s, &ep, &callers, i, end);
		judge_component(&j, &ep, i, end);
	}
	note_unknowns(&j);
	VEC_RELEASE(&j.unknowns.items);
	solver_release(&s);
	escape_program_release(&ep);
}

const struct rule rule_escape = {
	.info = {
		.id = "escape",
		.title = "who keeps a pointer: allocations, addresses of locals, parameters",
		.explain = "Each heap allocation, each local whose address is taken and each pointer parameter is followed through the whole\n"
			   "program: assignments, members, calls, results, callbacks. What cannot be reached any more when its function\n"
			   "returns does not escape. A small allocation that does not escape could be a local: no call, no lock, no cache\n"
			   "miss, and no leak (HeapCouldBeStack; --stack-limit says what is small). One that is made anew in each turn of a\n"
			   "loop could be made once (AllocationInLoop). An address of a local that outlives the local is an error\n"
			   "(AddressEscapes), and is only said where it is certain. From -m=2 on each function's contract is shown: which\n"
			   "parameters it keeps (leaking param: p), keeps something of (leaking param content: p) or returns; from -m=3 on\n"
			   "also those that it leaves alone. Under a verdict, -m=2 shows the chain of flows that leads to it.\n"
			   "Functions that return fresh memory count as allocations where they are called, and so do library functions that\n"
			   "put it where an argument points. What happens before an allocation, or in the other arm of a branch, does not\n"
			   "concern it. A local that stands in for bytes that are used as something else has to be aligned (_Alignas). A\n"
			   "struct or array is one thing with all that is in it.\n"
			   "What is not known is taken to keep what it is given: functions without a body here, without a model (--models)\n"
			   "and without attributes (noescape, const, pure), function pointers with unknown targets, inline assembly,\n"
			   "integers that were pointers, units in C++. What it cannot know: code outside the database that calls back,\n"
			   "pointers that a program takes apart into smaller integers, memory that a debugger or another process reads.",
		.names = names,
		.n_names = sizeof names / sizeof *names,
		.whole_program = true,
	},
	.check_with = check,
};
