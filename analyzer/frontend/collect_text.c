/* What only the text of a file tells: inactive includes, conditions, bodies of macros, skipped code, pragmas. */
#include "analyzer/frontend/generated.h"
#include "analyzer/frontend/scan.h"
#include "analyzer/frontend/walk.h"

#include <string.h>

/* One file's text on its way through the scanner. */
struct reader {
	struct walk *w;
	uint32_t source;
	struct scan scan;
	size_t next_span;          /* first skipped span that does not end before the present place */
	struct word guard;         /* the name that the first directive asks for, if that may be a guard */
	size_t n_directives;       /* #pragma once aside */
	uint32_t depth;            /* regions of #if around the present place */
	bool in_guard;             /* the outermost of them may be the guard's */
	struct scan_at guard_end;  /* behind the guard's region; offset 0 before that */
	VEC(struct word) params;   /* of the macro at hand */
};

static bool word_is(const struct word *w, const char *text)
{
	return w->len == strlen(text) && !memcmp(w->text, text, w->len);
}

static bool word_equal(const struct word *a, const struct word *b)
{
	return a->len == b->len && !memcmp(a->text, b->text, a->len);
}

/* Offsets must come in ascending order. */
static bool is_skipped(struct reader *r, size_t offset)
{
	const struct source *src = &r->w->sources.items.items[r->source];

	while (r->next_span < src->skipped.n && src->skipped.items[r->next_span].end <= offset)
		r->next_span++;
	return r->next_span < src->skipped.n && src->skipped.items[r->next_span].begin <= offset;
}

static uint32_t mention(struct reader *r, uint32_t how, const struct word *w)
{
	return mentions_add(&r->w->mentions, r->source, how, w->text, w->len, scan_place(w->at));
}

static void mention_words(struct reader *r, uint32_t how, struct scan_at at, size_t end)
{
	struct word w;

	while (scan_word(&r->scan, &at, end, &w))
		if (how != USE_HOW_TEST || !word_is(&w, "defined"))
			mention(r, how, &w);
}

struct fact_include collect_directive(struct walk *w, const struct scan *s, const struct directive *d)
{
	struct fact_include fact = { .at = scan_place(d->hash) };
	struct scan_at at = d->rest;
	size_t len;

	scan_skip_blanks(s, &at, d->end);
	len = scan_header_name(s, at.offset, d->end);
	if (d->kind == DIRECTIVE_INCLUDE_NEXT)
		fact.flags |= INCLUDE_FLAG_NEXT;
	if (d->kind == DIRECTIVE_IMPORT)
		fact.flags |= INCLUDE_FLAG_IMPORT;
	if (!len) {
		fact.flags |= INCLUDE_FLAG_COMPUTED;
		len = d->end > at.offset ? d->end - at.offset : 0;
		while (len && strchr(" \t\r", s->text[at.offset + len - 1]))
			len--;
	}
	fact.spelling = intern_add(w->text, s->text + at.offset, len);
	return fact;
}

static void read_active_include(struct reader *r, const struct directive *d)
{
	struct active_include new = { .offset = (uint32_t)d->hash.offset, .is_conditional = r->depth > r->in_guard };

	VEC_PUSH(&r->w->sources.items.items[r->source].includes, new);
}

static void read_inactive_include(struct reader *r, const struct directive *d)
{
	struct fact_include fact = collect_directive(r->w, &r->scan, d);

	fact.flags |= INCLUDE_FLAG_INACTIVE | INCLUDE_FLAG_CONDITIONAL;
	if (fact.flags & INCLUDE_FLAG_COMPUTED)
		mention_words(r, USE_HOW_MENTION, d->rest, d->end);
	VEC_PUSH(&walk_file(r->w, r->source)->includes, fact);
}

/* The parameters of a function-like macro; `at` then stands behind them. */
static void read_params(struct reader *r, struct scan_at *at, size_t end)
{
	const char *close;
	size_t params_end;
	struct word w;

	VEC_CLEAR(&r->params);
	if (at->offset >= end || r->scan.text[at->offset] != '(')
		return;
	close = memchr(r->scan.text + at->offset, ')', end - at->offset);
	params_end = close ? (size_t)(close - r->scan.text) : end;
	while (scan_word(&r->scan, at, params_end, &w))
		VEC_PUSH(&r->params, w);
}

static void read_define(struct reader *r, const struct directive *d, bool skipped)
{
	struct walk *w = r->w;
	struct source *src = &w->sources.items.items[r->source];
	struct scan_at at = d->rest;
	struct word name, word;

	if (!scan_word(&r->scan, &at, d->end, &name))
		return;
	if (skipped)
		collect_skipped_macro(w, r->source, &name);
	else if (r->in_guard && r->depth == 1 && !src->guard && word_equal(&name, &r->guard))
		src->guard = (uint32_t)name.at.offset;
	read_params(r, &at, d->end);
	if (!skipped)
		mentions_begin_body(&w->mentions, r->source, (uint32_t)name.at.offset);
	while (scan_word(&r->scan, &at, d->end, &word)) {
		bool is_param = false;
		uint32_t number;

		for (size_t i = 0; i < r->params.n && !is_param; i++)
			is_param = word_equal(&word, &r->params.items[i]);
		if (is_param)
			continue;
		number = mention(r, USE_HOW_BODY, &word);
		if (!skipped)
			mentions_body_name(&w->mentions, number);
		w->macros_count |= !skipped && word_is(&word, "__COUNTER__");
	}
}

/* A pragma that can change what follows it, as against one that only speaks to the reader or about warnings. */
static void read_pragma(struct reader *r, const struct directive *d)
{
	static const char *const harmless[] = { "once", "mark", "message", "region", "endregion", "diagnostic",
						"warning", "error" };
	struct scan_at at = d->rest;
	struct word w;
	struct fact_entity fact = { .at = scan_place(d->hash), .kind = ENTITY_KIND_OTHER, .flags = ENTITY_FLAG_EFFECT };

	if (!scan_word(&r->scan, &at, d->end, &w))
		return;
	if ((word_is(&w, "GCC") || word_is(&w, "clang")) && !scan_word(&r->scan, &at, d->end, &w))
		return;
	if (word_is(&w, "system_header")) {
		source_set_system(&r->w->sources, r->source);
		return;
	}
	for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
		if (word_is(&w, harmless[i]))
			return;
	fact.name = intern_add(r->w->text, w.text, w.len);
	VEC_PUSH(&walk_file(r->w, r->source)->entitys, fact);
}

static void read_directive(struct reader *r, const struct directive *d, bool skipped)
{
	const struct source *src = &r->w->sources.items.items[r->source];
	struct scan_at at = d->rest;
	struct word w;

	switch (d->kind) {
	case DIRECTIVE_INCLUDE:
	case DIRECTIVE_INCLUDE_NEXT:
	case DIRECTIVE_IMPORT:
		if (skipped)
			read_inactive_include(r, d);
		else
			read_active_include(r, d);
		break;
	case DIRECTIVE_DEFINE:
		read_define(r, d, skipped);
		break;
	case DIRECTIVE_UNDEF:
	case DIRECTIVE_IFDEF:
	case DIRECTIVE_IF:
		mention_words(r, USE_HOW_TEST, d->rest, d->end);
		if (r->n_directives || !d->is_ifndef)
			break;
		while (scan_word(&r->scan, &at, d->end, &w) && word_is(&w, "defined"))
			continue;
		r->guard = w;
		break;
	case DIRECTIVE_PRAGMA:
		if (!skipped)
			read_pragma(r, d);
		break;
	case DIRECTIVE_LINE:
		if (line_names_other_file(&r->scan, d, intern_text(r->w->text, src->path)))
			walk_file(r->w, r->source)->flags |= FILE_FLAG_GENERATED;
		break;
	case DIRECTIVE_OTHER:
		break;
	}
}

/* What looked like the guard's region is one like any other. */
static void give_up_guard(struct reader *r, size_t end)
{
	struct source *src = &r->w->sources.items.items[r->source];

	for (size_t i = 0; i < src->includes.n; i++)
		if (src->includes.items[i].offset < end)
			src->includes.items[i].is_conditional = true;
	src->guard = 0;
	r->in_guard = false;
}

static void follow_region(struct reader *r, const struct directive *d)
{
	switch (d->region) {
	case REGION_OPENS:
		r->in_guard |= !r->n_directives && r->guard.len && walk_file(r->w, r->source)->flags & FILE_FLAG_GUARDED;
		r->depth++;
		break;
	case REGION_TURNS:
		if (r->in_guard && r->depth == 1)
			give_up_guard(r, d->end);
		break;
	case REGION_CLOSES:
		r->depth -= r->depth > 0;
		if (!r->in_guard || r->depth)
			break;
		r->guard_end = r->scan.at;
		r->in_guard = false;
		break;
	case REGION_NONE:
		break;
	}
}

/* A guard defines its macro and leaves nothing behind it. #pragma once makes a file guarded without either. */
static void check_guard(struct reader *r)
{
	const struct source *src = &r->w->sources.items.items[r->source];
	struct scan_at at = r->guard_end;
	struct word w;

	if (r->in_guard || (at.offset && (!src->guard || scan_word(&r->scan, &at, src->len, &w))))
		give_up_guard(r, at.offset ? r->guard_end.offset : src->len);
}

static bool is_pragma_once(const struct reader *r, const struct directive *d)
{
	struct scan_at at = d->rest;
	struct word w;

	return d->kind == DIRECTIVE_PRAGMA && scan_word(&r->scan, &at, d->end, &w) && word_is(&w, "once");
}

static void read_skipped_code(struct reader *r, struct scan_at at, size_t end)
{
	mention_words(r, USE_HOW_MENTION, at, end);
	collect_skipped_code(r->w, r->source, &r->scan, at, end);
}

static void collect_text(struct walk *w, uint32_t source)
{
	struct source *src = &w->sources.items.items[source];
	struct reader r = { .w = w, .source = source };
	struct scan_at code;
	struct directive d;

	scan_init(&r.scan, src->text, src->len, w->is_cxx);
	code = r.scan.at;
	while (scan_directive(&r.scan, &d)) {
		if (is_skipped(&r, code.offset))
			read_skipped_code(&r, code, d.hash.offset);
		read_directive(&r, &d, is_skipped(&r, d.hash.offset));
		follow_region(&r, &d);
		r.n_directives += !is_pragma_once(&r, &d);
		code = r.scan.at;
	}
	if (is_skipped(&r, code.offset))
		read_skipped_code(&r, code, src->len);
	check_guard(&r);
	if (says_generated(src->text, src->len))
		walk_file(w, source)->flags |= FILE_FLAG_GENERATED;
	VEC_RELEASE(&r.params);
}

/* Blank lines do not count. */
static uint32_t count_lines(const char *text, size_t len)
{
	const char *end = text + len;
	uint32_t n = 0;

	while (text < end) {
		const char *next = memchr(text, '\n', (size_t)(end - text));

		while (text < end && (*text == ' ' || *text == '\t' || *text == '\r'))
			text++;
		n += text < end && *text != '\n';
		text = next ? next + 1 : end;
	}
	return n;
}

static void collect_content(struct walk *w, uint32_t source)
{
	const struct source *src = sources_with_text(&w->sources, source);
	struct fact_content fact = { .n_lines = src->text ? count_lines(src->text, src->len) : 0 };

	if (!src->is_system && src->text)
		fact.hash = hash_bytes(src->text, src->len);
	VEC_PUSH(&walk_file(w, source)->contents, fact);
}

void collect_texts(struct walk *w)
{
	for (uint32_t i = 0; i < w->sources.items.n; i++)
		collect_content(w, i);
	for (uint32_t i = 0; i < w->sources.items.n; i++)
		if (!w->sources.items.items[i].is_system)
			collect_text(w, i);
	collect_skipped_offers(w);
}
