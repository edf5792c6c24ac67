/*
 * SARIF 2.1.0 (OASIS, 2020) as GitHub's code scanning reads it. Beyond the standard it wants: exactly one location a result, in
 * the repository; each rule once, with texts that are not empty; its own hash of the line, and no two results of one rule on one
 * line, since it takes them for one. Over its limits the whole upload is refused, so the least important results are cut, and the
 * last result says how many. The columns are UTF-16 units, the paths URIs from the repository's top.
 */
#include "reports/json.h"
#include "reports/line_hash.h"
#include "reports/place.h"
#include "reports/sarif_private.h"
#include "reports/writers.h"

#include <stdio.h>
#include <string.h>

/* Of 25,000 results that are accepted, these are shown. Of a chain, 10,000 steps are accepted in all. */
enum { MOST_RESULTS = 5000, MOST_STEPS = 1000, MOST_RELATED = 100 };

struct sarif {
	const struct report *report;
	struct sarif_rules rules;
	struct line_hashes hashes;
	const char *hashes_of;        /* the path that `hashes` is of */
	struct sarif_heat heat;
	json_t *results;
};

static void put_message(json_t *to, const char *text)
{
	json_t *message = json_map();

	json_put(message, "text", json_word(text));
	json_put(to, "message", message);
}

/* Letters, digits and these stand for themselves (RFC 3986, 2.3); a path's slashes, too. */
static void add_uri(struct strbuf *uri, const char *path)
{
	for (const char *c = path; *c; c++) {
		bool is_plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || strchr("-._~/", *c);

		if (is_plain)
			strbuf_addc(uri, *c);
		else
			strbuf_addf(uri, "%%%02X", (unsigned)(unsigned char)*c);
	}
}

static json_t *uri_of(const char *path)
{
	struct strbuf uri = STRBUF_INIT;
	json_t *value;

	add_uri(&uri, path);
	value = json_word(uri.text);
	strbuf_release(&uri);
	return value;
}

/* {artifactLocation, region}, or NULL if the place is not in the repository. */
static json_t *physical_location(const struct report *r, struct srcloc loc)
{
	struct strbuf path = STRBUF_INIT;
	struct region at = report_region(r, loc, COLUMN_UTF16);
	json_t *physical = NULL, *artifact, *region;

	if (report_path(r, loc.path, &path)) {
		physical = json_map();
		artifact = json_map();
		region = json_map();
		json_put(artifact, "uri", uri_of(path.text));
		json_put(artifact, "uriBaseId", json_word("%SRCROOT%"));
		json_put(region, "startLine", json_number(at.line));
		json_put(region, "startColumn", json_number(at.col));
		json_put(region, "endLine", json_number(at.line));
		json_put(region, "endColumn", json_number(at.end_col));
		json_put(physical, "artifactLocation", artifact);
		json_put(physical, "region", region);
	}
	strbuf_release(&path);
	return physical;
}

/* A location with words; without a place in the repository the words are all there is. */
static json_t *location_with(const struct report *r, struct srcloc loc, const char *words)
{
	json_t *location = json_map(), *physical = physical_location(r, loc);

	if (physical)
		json_put(location, "physicalLocation", physical);
	put_message(location, words);
	return location;
}

/* ---- one result ------------------------------------------------------------------------------------------------------------ */

static void put_fingerprints(struct sarif *s, const struct finding *f, json_t *result)
{
	const struct exhibit *x = s->report->exhibit;
	json_t *prints = json_map();
	uint32_t line = f->loc.line ? f->loc.line : 1;
	char text[40];

	if (!s->hashes_of || strcmp(s->hashes_of, f->loc.path)) {
		const struct exhibit_source *source = exhibit_source_of(x, f->loc.path);

		s->hashes_of = f->loc.path;
		VEC_CLEAR(&s->hashes.lines);
		if (source && source->bytes)
			line_hashes_fill(&s->hashes, source->bytes, source->len);
	}
	if (line <= s->hashes.lines.n) {
		const struct line_hash *h = &s->hashes.lines.items[line - 1];

		snprintf(text, sizeof text, "%llx:%u", (unsigned long long)h->hash, h->count);
		json_put(prints, "primaryLocationLineHash", json_word(text));
	}
	if (f->fingerprint)
		json_put(prints, "whynot/v1", json_word(f->fingerprint));
	json_put(result, "partialFingerprints", prints);
}

/* Brackets of a link's text are escaped by a backslash (3.11.6). */
static void add_link(struct strbuf *b, const char *text, size_t id)
{
	strbuf_addc(b, '[');
	for (; *text; text++) {
		if (strchr("[]\\", *text))
			strbuf_addc(b, '\\');
		strbuf_addc(b, *text == '\n' ? ' ' : *text);
	}
	strbuf_addf(b, "](%zu)", id);
}

/* The message, in which each part with a place of its own links to it; and those places. */
static void add_message(const struct sarif *s, const struct finding *f, struct strbuf *message, json_t *related)
{
	struct strbuf path = STRBUF_INIT;

	for (size_t i = 0; i < f->n_message_args; i++) {
		const struct finding_arg *arg = &f->args[i];
		size_t id = json_array_size(related);
		json_t *location;

		if (!arg->loc.path || !*arg->value || id >= MOST_RELATED || !srcloc_compare(arg->loc, f->loc) ||
		    !report_path(s->report, arg->loc.path, &path)) {
			strbuf_adds(message, arg->value);
			continue;
		}
		location = location_with(s->report, arg->loc, arg->value);
		json_put(location, "id", json_number(id));
		json_push(related, location);
		add_link(message, arg->value, id);
	}
	if (*f->config)
		strbuf_addf(message, " (in configuration %s)", f->config);
	strbuf_release(&path);
}

/* The chain that led to the verdict, as a flow with one thread. */
static json_t *code_flow(const struct sarif *s, const struct finding *f)
{
	json_t *flow = json_map(), *thread = json_map(), *threads = json_list(), *steps = json_list();
	struct strbuf words = STRBUF_INIT;

	for (size_t i = f->n_message_args; i < f->n_args && json_array_size(steps) < MOST_STEPS; i++) {
		const struct finding_arg *arg = &f->args[i];
		json_t *step;

		if (!strcmp(arg->key, "String"))
			continue;
		strbuf_clear(&words);
		strbuf_addf(&words, "%s: %s", arg->key, arg->value);
		step = json_map();
		json_put(step, "location", location_with(s->report, arg->loc, words.text));
		json_push(steps, step);
	}
	json_put(thread, "locations", steps);
	json_push(threads, thread);
	json_put(flow, "threadFlows", threads);
	strbuf_release(&words);
	return flow;
}

static bool has_flow(const struct sarif *s, const struct finding *f)
{
	struct strbuf path = STRBUF_INIT;
	bool found = false;

	for (size_t i = f->n_message_args; i < f->n_args && !found; i++)
		found = report_path(s->report, f->args[i].loc.path, &path);
	strbuf_release(&path);
	return found;
}

static void put_location(json_t *result, json_t *physical)
{
	json_t *locations = json_list(), *location = json_map();

	json_put(location, "physicalLocation", physical);
	json_push(locations, location);
	json_put(result, "locations", locations);
}

/* What a comment suppresses is so in the source; what the baseline knows, elsewhere. */
static void put_suppression(json_t *result, const struct report_silent *silent)
{
	json_t *list = json_list(), *suppression = json_map();

	json_put(suppression, "kind", json_word(silent->state == REPORT_NEW ? "inSource" : "external"));
	if (*silent->reason)
		json_put(suppression, "justification", json_word(silent->reason));
	json_push(list, suppression);
	json_put(result, "suppressions", list);
}

/* `silent` NULL: it is shown. Findings outside the repository have no result. */
static void push_result(struct sarif *s, const struct finding *const *group, size_t n, const struct report_silent *silent)
{
	static const char *const states[] = { [REPORT_NEW] = "new", [REPORT_UNCHANGED] = "unchanged", [REPORT_UPDATED] = "updated",
					      [REPORT_ABSENT] = "absent" };
	const struct finding *f = group[0];
	json_t *physical = physical_location(s->report, f->loc), *result, *related, *flows;
	struct strbuf message = STRBUF_INIT;

	if (!physical)
		return;
	result = json_map();
	related = json_list();
	flows = json_list();
	for (size_t i = 0; i < n; i++) {
		strbuf_adds(&message, i ? "\n" : "");
		add_message(s, group[i], &message, related);
		if (has_flow(s, group[i]))
			json_push(flows, code_flow(s, group[i]));
	}
	sarif_rules_put(&s->rules, f, result);
	json_put(result, "level", json_word(severity_word(f->severity)));
	sarif_heat_put(&s->heat, group, n, result);
	put_message(result, message.len ? message.text : f->name);
	put_location(result, physical);
	put_fingerprints(s, f, result);
	if (json_array_size(related))
		json_put(result, "relatedLocations", json_incref(related));
	if (json_array_size(flows))
		json_put(result, "codeFlows", json_incref(flows));
	if (silent)
		put_suppression(result, silent);
	/* On every result or on none (3.27.24). */
	if (s->report->has_baseline)
		json_put(result, "baselineState", json_word(states[silent ? silent->state : REPORT_NEW]));
	json_push(s->results, result);
	json_decref(related);
	json_decref(flows);
	strbuf_release(&message);
}

/* ---- all results ------------------------------------------------------------------------------------------------------------ */

/* The result that says that there are more. It needs a place to be shown: that of the first result. */
static void push_cut(struct sarif *s, const struct finding *first, size_t n_cut)
{
	struct strbuf words = STRBUF_INIT;
	struct finding_arg arg = { "String", NULL, { NULL, 0, 0 } };
	struct finding f = { .kind = FINDING_ANALYSIS, .severity = SEVERITY_NOTE, .level = 1, .category = "whynot", .rule = "whynot",
			     .name = "ReportCut", .function = "<file>", .loc = { first->loc.path, 1, 1 }, .config = "", .args = &arg,
			     .n_args = 1, .n_message_args = 1 };
	const struct finding *group = &f;

	strbuf_addf(&words, "%zu more findings, less severe than those shown, are left out: GitHub shows no more than %d", n_cut, MOST_RESULTS);
	arg.value = words.text;
	push_result(s, &group, 1, NULL);
	strbuf_release(&words);
}

static void push_results(struct sarif *s)
{
	struct sarif_groups g = { .n = 0 };
	size_t n_all, n_kept;

	n_kept = sarif_groups_make(&g, s->report, MOST_RESULTS);
	n_all = g.list.n;
	for (size_t i = 0; i < n_kept; i++)
		push_result(s, g.list.items[i].findings, g.list.items[i].n, g.list.items[i].silent);
	if (n_kept < n_all)
		push_cut(s, g.list.items[0].findings[0], n_all - n_kept);
	sarif_groups_release(&g);
}

/* ---- the run ---------------------------------------------------------------------------------------------------------------- */

static json_t *tool(struct sarif *s)
{
	json_t *driver = json_map(), *one = json_map();

	json_put(driver, "name", json_word("whynot"));
	json_put(driver, "semanticVersion", json_word(s->report->exhibit->tool_version));
	json_put(driver, "rules", sarif_rules_take(&s->rules));
	json_put(one, "driver", driver);
	return one;
}

/* A folder's URI ends with a slash (3.14.14). */
static json_t *folder_uri(const char *path)
{
	struct strbuf uri = STRBUF_INIT;
	json_t *value;

	strbuf_adds(&uri, "file://");
	add_uri(&uri, path);
	if (uri.text[uri.len - 1] != '/')
		strbuf_addc(&uri, '/');
	value = json_word(uri.text);
	strbuf_release(&uri);
	return value;
}

static json_t *invocations(const struct report *r)
{
	json_t *list = json_list(), *one = json_map();
	bool is_complete = true;

	for (size_t i = 0; i < r->exhibit->n_units; i++)
		is_complete &= r->exhibit->units[i].status == EXHIBIT_OK;
	json_put(one, "executionSuccessful", is_complete ? json_true() : json_false());
	if (r->directory) {
		json_t *directory = json_map();

		json_put(directory, "uri", folder_uri(r->directory));
		json_put(one, "workingDirectory", directory);
	}
	json_push(list, one);
	return list;
}

/* Where the root is on this machine is nobody's business, unless it is asked for; what it is, is. */
static json_t *base_ids(const struct report *r)
{
	json_t *ids = json_map(), *root = json_map(), *description = json_map();

	if (r->directory)
		json_put(root, "uri", folder_uri(r->repository ? r->repository : r->root));
	json_put(description, "text", json_word("the repository's top folder"));
	json_put(root, "description", description);
	json_put(ids, "%SRCROOT%", root);
	return ids;
}

int sarif_write(const struct report *r, struct out *o, struct error *e)
{
	struct sarif s = { .report = r, .heat = { .report = r }, .results = json_list() };
	json_t *log = json_map(), *runs = json_list(), *run = json_map(), *details = json_map();

	(void)e;
	sarif_rules_init(&s.rules, r);
	push_results(&s);
	json_put(run, "tool", tool(&s));
	json_put(details, "id", json_word("whynot/"));
	json_put(run, "automationDetails", details);
	json_put(run, "invocations", invocations(r));
	json_put(run, "originalUriBaseIds", base_ids(r));
	json_put(run, "columnKind", json_word("utf16CodeUnits"));
	json_put(run, "results", s.results);
	json_push(runs, run);
	json_put(log, "version", json_word("2.1.0"));
	json_put(log, "$schema", json_word("https://json.schemastore.org/sarif-2.1.0.json"));
	json_put(log, "runs", runs);
	json_finish(log, o);
	line_hashes_release(&s.hashes);
	return 0;
}
