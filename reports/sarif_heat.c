/*
 * How hot a result is: "rank", which readers sort by (3.27.23: 0 to 100), and the number itself among its properties. Hotness spans
 * many powers of ten, so the rank is the hottest finding's share by logarithm; an estimate gives no rank, since nothing was measured.
 */
#include "reports/json.h"
#include "reports/sarif_private.h"

#include <math.h>
#include <string.h>

static bool is_same_source(const struct finding *a, const struct finding *b)
{
	return !strcmp(a->hotness_source ? a->hotness_source : "", b->hotness_source ? b->hotness_source : "");
}

/* The hottest of the report with the same source: executions are not measured against samples. */
static uint64_t hottest_like(const struct report *r, const struct finding *f)
{
	uint64_t most = 1;

	for (size_t i = 0; i < r->n_findings; i++)
		if (r->findings[i].has_hotness && r->findings[i].hotness > most && is_same_source(f, &r->findings[i]))
			most = r->findings[i].hotness;
	return most;
}

static double rank_of(struct sarif_heat *h, const struct finding *f)
{
	double rank;

	if (!h->like || !is_same_source(h->like, f)) {
		h->like = f;
		h->most = hottest_like(h->report, f);
	}
	rank = 100 * log1p((double)f->hotness) / log1p((double)h->most);
	return rank > 100 ? 100 : floor(rank * 10 + 0.5) / 10;
}

void sarif_heat_put(struct sarif_heat *h, const struct finding *const *group, size_t n, json_t *result)
{
	const struct finding *hottest = group[0];
	json_t *properties;

	for (size_t i = 1; i < n; i++)
		if (group[i]->hotness > hottest->hotness || (group[i]->has_estimate && group[i]->estimate > hottest->estimate))
			hottest = group[i];
	if (!hottest->has_hotness && !hottest->has_estimate)
		return;
	properties = json_map();
	if (hottest->has_hotness) {
		json_put(result, "rank", json_real(rank_of(h, hottest)));
		json_put(properties, "hotness", json_number(hottest->hotness < INT64_MAX ? hottest->hotness : INT64_MAX));
		if (hottest->hotness_source)
			json_put(properties, "hotnessSource", json_word(hottest->hotness_source));
	} else {
		json_put(properties, "estimate", json_number(hottest->estimate < INT64_MAX ? hottest->estimate : INT64_MAX));
	}
	json_put(result, "properties", properties);
}
