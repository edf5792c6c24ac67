/*
 * Spills: values of a loop that do not fit into registers. The register allocator counts them itself, loop by loop, so the assembly
 * need not be searched for what looks like one.
 */
#include "rules/compiler_judge.h"

#include <string.h>

static unsigned long count_of(const struct judge *j, size_t which, const char *key)
{
	const struct program_remark *r = &j->program->remarks[which];

	for (uint32_t i = 0; i < r->fact->remark_args.n; i++)
		if (!strcmp(program_text(j->program, r->args[i].key), key))
			return strtoul(program_text(j->program, r->args[i].value), NULL, 10);
	return 0;
}

bool spills_of(const struct judge *j, size_t which, struct strbuf *out)
{
	unsigned long spills = count_of(j, which, "NumSpills") + count_of(j, which, "NumFoldedSpills");
	unsigned long reloads = count_of(j, which, "NumReloads") + count_of(j, which, "NumFoldedReloads");

	strbuf_clear(out);
	if (!spills)
		strbuf_addf(out, "%lu value%s read back from the stack", reloads, plural(reloads));
	else
		strbuf_addf(out, "%lu value%s saved to the stack", spills, plural(spills));
	if (spills && reloads)
		strbuf_addf(out, ", %lu read back", reloads);
	strbuf_adds(out, ", for want of registers");
	return spills + reloads > 0;
}

/* Copies between registers are harmless. */
static void tell_one(struct judge *j, size_t which, struct strbuf *text)
{
	if (spills_of(j, which, text))
		judge_step(j, which, "Spill", nowhere(), "%s", text->text);
	else
		j->remarks[which].level = LEVEL_EVERYTHING;
}

void tell_spills(struct judge *j)
{
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < j->program->n_remarks; i++)
		if (is_remark(remark_fact(j, i), j->words.registers, j->words.loop_spills) && j->remarks[i].level < LEVEL_EVERYTHING)
			tell_one(j, i, &text);
	strbuf_release(&text);
}
