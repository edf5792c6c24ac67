#include "rules/escape_steps.h"

enum { MOST_WORK = 1 << 22 };

/* Spans may come from anywhere: cut to what there is. */
static uint32_t end_of(const struct escape_steps *s, uint32_t end)
{
	return end > s->n + 1 ? s->n + 1 : end;
}

static void take_span(struct escape_steps *s, uint32_t number)
{
	const struct fact_span *span = &s->spans[number];
	uint32_t first = span->first ? span->first : 1, end = end_of(s, span->kind == SPAN_KIND_FORK ? span->middle : span->end);

	if (span->kind == SPAN_KIND_EXIT)
		return;
	if (span->kind == SPAN_KIND_FORK && first <= s->n)
		s->outer_fork[number] = s->steps[first].fork;
	for (uint32_t i = first; i < end; i++) {
		struct step_order *o = &s->steps[i];

		if (span->kind == SPAN_KIND_LOOP && !o->loop_end) {
			o->loop_first = span->first;
			o->loop_end = span->end;
		} else if (span->kind == SPAN_KIND_LEAVE) {
			o->leave_first = span->first;
			o->leave_end = span->end;
		} else if (span->kind == SPAN_KIND_FORK) {
			o->fork = number + 1;
		}
	}
}

void escape_steps_init(struct escape_steps *s, struct arena *a, const struct fact_span *spans, uint32_t n_spans, uint32_t n)
{
	uint64_t work = n;

	*s = (struct escape_steps){ .spans = spans };
	for (uint32_t i = 0; i < n_spans; i++)
		work += spans[i].first < spans[i].end ? spans[i].end - spans[i].first : 0;
	if (work > MOST_WORK)
		return;
	s->n = n;
	s->steps = ARENA_ARRAY(a, struct step_order, n + 1);
	s->outer_fork = ARENA_ARRAY(a, uint32_t, n_spans);
	for (uint32_t i = 0; i < n_spans; i++)
		take_span(s, i);
}

static bool is_in(uint32_t step, uint32_t first, uint32_t end)
{
	return step >= first && step < end;
}

bool escape_steps_follow(const struct escape_steps *s, uint32_t step, uint32_t next)
{
	const struct step_order *o;

	if (!step || !next || step > s->n || next > s->n)
		return true;
	o = &s->steps[step];
	if (o->leave_end && !is_in(next, o->leave_first, o->leave_end))
		return false;
	if (o->loop_end && is_in(next, o->loop_first, o->loop_end))
		return true;
	if (next < step)
		return false;
	/* Outer forks have smaller numbers, so this ends. */
	for (uint32_t f = o->fork; f; f = s->outer_fork[f - 1] < f ? s->outer_fork[f - 1] : 0)
		if (is_in(next, s->spans[f - 1].middle, s->spans[f - 1].end))
			return false;
	return true;
}
