/* Where in the source a remark's place is: in which loops, at which call. */
#include "rules/compiler_judge.h"

struct source_loop judge_loop_at(const struct judge *j, sid file, struct place at, bool is_head)
{
	struct source_loop found = { .function = program_function_at(j->program, program_find_file(j->program, file), at) };

	for (uint32_t i = 0; found.function && i < found.function->fact->loops.n; i++) {
		const struct fact_loop *loop = &found.function->in->facts.loops.items[found.function->fact->loops.first + i];

		if (!is_surely_in(loop, at) && !(is_head && is_loop(loop) && !place_compare(loop->at, at)))
			continue;
		found.loop = loop;
		found.index = i + 1;
		found.depth++;
	}
	return found;
}

const struct fact_call *judge_call_at(const struct judge *j, sid file, struct place at, sid callee)
{
	const struct program_function *f = program_function_at(j->program, program_find_file(j->program, file), at);
	const struct fact_call *found = NULL;

	for (uint32_t i = 0; f && i < f->fact->calls.n; i++) {
		const struct fact_call *call = &f->in->facts.calls.items[f->fact->calls.first + i];

		if (place_compare(call->at, at) || call->flags & CALL_FLAG_BUILTIN)
			continue;
		if (!sid_is_none(callee) && !sid_equal(call->callee, callee))
			continue;
		if (found && sid_is_none(callee))
			return NULL;
		found = call;
	}
	return found;
}

bool judge_is_library(const struct judge *j, const struct fact_call *call)
{
	uint32_t file = program_find_file(j->program, call->target);

	return file != PROGRAM_NONE && j->program->files[file].flags & FILE_FLAG_SYSTEM;
}
