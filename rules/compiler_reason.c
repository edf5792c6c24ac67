/*
 * The record says which loop a reason is about (FACT_REMARK_LOOP): its own place can be that of any instruction. In a record that does
 * not say it, the reasons at the loop's own place are taken.
 */
#include "rules/compiler_reason.h"

#include <string.h>

bool is_loop_verdict(const struct judge *j, const struct fact_remark *r)
{
	return sid_equal(r->pass, j->words.vectoriser) && (r->kind == REMARK_KIND_PASSED || r->kind == REMARK_KIND_MISSED);
}

/* The order of files means nothing and does not show. */
static int reason_place_compare(const struct loop_reason *a, const struct loop_reason *b)
{
	if (a->file.v != b->file.v)
		return a->file.v < b->file.v ? -1 : 1;
	return place_compare(a->at, b->at);
}

static int reason_compare(const void *va, const void *vb)
{
	const struct loop_reason *a = va, *b = vb;
	int c = reason_place_compare(a, b);

	return c ? c : (a->remark > b->remark) - (a->remark < b->remark);
}

void loop_reasons_collect(const struct judge *j, struct loop_reasons *reasons)
{
	for (uint32_t i = 0; i < j->program->n_remarks; i++) {
		const struct program_remark *r = &j->program->remarks[i];
		struct loop_reason own = { r->fact->file, r->fact->at, i };

		if (!sid_equal(r->fact->pass, j->words.vectoriser) || is_loop_verdict(j, r->fact))
			continue;
		for (uint32_t k = 0; k < r->n_loops; k++) {
			struct loop_reason reason = { r->loops[k].file, r->loops[k].at, i };

			VEC_PUSH(&reasons->list, reason);
		}
		if (!r->n_loops && r->fact->at.line)
			VEC_PUSH(&reasons->list, own);
	}
	if (reasons->list.n)
		qsort(reasons->list.items, reasons->list.n, sizeof *reasons->list.items, reason_compare);
}

size_t loop_reasons_of(const struct loop_reasons *all, const struct fact_remark *verdict, const struct loop_reason **first)
{
	struct loop_reason key = { verdict->file, verdict->at, 0 };
	size_t low = 0, high = all->list.n, n = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (reason_place_compare(&all->list.items[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*first = all->list.items + low;
	while (low + n < all->list.n && !reason_place_compare(&(*first)[n], &key))
		n++;
	return n;
}

/*
 * What says most about what to change comes first: what the data does, then what the body does, then how the loop ends, then what
 * follows from that.
 */
int reason_rank(const char *name)
{
	static const char *const names[] = {
		"UnsafeDep", "CantIdentifyArrayBounds", "CantReorderMemOps", "CantReorderFPOps", "CantVectorizeStoreToLoopInvariantAddress",
		"VectorizationNotBeneficial", "CantVectorizeLibcall", "NonSimpleLoad", "CantVectorizeInstructionReturnType",
		"LoopContainsSwitch", "LoopContainsUnsupportedSwitch", "NoCFGForSelect", "CantVectorizeInstruction",
		"WritesInEarlyExitLoop", "UnsafeOperationsEarlyExitLoop", "PotentiallyFaultingEarlyExitLoop",
		"PotentiallyFaultingLoadsNotSupported", "EarlyExitLoopWithStridedFaultOnlyFirstLoad", "NoConditionLoadForEarlyExitLoop",
		"EarlyExitLoadInvariantAddress", "RecurrencesInEarlyExitLoop", "EarlyExitTooManySuccessors", "EarlyExitNotLatchPredecessor",
		"TooManyUncountableEarlyExits", "CantComputeNumberOfIterations", "UnsupportedUncountableLoop", "UnknownLoopCountComplexCFG",
		"NonReductionValueUsedOutsideLoop", "ValueUsedOutsideLoop", "NoInductionVariable",
	};
	int n = (int)(sizeof names / sizeof *names);

	for (int i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return i;
	return n;
}

const char *reason_text(struct judge *j, uint32_t remark)
{
	static const char *const prefixes[] = { "loop not vectorized: ", "loop not vectorized" };
	struct strbuf message = STRBUF_INIT;
	const char *text;

	judge_message(j, remark, 0, &message);
	text = message.text;
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		if (strncmp(text, prefixes[i], strlen(prefixes[i])) == 0) {
			text += strlen(prefixes[i]);
			break;
		}
	}
	text = arena_strdup(&j->memory, text);
	strbuf_release(&message);
	return text;
}
