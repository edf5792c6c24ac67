/*
 * Include directives, macro definitions and expansions, as libclang recorded them. They come before all declarations, and
 * are only kept at first: which files are the system's is known when all of them have passed, and only then is it known
 * whose text to read for names, and which names to look out for.
 */
#include "analyzer/base/order.h"
#include "analyzer/frontend/cxtext.h"
#include "analyzer/frontend/scan.h"
#include "analyzer/frontend/walk.h"

#include <stdlib.h>
#include <string.h>

static void collect_inclusion(struct walk *w, CXCursor cursor, CXSourceLocation location, uint32_t source, uint32_t offset)
{
	struct fact_include fact = { 0 };
	uint32_t target = sources_find(&w->sources, clang_getIncludedFile(cursor));
	const struct source *src = &w->sources.items.items[source];

	if (!src->is_system) {
		struct scan s;
		struct directive d;

		scan_init(&s, src->text, src->len, w->is_cxx);
		s.at.offset = s.at.line_start = offset;
		if (scan_directive(&s, &d) && d.hash.offset == offset)
			fact = collect_directive(w, &s, &d);
		if (source_is_conditional(src, offset))
			fact.flags |= INCLUDE_FLAG_CONDITIONAL;
	}
	sources_locate(&w->sources, location, NULL, &fact.at);
	if (target != SOURCE_NONE)
		fact.target = w->sources.items.items[target].path;
	else
		fact.flags |= INCLUDE_FLAG_MISSING;
	if (!walk_is_repeat(w, source, offset, n_ENTITY_KIND + 1, fact.target))
		VEC_PUSH(&walk_file(w, source)->includes, fact);
}

static void offer_macro(struct walk *w, CXCursor cursor, uint32_t source, uint32_t offset)
{
	struct strbuf *name = &w->declarations.name;

	cxtext_name(cursor, name);
	mentions_offer(&w->mentions, name->text, name->len, ENTITY_KIND_MACRO, source, offset);
}

static void collect_macro(struct walk *w, CXCursor cursor, CXSourceLocation location, uint32_t source, uint32_t offset)
{
	uint32_t number = declarations_add(&w->declarations, cursor);
	const struct declaration *d = declaration_at(&w->declarations, number);
	struct fact_entity fact = { .kind = ENTITY_KIND_MACRO, .name = d->name };

	walk_digest(w, source, d->digest);
	if (walk_is_repeat(w, source, offset, ENTITY_KIND_MACRO, d->name))
		return;
	sources_locate(&w->sources, location, NULL, &fact.at);
	if (clang_Cursor_isMacroFunctionLike(cursor))
		fact.flags |= ENTITY_FLAG_FUNCTION_LIKE;
	if (w->sources.items.items[source].guard && w->sources.items.items[source].guard == offset)
		fact.flags |= ENTITY_FLAG_GUARD;
	VEC_PUSH(&walk_file(w, source)->entitys, fact);
	mentions_offer(&w->mentions, intern_text(w->text, d->name), intern_length(w->text, d->name), ENTITY_KIND_MACRO,
		       source, offset);
}

/* __COUNTER__ counts on for whoever reads it next, in any file. */
static void add_counting(struct walk *w, uint32_t source, struct place at)
{
	struct fact_entity fact = { .at = at, .kind = ENTITY_KIND_OTHER, .flags = ENTITY_FLAG_EFFECT };

	fact.name = intern_adds(w->text, "__COUNTER__");
	VEC_PUSH(&walk_file(w, source)->entitys, fact);
}

static void collect_builtin_expansion(struct walk *w, CXCursor cursor, uint32_t source)
{
	struct strbuf *name = &w->declarations.name;
	struct place at;

	cxtext_name(cursor, name);
	if (strcmp(name->text, "__COUNTER__") != 0)
		return;
	sources_locate(&w->sources, clang_getCursorLocation(cursor), NULL, &at);
	add_counting(w, source, at);
}

/* libclang does not record what is expanded within a macro's body, so that any expansion may be the one. */
void collect_counting(struct walk *w)
{
	for (uint32_t i = 0; w->macros_count && i < w->unit->files.n; i++) {
		const struct file_facts *f = walk_file(w, i);

		for (size_t k = 0; k < f->uses.n; k++) {
			if (f->uses.items[k].how != USE_HOW_EXPAND)
				continue;
			add_counting(w, i, f->uses.items[k].at);
			break;
		}
	}
}

/* A macro without parameters is most often a constant: no code comes out of it, or as much as out of the constant. */
static void add_expansion(struct walk *w, uint32_t source, const struct declaration *d, CXCursor cursor, CXCursor macro)
{
	struct fact_expansion fact = { .name = d->name, .target = w->sources.items.items[d->source].path };

	if (!clang_Cursor_isMacroFunctionLike(macro))
		return;
	sources_locate(&w->sources, clang_getCursorLocation(cursor), NULL, &fact.at);
	sources_locate(&w->sources, clang_getCursorLocation(macro), NULL, &fact.defined);
	VEC_PUSH(&walk_file(w, source)->expansions, fact);
}

static void collect_expansion(struct walk *w, CXCursor cursor, uint32_t source)
{
	CXCursor macro = clang_getCursorReferenced(cursor);
	uint32_t number = declarations_add(&w->declarations, macro);
	const struct declaration *d;

	walk_digest(w, source, cursor.kind);
	if (number == DECLARATION_NONE) {
		collect_builtin_expansion(w, cursor, source);
		return;
	}
	d = declaration_at(&w->declarations, number);
	walk_digest(w, source, d->digest);
	if (d->source == SOURCE_NONE)
		return;
	add_expansion(w, source, d, cursor, macro);
	collect_use(w, source, USE_HOW_EXPAND, number, cursor);
}

void collect_preprocessing(struct walk *w, CXCursor cursor)
{
	CXSourceLocation location = clang_getCursorLocation(cursor);
	struct preprocessed new = { .cursor = cursor };

	new.source = sources_locate(&w->sources, location, &new.offset, NULL);
	if (new.source == SOURCE_NONE)
		return;
	sources_classify(&w->sources, new.source, location);
	if (cursor.kind != CXCursor_MacroExpansion || !w->sources.items.items[new.source].is_system)
		VEC_PUSH(&w->preprocessed, new);
}

static void collect_one(struct walk *w, const struct preprocessed *p)
{
	CXSourceLocation location = clang_getCursorLocation(p->cursor);
	bool is_system = w->sources.items.items[p->source].is_system;

	if (p->cursor.kind == CXCursor_InclusionDirective)
		collect_inclusion(w, p->cursor, location, p->source, p->offset);
	else if (is_system && p->cursor.kind == CXCursor_MacroDefinition && w->mentions.names.n)
		offer_macro(w, p->cursor, p->source, p->offset);
	else if (is_system)
		return;
	else if (p->cursor.kind == CXCursor_MacroDefinition)
		collect_macro(w, p->cursor, location, p->source, p->offset);
	else if (p->cursor.kind == CXCursor_MacroExpansion)
		collect_expansion(w, p->cursor, p->source);
}

void collect_preprocessed(struct walk *w)
{
	sources_read(&w->sources);
	collect_texts(w);
	collect_comments(w);
	for (size_t i = 0; i < w->preprocessed.n; i++)
		collect_one(w, &w->preprocessed.items[i]);
	w->is_preprocessed = true;
}

static int compare_includes(const void *a, const void *b, void *text)
{
	const struct fact_include *x = a, *y = b;
	int order = number_compare(x->at.line, y->at.line);

	if (!order)
		order = number_compare(x->at.col, y->at.col);
	return order ? order : strcmp(intern_text(text, x->target), intern_text(text, y->target));
}

void collect_sort_includes(struct walk *w)
{
	for (size_t i = 0; i < w->unit->files.n; i++) {
		struct file_facts *f = &w->unit->files.items[i];

		if (f->includes.n > 1)
			qsort_r(f->includes.items, f->includes.n, sizeof *f->includes.items, compare_includes, w->text);
	}
}
