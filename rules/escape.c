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

enum { MOST_ROUNDS = 1000 };

/* Nothing is known of the function: callers treat it as unknown. */
static void give_up(struct escape_function *f)
{
	f->is_opaque = true;
	f->summary = (struct summary){ 0 };
}

/* The functions of one component, from order[first] to before `end`, until nothing changes any more. */
static void solve_component(struct solver *s, struct escape_program *ep, uint32_t first, uint32_t end)
{
	bool *is_stale = xmalloc(ep->n_functions), any = true;

	memset(is_stale, 0, ep->n_functions);
	for (uint32_t i = first; i < end; i++)
		is_stale[ep->order[i]] = true;
	for (uint32_t round = 0; any; round++) {
		any = false;
		for (uint32_t i = first; i < end; i++) {
			struct escape_function *f = &ep->functions[ep->order[i]];
			bool changed;

			if (!is_stale[ep->order[i]] || f->is_opaque)
				continue;
			is_stale[ep->order[i]] = false;
			changed = !solver_run(s, ep, f) || solver_summarise(s);
			if (round == MOST_ROUNDS)
				give_up(f);
			if (!changed)
				continue;
			any = true;
			for (uint32_t k = first; k < end; k++)
				is_stale[ep->order[k]] |= end - first > 1 || f->is_recursive;
		}
	}
	free(is_stale);
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

static void check(const struct program *p, const struct rule_settings *settings, struct emitter *e)
{
	struct escape_program ep;
	struct solver s = { 0 };
	struct judging j = { .s = &s, .settings = settings, .e = e };

	escape_program_init(&ep, p, settings->models);
	for (uint32_t i = 0, end; i < ep.n_functions; i = end) {
		for (end = i; end < ep.n_functions && ep.functions[ep.order[end]].component == ep.functions[ep.order[i]].component; end++)
			;
		solve_component(&s, &ep, i, end);
		for (uint32_t k = i; k < end; k++) {
			struct escape_function *f = &ep.functions[ep.order[k]];

			if (!f->is_opaque && solver_run(&s, &ep, f))
				judge_function(&j);
		}
	}
	VEC_RELEASE(&j.unknowns.items);
	solver_release(&s);
	escape_program_release(&ep);
}

const struct rule rule_escape = {
	.info = {
		.id = "escape",
		.title = "who keeps a pointer: allocations, addresses of locals, parameters",
		.explain = "TODO",
		.names = names,
		.n_names = sizeof names / sizeof *names,
		.whole_program = true,
	},
	.check_with = check,
};
