/*
 * libclang checks the whole record again for each member's offset that it is asked for. In C, members without attributes
 * and bit-fields lie at the next place that their alignment allows, so their offsets are computed, and the last one and
 * the record's size, on which all of them bear, are compared with clang's; if that fails (-fpack-struct), clang is asked.
 */
#include "analyzer/frontend/walk.h"

/* State of one record while its members are listed. */
struct members {
	struct walk *w;
	uint32_t source, record;
	bool is_union, is_plain; /* plain: offsets can be computed */
	uint64_t next;           /* first bit behind the members so far */
	CXCursor last;
};

static struct fact_record *record_of(const struct members *m)
{
	return &walk_file(m->w, m->source)->records.items[m->record];
}

/* `[]`, and the older `[0]`. */
static bool is_flexible(CXType type)
{
	return type.kind == CXType_IncompleteArray || (type.kind == CXType_ConstantArray && clang_getArraySize(type) == 0);
}

static uint64_t size_or_zero(long long size)
{
	return size < 0 ? 0 : (uint64_t)size;
}

static uint64_t round_up(uint64_t number, uint64_t step)
{
	return step ? (number + step - 1) / step * step : number;
}

static bool is_struct(CXType type)
{
	enum CXCursorKind kind = clang_getTypeDeclaration(type).kind;

	return kind == CXCursor_StructDecl || kind == CXCursor_ClassDecl;
}

/* In bits; below 0 if there is none. */
static long long offset_of(struct members *m, CXCursor cursor, const struct fact_field *fact)
{
	long long offset;

	if (clang_Cursor_hasAttrs(cursor) || clang_Cursor_isBitField(cursor) || !fact->align)
		m->is_plain = false;
	if (!m->is_plain)
		return clang_Cursor_getOffsetOfField(cursor);
	offset = m->is_union ? 0 : (long long)round_up(m->next, fact->align * 8ull);
	m->next = (uint64_t)offset + fact->bits;
	return offset;
}

static enum CXVisitorResult add_field(CXCursor cursor, CXClientData data)
{
	struct members *m = data;
	struct walk *w = m->w;
	CXType type = clang_getCursorType(cursor), canonical = clang_getCanonicalType(type);
	CXSourceLocation location = clang_getCursorLocation(cursor);
	struct fact_field fact = { .type = walk_type(w, m->is_union ? canonical : type) };
	uint32_t number = declarations_add(&w->declarations, cursor), *record_flags;
	long long offset;

	sources_locate(&w->sources, location, NULL, &fact.at);
	if (sources_is_macro(location))
		fact.flags |= FIELD_FLAG_MACRO;
	if (clang_Cursor_hasAttrs(cursor))
		fact.flags |= FIELD_FLAG_ATTRIBUTES;
	if (canonical.kind == CXType_Record && is_struct(canonical))
		fact.flags |= FIELD_FLAG_RECORD;
	fact.name = declaration_at(&w->declarations, number)->name;
	record_flags = &record_of(m)->flags;
	fact.bits = size_or_zero(clang_Type_getSizeOf(type)) * 8;
	fact.align = (uint32_t)size_or_zero(clang_Type_getAlignOf(type));
	if (clang_Cursor_isBitField(cursor)) {
		fact.flags |= FIELD_FLAG_BITFIELD;
		*record_flags |= RECORD_FLAG_BITFIELDS;
		fact.bits = size_or_zero(clang_getFieldDeclBitWidth(cursor));
	} else if (sid_is_none(fact.name)) {
		fact.flags |= FIELD_FLAG_ANONYMOUS;
	}
	if (is_flexible(type))
		fact.flags |= FIELD_FLAG_FLEXIBLE;
	offset = offset_of(m, cursor, &fact);
	if (offset < 0)
		*record_flags |= RECORD_FLAG_OPAQUE;
	fact.offset = size_or_zero(offset);
	m->last = cursor;
	VEC_PUSH(&walk_file(w, m->source)->fields, fact);
	return CXVisit_Continue;
}

/* True if what was computed agrees with clang. */
static bool is_as_computed(const struct members *m)
{
	const struct fact_record *r = record_of(m);
	const struct fact_field *last = VEC_LAST(&walk_file(m->w, m->source)->fields);

	if (!m->is_union && round_up(m->next, r->align * 8ull) != r->bytes * 8)
		return false;
	return clang_Cursor_getOffsetOfField(m->last) == (long long)last->offset;
}

static void add_fields(struct members *m, CXType type)
{
	uint32_t first = (uint32_t)walk_file(m->w, m->source)->fields.n, n;

	clang_Type_visitFields(type, add_field, m);
	if (m->is_plain && walk_file(m->w, m->source)->fields.n > first && !is_as_computed(m)) {
		m->is_plain = false;
		walk_file(m->w, m->source)->fields.n = first;
		clang_Type_visitFields(type, add_field, m);
	}
	n = (uint32_t)walk_file(m->w, m->source)->fields.n - first;
	record_of(m)->fields = (struct slice){ first, n };
}

static uint32_t record_kind(enum CXCursorKind kind)
{
	switch (kind) {
	case CXCursor_UnionDecl: return RECORD_KIND_UNION;
	case CXCursor_ClassDecl: return RECORD_KIND_CLASS;
	default: return RECORD_KIND_STRUCT;
	}
}

static bool is_inside_record(const struct walk *w)
{
	enum CXCursorKind kind = VEC_LAST(&w->frames)->kind;

	return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_ClassDecl;
}

uint32_t collect_record(struct walk *w, uint32_t source, CXCursor cursor)
{
	CXType type = clang_getCursorType(cursor);
	long long bytes = clang_Type_getSizeOf(type), align = clang_Type_getAlignOf(type);
	struct fact_record fact = { .kind = record_kind(cursor.kind), .bytes = size_or_zero(bytes) };
	struct members m = { .w = w, .source = source, .record = (uint32_t)walk_file(w, source)->records.n };
	uint32_t number = declarations_add(&w->declarations, cursor), offset;

	fact.name = declaration_at(&w->declarations, number)->name;
	/* The extent begins at the keyword, where the declaration's own place is the tag. */
	sources_locate(&w->sources, clang_getRangeStart(clang_getCursorExtent(cursor)), &offset, &fact.at);
	if (bytes == CXTypeLayoutError_Dependent || walk_is_repeat(w, source, offset, n_ENTITY_KIND + 2, fact.name))
		return FACT_NONE;
	fact.align = (uint32_t)size_or_zero(align);
	if (bytes < 0)
		fact.flags |= RECORD_FLAG_OPAQUE;
	if (is_inside_record(w))
		fact.flags |= RECORD_FLAG_NESTED;
	if (clang_Cursor_hasAttrs(cursor))
		fact.flags |= RECORD_FLAG_ATTRIBUTES;
	VEC_PUSH(&walk_file(w, source)->records, fact);
	m.is_union = fact.kind == RECORD_KIND_UNION;
	m.is_plain = !w->is_cxx && !clang_Cursor_hasAttrs(cursor);
	add_fields(&m, type);
	if (record_of(&m)->fields.n && VEC_LAST(&walk_file(w, source)->fields)->flags & FIELD_FLAG_FLEXIBLE)
		record_of(&m)->flags |= RECORD_FLAG_FLEXIBLE;
	return m.record;
}
