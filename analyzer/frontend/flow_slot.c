/*
 * Function pointers in initialisers: which member or variable each function lands in. An initialiser list counts members as
 * C does, from the last designator on; where braces are left out the place is not known, and the function may be anywhere.
 */
#include "analyzer/frontend/cxtext.h"
#include "analyzer/frontend/walk.h"

struct field_search {
	uint32_t number;
	CXCursor found;
};

static enum CXVisitorResult count_field(CXCursor field, CXClientData data)
{
	struct field_search *s = data;

	if (s->number--)
		return CXVisit_Continue;
	s->found = field;
	return CXVisit_Break;
}

static CXCursor field_at(CXType record, uint32_t number)
{
	struct field_search s = { number, clang_getNullCursor() };

	clang_Type_visitFields(clang_getCanonicalType(record), count_field, &s);
	return s.found;
}

static bool same_field(CXCursor a, CXCursor b)
{
	return clang_equalCursors(clang_getCanonicalCursor(a), clang_getCanonicalCursor(b));
}

static uint32_t number_of(CXType record, CXCursor field)
{
	for (uint32_t i = 0;; i++) {
		CXCursor at = field_at(record, i);

		if (clang_Cursor_isNull(at) || same_field(at, field))
			return i;
	}
}

/* The member that an element of the list designates, null if it designates none; the last one of `.a.b = x`. */
static CXCursor designated(const struct body *b, uint32_t element)
{
	CXCursor field = clang_getNullCursor();

	for (uint32_t c = body_first(b, element); c != BODY_NONE; c = body_next(b, element, c))
		if (b->nodes.items[c].cursor.kind == CXCursor_MemberRef)
			field = clang_getCursorReferenced(b->nodes.items[c].cursor);
	return field;
}

/* The member that the element of a list for this record fills. */
static CXCursor filled(const struct body *b, uint32_t list, uint32_t element, CXType record)
{
	uint32_t number = 0;

	for (uint32_t c = body_first(b, list); c != BODY_NONE; c = body_next(b, list, c)) {
		CXCursor field = designated(b, c);

		if (!clang_Cursor_isNull(field)) {
			if (c == element)
				return field;
			number = number_of(record, field);
		}
		if (c == element)
			return field_at(record, number);
		number++;
	}
	return clang_getNullCursor();
}

/* What the value at the node initialises: a member or variable that holds function pointers; null if that is not known. */
CXCursor flow_slot(const struct body *b, uint32_t node)
{
	uint32_t child = node;

	for (uint32_t i = b->nodes.items[node].parent; i != BODY_NONE; child = i, i = b->nodes.items[i].parent) {
		CXCursor cursor = b->nodes.items[i].cursor, field;
		CXType type;

		if (cursor.kind == CXCursor_VarDecl)
			return cursor;
		if (cursor.kind != CXCursor_InitListExpr)
			continue;
		type = clang_getCanonicalType(clang_getCursorType(cursor));
		if (type.kind != CXType_Record)
			continue; /* an array's element goes where the array is */
		field = filled(b, i, child, type);
		return field;
	}
	return clang_getNullCursor();
}

void flow_slots(struct walk *w, uint32_t source)
{
	struct body *b = &w->body;

	b->is_recording = false;
	body_close(b);
	for (uint32_t i = 0; i < b->nodes.n; i++) {
		struct fact_slot fact = { .usr = { 0 } };
		CXCursor function, slot;

		if (b->nodes.items[i].cursor.kind == CXCursor_UnaryExpr) {
			i = b->nodes.items[i].end - 1;
			continue;
		}
		if (b->nodes.items[i].cursor.kind != CXCursor_DeclRefExpr)
			continue;
		function = clang_getCursorReferenced(b->nodes.items[i].cursor);
		if (function.kind != CXCursor_FunctionDecl)
			continue;
		slot = flow_slot(b, i);
		if (!clang_Cursor_isNull(slot) && flow_is_function_pointer(clang_getCursorType(slot)))
			fact.usr = cxtext_usr(slot, w->text);
		fact.function = declaration_at(&w->declarations, declarations_add(&w->declarations, function))->name;
		if (sources_locate(&w->sources, clang_getCursorLocation(b->nodes.items[i].cursor), NULL, &fact.at) != source)
			fact.at = (struct place){ 0, 0 };
		VEC_PUSH(&walk_file(w, source)->slots, fact);
	}
}
