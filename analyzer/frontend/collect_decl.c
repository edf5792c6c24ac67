#include "analyzer/frontend/cxtext.h"
#include "analyzer/frontend/walk.h"

#include <string.h>

static bool is_tag_or_function(uint32_t kind)
{
	switch (kind) {
	case ENTITY_KIND_FUNCTION:
	case ENTITY_KIND_METHOD:
	case ENTITY_KIND_TEMPLATE:
	case ENTITY_KIND_STRUCT:
	case ENTITY_KIND_UNION:
	case ENTITY_KIND_CLASS:
	case ENTITY_KIND_ENUM:
		return true;
	default:
		return false;
	}
}

static uint32_t entity_flags(const struct walk *w, CXCursor cursor, uint32_t kind)
{
	enum CX_StorageClass storage = CX_SC_Invalid;
	uint32_t flags = 0;

	if (kind == ENTITY_KIND_FUNCTION || kind == ENTITY_KIND_VARIABLE || kind == ENTITY_KIND_METHOD)
		storage = clang_Cursor_getStorageClass(cursor);
	if (storage == CX_SC_Static)
		flags |= ENTITY_FLAG_STATIC;
	if (storage == CX_SC_Extern)
		flags |= ENTITY_FLAG_EXTERN;
	if ((kind == ENTITY_KIND_FUNCTION || kind == ENTITY_KIND_METHOD) && clang_Cursor_isFunctionInlined(cursor))
		flags |= ENTITY_FLAG_INLINE;
	if (is_tag_or_function(kind) && clang_isCursorDefinition(cursor))
		flags |= ENTITY_FLAG_DEFINITION;
	/* C's tentative definitions count; clang does not call them definitions. */
	if (kind == ENTITY_KIND_VARIABLE && ((storage != CX_SC_Extern && !w->is_cxx) || clang_isCursorDefinition(cursor)))
		flags |= ENTITY_FLAG_DEFINITION;
	return flags;
}

uint32_t collect_entity(struct walk *w, uint32_t source, CXCursor cursor, uint32_t declaration)
{
	const struct declaration *d = declaration_at(&w->declarations, declaration);
	struct fact_entity fact = { .kind = d->kind, .name = d->name };
	struct file_facts *file;

	if (d->kind == ENTITY_KIND_FIELD && sid_is_none(d->name))
		return FACT_NONE;
	mentions_offer(&w->mentions, intern_text(w->text, d->name), intern_length(w->text, d->name), d->kind, source,
		       d->offset);
	if (walk_is_repeat(w, source, d->offset, d->kind, d->name))
		return FACT_NONE;
	sources_locate(&w->sources, clang_getCursorLocation(cursor), NULL, &fact.at);
	fact.usr = cxtext_usr(cursor, w->text);
	fact.flags = entity_flags(w, cursor, d->kind);
	file = walk_file(w, source);
	VEC_PUSH(&file->entitys, fact);
	return (uint32_t)file->entitys.n - 1;
}

/* The identifier at a place, underscores around it taken off. Empty if there is none. */
static void identifier_at(struct walk *w, CXSourceLocation location, const char **text, size_t *len)
{
	CXFile file;
	unsigned offset;
	uint32_t source;
	const struct source *src;

	*len = 0;
	clang_getSpellingLocation(location, &file, NULL, NULL, &offset);
	source = sources_find(&w->sources, file);
	if (source == SOURCE_NONE)
		return;
	src = sources_with_text(&w->sources, source);
	while (offset < src->len && src->text[offset] == '_')
		offset++;
	if (offset >= src->len)
		return;
	*text = src->text + offset;
	while (offset + *len < src->len && strchr("abcdefghijklmnopqrstuvwxyzN_", (*text)[*len]) && (*text)[*len])
		(*len)++;
	while (*len && (*text)[*len - 1] == '_')
		(*len)--;
}

static bool is_one_of(const char *text, size_t len, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(words[i]) == len && !memcmp(words[i], text, len))
			return true;
	return false;
}

static bool is_noreturn_word(const char *text, size_t len)
{
	static const char *const words[] = { "noreturn", "Noreturn" };

	return is_one_of(text, len, words, sizeof words / sizeof *words);
}

bool collect_is_noreturn_attribute(struct walk *w, CXCursor cursor)
{
	const char *text = NULL;
	size_t len = 0;

	if (cursor.kind == CXCursor_UnexposedAttr)
		identifier_at(w, clang_getCursorLocation(cursor), &text, &len);
	return is_noreturn_word(text, len);
}

void collect_attribute(struct walk *w, CXCursor cursor, const struct frame *parent)
{
	static const char *const effects[] = { "constructor", "destructor", "alias", "weak", "weakref", "section", "ifunc",
					       "used", "retain", "init_priority" };
	struct file_facts *file;
	const char *text = NULL;
	size_t len = 0;

	if (parent->source == SOURCE_NONE)
		return;
	if (cursor.kind == CXCursor_UnexposedAttr && (parent->entity != FACT_NONE || parent->is_function))
		identifier_at(w, clang_getCursorLocation(cursor), &text, &len);
	file = walk_file(w, parent->source);
	if (cursor.kind == CXCursor_PackedAttr && parent->record != FACT_NONE)
		file->records.items[parent->record].flags |= RECORD_FLAG_PACKED;
	if (parent->entity != FACT_NONE &&
	    (cursor.kind == CXCursor_AsmLabelAttr || is_one_of(text, len, effects, sizeof effects / sizeof *effects)))
		file->entitys.items[parent->entity].flags |= ENTITY_FLAG_EFFECT;
	if (parent->is_function && is_noreturn_word(text, len))
		file->functions.items[w->function].flags |= FUNCTION_FLAG_NORETURN;
}

void collect_unexposed(struct walk *w, uint32_t source, CXCursor cursor)
{
	CXSourceLocation location = clang_getCursorLocation(cursor);
	struct fact_entity fact = { .kind = ENTITY_KIND_OTHER, .flags = ENTITY_FLAG_EFFECT };
	const char *text = NULL;
	size_t len;

	identifier_at(w, location, &text, &len);
	if (len != strlen("asm") || memcmp(text, "asm", len) != 0)
		return;
	sources_locate(&w->sources, location, NULL, &fact.at);
	fact.name = intern_adds(w->text, "asm");
	VEC_PUSH(&walk_file(w, source)->entitys, fact);
}

static void offer(struct walk *w, uint32_t source, CXCursor cursor)
{
	struct strbuf *name = &w->declarations.name;
	uint32_t kind = entity_kind_of(cursor.kind);

	if (kind == n_ENTITY_KIND)
		return;
	cxtext_name(cursor, name);
	mentions_offer(&w->mentions, name->text, name->len, kind, source, 0);
}

/* Where offered names come from, for a visitor. */
struct offering {
	struct walk *w;
	uint32_t source;
};

static enum CXChildVisitResult offer_enumerator(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct offering *o = data;

	(void)parent;
	offer(o->w, o->source, cursor);
	return CXChildVisit_Continue;
}

void collect_system(struct walk *w, uint32_t source, CXCursor cursor)
{
	struct offering o = { w, source };

	if (!w->mentions.names.n)
		return;
	offer(w, source, cursor);
	if (cursor.kind == CXCursor_EnumDecl)
		clang_visitChildren(cursor, offer_enumerator, &o);
}
