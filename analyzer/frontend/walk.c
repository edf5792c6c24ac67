#include "analyzer/frontend/walk.h"
#include "analyzer/frontend/cxtext.h"

bool walk_is_repeat(struct walk *w, uint32_t source, uint32_t offset, uint32_t kind, sid name)
{
	uint64_t parts[2] = { (uint64_t)source << 32 | offset, (uint64_t)kind << 32 | name.v };
	uint32_t *at;

	if (w->sources.items.items[source].n_readings < 2)
		return false;
	at = table_at(&w->repeats, hash_bytes(parts, sizeof parts) | 1);
	if (*at != TABLE_NEW)
		return true;
	*at = 1;
	return false;
}

sid walk_type(struct walk *w, CXType type)
{
	uint32_t *at;

	if (!type.data[0])
		return (sid){ 0 };
	at = table_at(&w->spellings, table_pointer_key(type.data[0]));
	if (*at == TABLE_NEW)
		*at = cxtext_type(type, w->text).v;
	return (sid){ *at };
}

void walk_unit(struct walk *w)
{
	struct frame unit = {
		.kind = CXCursor_TranslationUnit, .source = SOURCE_NONE, .entity = FACT_NONE, .record = FACT_NONE,
		.call = FACT_NONE, .body = BODY_NONE, .declaration = DECLARATION_NONE, .is_outer = true, .is_file_level = true,
	};

	w->function_source = SOURCE_NONE;
	declarations_init(&w->declarations, &w->sources, w->text);
	w->declarations.is_cxx = w->is_cxx;
	mentions_init(&w->mentions, &w->sources);
	VEC_PUSH(&w->frames, unit);
	clang_visitChildren(clang_getTranslationUnitCursor(w->tu), visit_cursor, w);
	visit_end(w);
	mentions_resolve(&w->mentions);
	collect_named(w);
	collect_skipped_uses(w);
	collect_counting(w);
	collect_sort_includes(w);
	declarations_release(&w->declarations);
	mentions_release(&w->mentions);
	VEC_RELEASE(&w->frames);
	VEC_RELEASE(&w->preprocessed);
	VEC_RELEASE(&w->skipped_names);
	table_release(&w->uses);
	table_release(&w->repeats);
	table_release(&w->spellings);
	body_release(&w->body);
	conditions_release(&w->conditions);
}
