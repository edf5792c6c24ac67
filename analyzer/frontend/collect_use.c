#include "analyzer/frontend/walk.h"

static void add_use(struct walk *w, uint32_t source, uint32_t how, const struct declaration *d, CXCursor cursor)
{
	struct fact_use fact = { .how = how, .kind = d->kind, .name = d->name, .n = 1 };

	fact.target = w->sources.items.items[d->source].path;
	sources_locate(&w->sources, clang_getCursorLocation(cursor), NULL, &fact.at);
	VEC_PUSH(&walk_file(w, source)->uses, fact);
	if (how == USE_HOW_EXPAND)
		mentions_expand(&w->mentions, source, fact.at, d->source, d->offset);
}

void collect_use(struct walk *w, uint32_t source, uint32_t how, uint32_t declaration, CXCursor cursor)
{
	const struct declaration *d;
	uint32_t *at;

	if (declaration == DECLARATION_NONE)
		return;
	d = declaration_at(&w->declarations, declaration);
	if (d->is_local || d->source == SOURCE_NONE)
		return;
	/* Redefinitions of a macro share a symbol, but each has a body of its own. */
	at = table_at(&w->uses, ((uint64_t)d->symbol << 32 | source << 4 | how) + 1);
	if (*at != TABLE_NEW) {
		walk_file(w, source)->uses.items[*at].n++;
		return;
	}
	*at = (uint32_t)walk_file(w, source)->uses.n;
	add_use(w, source, how, d, cursor);
}

/* A need for a type of the file's own is no news to anybody. */
static void add_implicit(struct walk *w, uint32_t source, uint32_t how, uint32_t declaration, CXCursor cursor)
{
	if (declaration != DECLARATION_NONE && declaration_at(&w->declarations, declaration)->source != source)
		collect_use(w, source, how, declaration, cursor);
}

void collect_type_use(struct walk *w, uint32_t source, CXCursor cursor, CXType type)
{
	const struct type_facts *t = declarations_type(&w->declarations, type);
	uint32_t named = t->named, complete = t->complete, how = t->is_value ? USE_HOW_COMPLETE : USE_HOW_IMPLICIT;

	walk_digest(w, source, t->digest);
	if (complete != named || how == USE_HOW_IMPLICIT)
		add_implicit(w, source, USE_HOW_IMPLICIT, named, cursor);
	if (complete != named || how == USE_HOW_COMPLETE)
		add_implicit(w, source, how, complete, cursor);
}
