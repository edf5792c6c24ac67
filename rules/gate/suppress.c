#include "rules/gate/suppress.h"

#include "analyzer/base/glob.h"
#include "analyzer/base/nearest.h"
#include "analyzer/base/strbuf.h"
#include "rules/gate/suppress_comment.h"

#include <string.h>

struct suppressions {
	struct arena memory;
	struct suppression_list all;  /* closed: by path and place */
	size_t last_from, last_to;    /* those of the file that was asked for last */
};

struct suppressions *suppressions_new(void)
{
	struct suppressions *s = xmalloc(sizeof *s);

	*s = (struct suppressions){ .last_from = 0 };
	return s;
}

void suppressions_free(struct suppressions *s)
{
	VEC_RELEASE(&s->all.list);
	arena_release(&s->memory);
	free(s);
}

void suppressions_add(struct suppressions *s, const struct suppress_comment *c)
{
	struct suppress_comment own = *c;

	own.at.path = arena_strdup(&s->memory, c->at.path);
	own.text = arena_strdup(&s->memory, c->text);
	suppress_read(&own, &s->memory, &s->all);
}

/* ---- what they are for -------------------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	return srcloc_compare(((const struct suppression *)a)->at, ((const struct suppression *)b)->at);
}

/* A header that several units read differently says the same comment several times. */
static void sort_and_unite(struct suppressions *s)
{
	size_t n = 0;

	if (s->all.list.n)
		qsort(s->all.list.items, s->all.list.n, sizeof *s->all.list.items, by_place);
	for (size_t i = 0; i < s->all.list.n; i++)
		if (!n || by_place(&s->all.list.items[n - 1], &s->all.list.items[i]))
			s->all.list.items[n++] = s->all.list.items[i];
	s->all.list.n = n;
}

static bool is_same_file(const struct suppression *a, const struct suppression *b)
{
	return !strcmp(a->at.path, b->at.path);
}

/* "The next line" of several comments above each other is the same one. */
static uint32_t next_line(const struct suppressions *s, size_t i)
{
	const struct suppression *all = s->all.list.items;
	uint32_t line = all[i].end_line + 1;

	for (size_t k = i + 1; k < s->all.list.n && is_same_file(&all[i], &all[k]); k++)
		if (all[k].is_alone && all[k].at.line == line && all[k].verb == SUPPRESS_NEXT)
			line = all[k].end_line + 1;
	return line;
}

/* clang-tidy ends the innermost; of ours, several may be open at once. */
static struct suppression *find_begin(struct suppressions *s, size_t end)
{
	struct suppression *all = s->all.list.items;

	for (size_t i = end; i > 0 && is_same_file(&all[i - 1], &all[end]); i--) {
		struct suppression *b = &all[i - 1];

		if (b->verb != SUPPRESS_BEGIN || b->is_tidy != all[end].is_tidy || b->problem || b->last_line)
			continue;
		if (!strcmp(b->list, all[end].list) && b->is_bare == all[end].is_bare)
			return b;
		if (b->is_tidy)
			return NULL;
	}
	return NULL;
}

/* Without its other half, clang-tidy's words mean nothing; ours hold to the end of the file. */
static void close_pairs(struct suppressions *s)
{
	struct suppression *all = s->all.list.items;

	for (size_t i = 0; i < s->all.list.n; i++) {
		struct suppression *begin;

		if (all[i].verb != SUPPRESS_END || all[i].problem)
			continue;
		begin = find_begin(s, i);
		if (begin)
			begin->last_line = all[i].at.line;
		else
			all[i].problem = " ends what nothing before it began";
	}
	for (size_t i = 0; i < s->all.list.n; i++) {
		if (all[i].verb != SUPPRESS_BEGIN || all[i].problem || all[i].last_line)
			continue;
		all[i].problem = all[i].is_tidy ? " has no NOLINTEND with the same list behind it" :
						  " has no on with the same list behind it; ignore-file is for whole files";
	}
}

void suppressions_close(struct suppressions *s, const char *today)
{
	sort_and_unite(s);
	close_pairs(s);
	for (size_t i = 0; i < s->all.list.n; i++) {
		struct suppression *one = &s->all.list.items[i];

		one->first_line = one->at.line;
		if (one->verb == SUPPRESS_LINE)
			one->last_line = one->at.line;
		else if (one->verb == SUPPRESS_NEXT)
			one->first_line = one->last_line = next_line(s, i);
		else if (one->verb == SUPPRESS_FILE)
			one->first_line = 0, one->last_line = UINT32_MAX;
		/* Through the whole of the month or day that is named. */
		one->is_expired = *one->until && !one->problem && strncmp(today, one->until, strlen(one->until)) > 0;
	}
}

/* ---- findings ----------------------------------------------------------------------------------------------------------- */

/* Rules that find what a check of clang-tidy's finds: its name silences both. */
static const struct { const char *check, *rule, *name; } aliases[] = {
	{ "misc-include-cleaner", "unused-include", NULL },
	{ "misc-header-include-cycle", "include-cycle", NULL },
	{ "clang-analyzer-optin.performance.Padding", "struct-padding", NULL },
	{ "clang-analyzer-core.StackAddressEscape", "escape", "AddressEscapes" },
};

/* The words that the finding may be called by, one after the other. */
static bool is_called(const char *pattern, const struct finding *f)
{
	const char *const groups[] = { f->rule, f->category };
	struct strbuf word = STRBUF_INIT;
	bool found = glob_matches_word(pattern, f->name);

	for (size_t i = 0; i < 2 && !found; i++) {
		found = glob_matches_word(pattern, groups[i]);
		for (const char *c = "/."; *c && !found; c++) {
			strbuf_clear(&word);
			strbuf_addf(&word, "%s%c%s", groups[i], *c, f->name);
			found = glob_matches_word(pattern, word.text);
		}
	}
	strbuf_release(&word);
	return found;
}

static bool is_called_by_tidy(const char *pattern, const struct finding *f)
{
	struct strbuf word = STRBUF_INIT;
	bool found = false;

	for (size_t i = 0; i < sizeof aliases / sizeof *aliases && !found; i++)
		found = !strcmp(f->rule, aliases[i].rule) && (!aliases[i].name || !strcmp(f->name, aliases[i].name)) &&
			glob_matches_word(pattern, aliases[i].check);
	strbuf_addf(&word, "whynot-%s", f->rule);
	found = found || glob_matches_word(pattern, word.text);
	strbuf_release(&word);
	return found || (!strncmp(pattern, "whynot-", 7) && is_called(pattern + 7, f));
}

static bool is_for(const struct suppression *s, const struct finding *f)
{
	if (s->problem || s->is_expired || s->verb == SUPPRESS_END)
		return false;
	if (f->loc.line < s->first_line || f->loc.line > s->last_line)
		return false;
	if (s->is_bare)
		return true;
	for (size_t i = 0; i < s->n_patterns; i++)
		if (s->is_tidy ? is_called_by_tidy(s->patterns[i], f) : is_called(s->patterns[i], f))
			return true;
	return false;
}

/* Sets last_from and last_to to the run of this path. */
static void turn_to_file(struct suppressions *s, const char *path)
{
	const struct suppression *all = s->all.list.items;
	size_t low = 0, high = s->all.list.n;

	if (s->last_from < s->last_to && !strcmp(all[s->last_from].at.path, path))
		return;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(all[middle].at.path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	s->last_from = s->last_to = low;
	while (s->last_to < s->all.list.n && !strcmp(all[s->last_to].at.path, path))
		s->last_to++;
}

/* All that are for it are of use: who removes one of them would not be told that the other is there. */
const char *suppressions_match(struct suppressions *s, const struct finding *f)
{
	const char *reason = NULL;

	if (!f->loc.path || !s->all.list.n)
		return NULL;
	turn_to_file(s, f->loc.path);
	for (size_t i = s->last_from; i < s->last_to; i++) {
		struct suppression *one = &s->all.list.items[i];

		if (!is_for(one, f))
			continue;
		one->is_used = true;
		if (!reason || !*reason)
			reason = one->reason;
	}
	return reason;
}

/* ---- what is wrong with them -------------------------------------------------------------------------------------------- */

static void emit_complaint(struct emitter *e, const char *name, const struct suppression *s, const char *words)
{
	size_t which = 0;

	while (which < e->rule->n_names && strcmp(e->rule->names[which].name, name))
		which++;
	emit_begin(e, which, NULL, s->at);
	emit_arg(e, "Suppression", s->spelling, s->at);
	emit_text(e, words);
	emit_end(e);
}

/* Of clang-tidy's names only those that begin with ours are ours to judge. NULL if it is not. */
static const char *own_pattern(const struct suppression *s, size_t i)
{
	if (!s->is_tidy)
		return s->patterns[i];
	return strncmp(s->patterns[i], "whynot-", 7) ? NULL : s->patterns[i] + 7;
}

static bool is_known(const struct suppress_context *c, const char *pattern)
{
	for (size_t i = 0; i < c->n_known; i++)
		if (glob_matches_word(pattern, c->known[i]))
			return true;
	return false;
}

/* Each unknown word is said. Returns whether all are known. */
static bool judge_names(const struct suppression *s, const struct suppress_context *c, struct emitter *e)
{
	struct strbuf words = STRBUF_INIT;
	bool all_known = true;

	for (size_t i = 0; i < s->n_patterns; i++) {
		const char *pattern = own_pattern(s, i);
		struct nearest n = { .asked = pattern };

		if (!pattern || is_known(c, pattern))
			continue;
		for (size_t k = 0; k < c->n_known; k++)
			nearest_offer(&n, c->known[k]);
		strbuf_clear(&words);
		if (n.best)
			strbuf_addf(&words, " names '%s', which is no rule; did you mean '%s'?", pattern, n.best);
		else
			strbuf_addf(&words, " names '%s', which is no rule; whynot explain lists them", pattern);
		emit_complaint(e, "UnknownSuppression", s, words.text);
		all_known = false;
	}
	strbuf_release(&words);
	return all_known;
}

/* Whether the pattern names a rule or one of its findings that did run, and could have found something. */
static bool has_run(const struct suppress_context *c, const char *pattern)
{
	size_t len = strcspn(pattern, "/.");

	for (size_t i = 0; i < c->n_ran; i++)
		if (strlen(c->ran[i]) == len && !strncmp(c->ran[i], pattern, len))
			return true;
	return false;
}

/* Only what names our rules in full can be called unused: patterns are for what may come. */
static bool may_be_unused(const struct suppression *s, const struct suppress_context *c)
{
	if (s->is_used || s->is_bare || s->is_expired || !c->is_whole || s->verb == SUPPRESS_END || !s->n_patterns)
		return false;
	for (size_t i = 0; i < s->n_patterns; i++) {
		const char *pattern = own_pattern(s, i);

		if (!pattern || strpbrk(pattern, "*?[") || !has_run(c, pattern))
			return false;
	}
	return true;
}

static bool names_us(const struct suppression *s)
{
	for (size_t i = 0; i < s->n_patterns; i++)
		if (own_pattern(s, i))
			return true;
	return !s->is_tidy;
}

static void judge_one(const struct suppression *s, const struct suppress_context *c, struct emitter *e)
{
	struct strbuf words = STRBUF_INIT;

	if (s->problem) {
		if (names_us(s))
			emit_complaint(e, "BadSuppression", s, s->problem);
		return;
	}
	if (!judge_names(s, c, e) || s->verb == SUPPRESS_END)
		return;
	if (!s->is_tidy && !*s->reason)
		emit_complaint(e, "ReasonlessSuppression", s, " gives no reason; write one behind a colon");
	if (s->is_expired) {
		strbuf_addf(&words, " held until %s; look at the finding again", s->until);
		emit_complaint(e, "ExpiredSuppression", s, words.text);
		strbuf_release(&words);
	}
	if (may_be_unused(s, c))
		emit_complaint(e, "UnusedSuppression", s, " has nothing to suppress; remove it");
}

void suppressions_judge(const struct suppressions *s, const struct suppress_context *context, struct emitter *e)
{
	for (size_t i = 0; i < s->all.list.n; i++)
		judge_one(&s->all.list.items[i], context, e);
}
