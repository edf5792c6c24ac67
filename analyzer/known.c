/*
 * The baseline in the pipeline: what of the shown findings is known, what of the baseline is stale, and its update, which only
 * shrinks it unless it may grow. Entries follow files that git says were renamed since the baseline was last committed.
 */
#include "analyzer/session.h"

#include "analyzer/base/file.h"
#include "analyzer/base/path.h"
#include "analyzer/git.h"

#include <string.h>
#include <unistd.h>

enum { MOST_STALE_LINES = 10 };

static int load(struct session *s, struct baseline *b, struct error *e)
{
	const char *text;
	size_t len;

	baseline_init(b, s->options->baseline);
	if (access(b->path, F_OK) < 0) {
		if (s->options->baseline_update && s->options->allow_growth)
			return 0;
		return error_set(e, "there is no baseline %s; --baseline-update --allow-growth makes it", b->path);
	}
	text = file_text(b->path, &s->memory, &len, e);
	return text ? baseline_read(b, text, len, e) : -1;
}

static bool is_gone(const struct session *s, const char *file)
{
	struct strbuf path = STRBUF_INIT;
	bool gone;

	path_join(s->repository, file, &path);
	gone = access(path.text, F_OK) < 0;
	strbuf_release(&path);
	return gone;
}

/* Git is asked only if there is something to ask. What it cannot tell costs matches, not the run. */
static void follow_renames(struct session *s, struct baseline *b)
{
	struct git_renames renames = { .list = { NULL, 0, 0 } };
	struct strbuf full = STRBUF_INIT;
	bool any_gone = false;

	for (size_t i = 0; i < b->entries.n && !any_gone; i++)
		any_gone = is_gone(s, b->entries.items[i].file);
	if (any_gone) {
		path_join(s->directory, b->path, &full);
		git_renames_since_change_of(s->repository, full.text, &s->memory, &renames);
		baseline_rename(b, renames.list.items, renames.list.n);
	}
	VEC_RELEASE(&renames.list);
	strbuf_release(&full);
}

static const char *prefix_of(const struct session *s)
{
	return strcmp(s->root, s->repository) ? path_relative(s->root, s->repository) : "";
}

int session_load_baseline(struct session *s, struct error *e)
{
	if (!s->options->baseline) {
		if (s->options->baseline_update)
			return error_set(e, "--baseline-update needs --baseline=FILE, or 'baseline:' in .whynot.yaml");
		return 0;
	}
	s->baseline = arena_zalloc(&s->memory, sizeof *s->baseline);
	return load(s, s->baseline, e);
}

void session_see_known(struct session *s)
{
	if (!s->baseline)
		return;
	follow_renames(s, s->baseline);
	for (size_t i = 0; i < s->emitter.findings.n; i++) {
		const struct finding *f = &s->emitter.findings.items[i];

		if (!suppressions_match(s->suppressions, f))
			baseline_see(s->baseline, f, prefix_of(s));
	}
}

static void keep_silent(struct session *s, const struct finding *f, enum gate_silence how)
{
	const char *reason = arena_printf(&s->memory, how == GATE_ABSENT ? "in %s, and not found any more" : "in %s", path_base(s->baseline->path));

	VEC_PUSH(&s->silent.list, ((struct gate_silent){ *f, reason, how }));
}

/* Takes the known findings out of the shown ones. */
static void drop_known(struct session *s, const struct baseline_entry *const *known)
{
	struct finding *all = s->emitter.findings.items;
	size_t n = 0;

	for (size_t i = 0; i < s->counts.shown; i++) {
		if (!known[i]) {
			all[n++] = all[i];
			continue;
		}
		keep_silent(s, &all[i], known[i]->is_updated ? GATE_UPDATED : GATE_KNOWN);
		s->counts.baselined++;
		s->counts.failing -= all[i].severity >= s->options->fail_level && !s->options->exit_zero;
	}
	s->counts.shown = n;
}

/* Flags for the entries; nothing is stale when a part of the program was not looked at. */
static size_t find_stale(struct session *s, bool *is_stale)
{
	struct baseline *b = s->baseline;
	const char *const *ran;
	size_t n_ran = session_rules_that_ran(s, &ran), n = 0;

	for (size_t i = 0; i < b->entries.n; i++) {
		is_stale[i] = s->program->complete && !s->program->n_unproven && !s->n_left_out && baseline_is_stale(b, &b->entries.items[i], ran, n_ran);
		n += is_stale[i];
	}
	return n;
}

static void name_stale(const struct session *s, const bool *is_stale, size_t n_stale)
{
	struct strbuf line = STRBUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < s->baseline->entries.n && n < MOST_STALE_LINES && !s->options->quiet; i++) {
		const struct baseline_entry *entry = &s->baseline->entries.items[i];

		if (!is_stale[i])
			continue;
		strbuf_clear(&line);
		strbuf_addf(&line, "%s:%u: stale: %s/%s in %s: %s", s->baseline->path, entry->at, entry->rule, entry->name, entry->file,
			    entry->message);
		session_say(line.text);
		n++;
	}
	strbuf_clear(&line);
	strbuf_addf(&line, "%zu stale entr%s in %s; --baseline-update removes %s", n_stale, n_stale == 1 ? "y" : "ies", s->baseline->path,
		    n_stale == 1 ? "it" : "them");
	if (n_stale && !s->options->quiet)
		session_say(line.text);
	strbuf_release(&line);
}

static void say_updated(const struct session *s, size_t n_kept, size_t n_dropped, size_t n_added, size_t n_refused)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_addf(&line, "%s: %zu kept, %zu dropped, %zu added", s->baseline->path, n_kept, n_dropped, n_added);
	if (n_refused)
		strbuf_addf(&line, ", %zu refused: --allow-growth takes new findings in", n_refused);
	if (!s->options->quiet)
		session_say(line.text);
	strbuf_release(&line);
}

static int update(struct session *s, const bool *is_stale, struct error *e)
{
	struct out o;
	size_t n = s->baseline->entries.n, n_dropped = 0, n_refused = s->options->allow_growth ? 0 : s->counts.shown;
	bool *skip;

	for (size_t i = 0; i < s->counts.shown && s->options->allow_growth; i++)
		baseline_add(s->baseline, &s->emitter.findings.items[i], &s->exhibit, prefix_of(s));
	skip = ARENA_ARRAY(&s->memory, bool, s->baseline->entries.n);
	for (size_t i = 0; i < n; i++)
		n_dropped += skip[i] = is_stale[i];
	if (out_open(&o, s->baseline->path, e) < 0)
		return -1;
	baseline_write(s->baseline, skip, &o);
	if (out_close(&o, e) < 0)
		return -1;
	say_updated(s, n - n_dropped, n_dropped, s->baseline->entries.n - n, n_refused);
	if (s->options->allow_growth) {
		s->counts.baselined += s->counts.shown;
		s->counts.shown = s->counts.failing = 0;
	}
	return 0;
}

/* The finding that the entry was, as far as the entry tells. */
static void keep_absent(struct session *s, const struct baseline_entry *entry)
{
	const struct rule *rule = rule_find(entry->rule);
	struct finding_arg *message = arena_zalloc(&s->memory, sizeof *message);
	struct strbuf path = STRBUF_INIT;
	struct finding f = { .kind = FINDING_ANALYSIS, .severity = SEVERITY_NOTE, .level = 1, .category = rule ? entry->rule : "compiler",
			     .rule = entry->rule, .name = entry->name, .function = entry->function, .config = "", .args = message,
			     .n_args = 1, .n_message_args = 1 };

	for (size_t i = 0; rule && i < rule->info.n_names; i++)
		if (!strcmp(rule->info.names[i].name, entry->name))
			f.severity = rule->info.names[i].severity;
	path_join(s->repository, entry->file, &path);
	f.loc.path = arena_strdup(&s->memory, path_relative(path.text, s->root));
	*message = (struct finding_arg){ .key = "String", .value = entry->message };
	keep_silent(s, &f, GATE_ABSENT);
	strbuf_release(&path);
}

static int by_finding(const void *a, const void *b)
{
	const struct gate_silent *x = a, *y = b;

	return finding_compare(&x->finding, &y->finding);
}

int session_apply_baseline(struct session *s, struct error *e)
{
	const struct baseline_entry **known;
	bool *is_stale;
	size_t n_stale;

	if (!s->baseline)
		return 0;
	known = ARENA_ARRAY(&s->memory, const struct baseline_entry *, s->counts.shown);
	is_stale = ARENA_ARRAY(&s->memory, bool, s->baseline->entries.n);
	baseline_match(s->baseline, s->emitter.findings.items, s->counts.shown, &s->exhibit, prefix_of(s), known);
	drop_known(s, known);
	n_stale = find_stale(s, is_stale);
	for (size_t i = 0; i < s->baseline->entries.n; i++)
		if (is_stale[i])
			keep_absent(s, &s->baseline->entries.items[i]);
	if (s->silent.list.n)
		qsort(s->silent.list.items, s->silent.list.n, sizeof *s->silent.list.items, by_finding);
	if (s->options->baseline_update)
		return update(s, is_stale, e);
	name_stale(s, is_stale, n_stale);
	return 0;
}
