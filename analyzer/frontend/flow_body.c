#include "analyzer/frontend/cxtext.h"
#include "analyzer/frontend/walk.h"

#include <string.h>

void body_begin(struct walk *w)
{
	struct body *b = &w->body;

	VEC_CLEAR(&b->nodes);
	table_clear(&b->locations);
	for (unsigned i = 0; i < n_UNKNOWN; i++)
		b->unknown[i] = FACT_NONE;
	b->result = b->nothing = FACT_NONE;
	b->is_opaque = false;
	b->is_recording = true;
}

uint32_t body_push(struct walk *w, CXCursor cursor, uint32_t parent, uint32_t loop)
{
	struct body *b = &w->body;
	struct body_node n = { cursor, parent, (uint32_t)b->nodes.n + 1, loop, FACT_NONE, DECLARATION_NONE, FACT_NONE, 0, 0 };

	VEC_PUSH(&b->nodes, n);
	return (uint32_t)b->nodes.n - 1;
}

void body_release(struct body *b)
{
	VEC_RELEASE(&b->nodes);
	VEC_RELEASE(&b->tasks);
	VEC_RELEASE(&b->values);
	VEC_RELEASE(&b->targets);
	VEC_RELEASE(&b->jumps);
	VEC_RELEASE(&b->marks);
	VEC_RELEASE(&b->promises);
	table_release(&b->promise_of);
	table_release(&b->locations);
}

/* ---- the tree -------------------------------------------------------------------------------------------------------- */

uint32_t body_next(const struct body *b, uint32_t node, uint32_t child)
{
	uint32_t next = b->nodes.items[child].end;

	return next < b->nodes.items[node].end ? next : BODY_NONE;
}

uint32_t body_first(const struct body *b, uint32_t node)
{
	return node + 1 < b->nodes.items[node].end ? node + 1 : BODY_NONE;
}

static bool is_expression(const struct body *b, uint32_t node)
{
	enum CXCursorKind kind = b->nodes.items[node].cursor.kind;

	return clang_isExpression(kind);
}

uint32_t body_child(const struct body *b, uint32_t node, unsigned number)
{
	for (uint32_t c = body_first(b, node); c != BODY_NONE; c = body_next(b, node, c))
		if (is_expression(b, c) && !number--)
			return c;
	return BODY_NONE;
}

unsigned body_count(const struct body *b, uint32_t node)
{
	unsigned n = 0;

	for (uint32_t c = body_first(b, node); c != BODY_NONE; c = body_next(b, node, c))
		n += is_expression(b, c);
	return n;
}

uint32_t body_strip(const struct body *b, uint32_t node)
{
	for (;;) {
		enum CXCursorKind kind = b->nodes.items[node].cursor.kind;
		uint32_t child = body_child(b, node, 0);

		if (child == BODY_NONE || body_count(b, node) != 1 ||
		    (kind != CXCursor_ParenExpr && kind != CXCursor_UnexposedExpr && kind != CXCursor_CStyleCastExpr))
			return node;
		node = child;
	}
}

bool body_spells(struct walk *w, CXCursor cursor, const char *word)
{
	const struct source *src;
	unsigned offset;
	uint32_t source;
	CXFile file;

	clang_getSpellingLocation(clang_getRangeStart(clang_getCursorExtent(cursor)), &file, NULL, NULL, &offset);
	source = sources_find(&w->sources, file);
	if (source == SOURCE_NONE)
		return false;
	src = sources_with_text(&w->sources, source);
	return offset < src->len && src->len - offset >= strlen(word) && !memcmp(src->text + offset, word, strlen(word));
}

/* ---- types ----------------------------------------------------------------------------------------------------------- */

static CXType element(CXType type)
{
	type = clang_getCanonicalType(type);
	while (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray || type.kind == CXType_VariableArray ||
	       type.kind == CXType_DependentSizedArray)
		type = clang_getCanonicalType(clang_getArrayElementType(type));
	if (type.kind == CXType_Atomic)
		type = clang_getCanonicalType(clang_Type_getValueType(type));
	return type;
}

bool flow_has_pointers(CXType type)
{
	switch (element(type).kind) {
	case CXType_Pointer:
	case CXType_BlockPointer:
	case CXType_Record:
	case CXType_FunctionProto:
	case CXType_FunctionNoProto:
	case CXType_LValueReference:
	case CXType_RValueReference:
	case CXType_Unexposed: /* whatever clang does not tell */
		return true;
	default:
		return false;
	}
}

bool flow_is_function_pointer(CXType type)
{
	type = element(type);
	if (type.kind != CXType_Pointer)
		return false;
	type = clang_getCanonicalType(clang_getPointeeType(type));
	return type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
}

/* ---- locations ------------------------------------------------------------------------------------------------------- */

static struct file_facts *file_of(struct walk *w)
{
	return walk_file(w, w->function_source);
}

uint32_t body_add_location(struct walk *w, struct fact_location fact)
{
	VEC_PUSH(&file_of(w)->locations, fact);
	return (uint32_t)file_of(w)->locations.n - 1 - w->body.first_location;
}

static sid name_of(struct walk *w, CXCursor declaration)
{
	uint32_t number = declarations_add(&w->declarations, declaration);

	return number == DECLARATION_NONE ? (sid){ 0 } : declaration_at(&w->declarations, number)->name;
}

static uint64_t size_of(CXType type)
{
	long long bytes = clang_Type_getSizeOf(type);

	return bytes < 0 ? 0 : (uint64_t)bytes;
}

static struct fact_location describe_variable(struct walk *w, CXCursor declaration, uint32_t loop)
{
	struct fact_location fact = { .kind = LOCATION_KIND_LOCAL, .name = name_of(w, declaration) };
	CXType type = clang_getCursorType(declaration);

	/* A parameter that is written as an array is a pointer. */
	if (flow_has_pointers(type) || (declaration.kind == CXCursor_ParmDecl && clang_getArrayElementType(type).kind != CXType_Invalid))
		fact.flags |= LOCATION_FLAG_POINTERS;
	if (declaration.kind != CXCursor_ParmDecl && clang_Cursor_hasVarDeclGlobalStorage(declaration) != 0) {
		fact.kind = LOCATION_KIND_GLOBAL;
		if (clang_Cursor_getStorageClass(declaration) == CX_SC_Static &&
		    clang_getCursorSemanticParent(declaration).kind == CXCursor_FunctionDecl)
			fact.flags |= LOCATION_FLAG_STATIC;
		if (flow_is_function_pointer(type))
			fact.detail = cxtext_usr(declaration, w->text);
		return fact;
	}
	sources_locate(&w->sources, clang_getCursorLocation(declaration), NULL, &fact.at);
	fact.loop = loop;
	fact.bytes = size_of(type);
	if (clang_getCanonicalType(type).kind == CXType_VariableArray)
		fact.flags |= LOCATION_FLAG_VARIABLE_SIZE;
	return fact;
}

uint32_t body_variable(struct walk *w, CXCursor declaration, uint32_t loop)
{
	CXCursor canonical = clang_getCanonicalCursor(declaration);
	uint64_t key = table_pointer_key(canonical.data[0]);
	uint32_t number = *table_at(&w->body.locations, key);

	if (number != TABLE_NEW)
		return number;
	number = body_add_location(w, describe_variable(w, declaration, loop));
	*table_at(&w->body.locations, key) = number;
	return number;
}

uint32_t body_function(struct walk *w, CXCursor declaration)
{
	struct fact_location fact = { .kind = LOCATION_KIND_FUNCTION, .name = name_of(w, declaration) };
	CXCursor canonical = clang_getCanonicalCursor(declaration);
	uint64_t key = table_pointer_key(canonical.data[0]);
	uint32_t number = *table_at(&w->body.locations, key);

	if (number != TABLE_NEW)
		return number;
	number = body_add_location(w, fact);
	*table_at(&w->body.locations, key) = number;
	return number;
}

/* Members are told apart by their USR: record and name, over the whole program. */
uint32_t body_member(struct walk *w, CXCursor field)
{
	struct fact_location fact = { .kind = LOCATION_KIND_MEMBER };
	uint64_t key = table_pointer_key(clang_getCanonicalCursor(field).data[0]);
	uint32_t number;

	if (clang_Cursor_isNull(field))
		return body_add_location(w, fact); /* any member */
	number = *table_at(&w->body.locations, key);
	if (number != TABLE_NEW)
		return number;
	fact.name = name_of(w, field);
	fact.detail = cxtext_usr(field, w->text);
	number = body_add_location(w, fact);
	*table_at(&w->body.locations, key) = number;
	return number;
}

uint32_t body_unknown(struct walk *w, enum unknown why)
{
	static const char *const words[n_UNKNOWN] = {
		[UNKNOWN_INTEGER] = "an integer",
		[UNKNOWN_ASM] = "inline assembly",
		[UNKNOWN_CONSTRUCT] = "a construct that is not understood",
		[UNKNOWN_BLOCK] = "a block",
	};
	struct fact_location fact = { .kind = LOCATION_KIND_UNKNOWN };

	if (w->body.unknown[why] == FACT_NONE) {
		fact.name = intern_adds(w->text, words[why]);
		w->body.unknown[why] = body_add_location(w, fact);
	}
	return w->body.unknown[why];
}

uint32_t body_constant(struct walk *w, uint64_t value)
{
	struct fact_location fact = { .kind = LOCATION_KIND_CONSTANT, .bytes = value };

	return body_add_location(w, fact);
}

uint32_t body_nothing(struct walk *w)
{
	if (w->body.nothing == FACT_NONE)
		w->body.nothing = body_constant(w, 0);
	return w->body.nothing;
}

uint32_t body_literal(struct walk *w, uint32_t node)
{
	struct body_node *n = &w->body.nodes.items[node];
	struct fact_location fact = { .kind = LOCATION_KIND_LITERAL, .loop = n->loop, .flags = LOCATION_FLAG_POINTERS };

	if (n->location == FACT_NONE) {
		sources_locate(&w->sources, clang_getRangeStart(clang_getCursorExtent(n->cursor)), NULL, &fact.at);
		fact.bytes = size_of(clang_getCursorType(n->cursor));
		n->location = body_add_location(w, fact);
	}
	return n->location;
}

void body_flow(struct walk *w, uint32_t node, struct flow_source to, struct flow_source from, uint32_t why)
{
	struct fact_flow fact = { .to = to.location, .from = from.location, .why = why, .step = w->body.nodes.items[node].step };
	CXSourceLocation at = clang_getCursorLocation(w->body.nodes.items[node].cursor);

	fact.to_deref = to.deref < 0 ? 0 : (uint32_t)to.deref;
	fact.from_deref = from.deref < -1 ? 0 : (uint32_t)(from.deref + 1);
	/* What another file brings into the body has its place there; the head is near enough. */
	if (sources_locate(&w->sources, at, NULL, &fact.at) != w->function_source)
		fact.at = file_of(w)->functions.items[w->function].at;
	VEC_PUSH(&file_of(w)->flows, fact);
}

/* ---- a function ------------------------------------------------------------------------------------------------------ */

void body_close(struct body *b)
{
	for (uint32_t i = (uint32_t)b->nodes.n; i-- > 0;) {
		struct body_node *n = &b->nodes.items[i];

		if (n->parent != BODY_NONE && b->nodes.items[n->parent].end < n->end)
			b->nodes.items[n->parent].end = n->end;
	}
}

uint32_t body_label(const struct body *b, CXCursor reference)
{
	CXCursor label = clang_getCursorReferenced(reference);

	for (uint32_t i = 0; i < b->nodes.n; i++)
		if (b->nodes.items[i].cursor.kind == CXCursor_LabelStmt && b->nodes.items[i].cursor.data[1] == label.data[1])
			return i;
	return 0;
}

static void find_jumps(struct body *b)
{
	VEC_CLEAR(&b->jumps);
	for (uint32_t i = 0; i < b->nodes.n; i++) {
		CXCursor cursor = b->nodes.items[i].cursor;
		struct body_jump jump = { 0, i };

		if (cursor.kind == CXCursor_IndirectGotoStmt)
			jump.from = (uint32_t)b->nodes.n;
		else if (cursor.kind == CXCursor_LabelRef)
			jump.label = body_label(b, cursor);
		else
			continue;
		if (jump.label < jump.from)
			VEC_PUSH(&b->jumps, jump);
	}
}

static void add_params(struct walk *w)
{
	CXCursor function = w->function_cursor;
	int n = clang_Cursor_getNumArguments(function);
	struct fact_location varargs = { .kind = LOCATION_KIND_VARARGS, .flags = LOCATION_FLAG_POINTERS };

	for (int i = 0; i < n; i++) {
		CXCursor param = clang_Cursor_getArgument(function, (unsigned)i);
		struct fact_location fact = describe_variable(w, param, 0);

		fact.kind = LOCATION_KIND_PARAM;
		*table_at(&w->body.locations, table_pointer_key(clang_getCanonicalCursor(param).data[0])) = body_add_location(w, fact);
	}
	if (clang_Cursor_isVariadic(function) || clang_getCursorType(function).kind == CXType_FunctionNoProto)
		body_add_location(w, varargs);
}

void body_end(struct walk *w)
{
	struct file_facts *file = file_of(w);
	struct fact_function *f = &file->functions.items[w->function];
	struct body *b = &w->body;

	b->is_recording = false;
	body_close(b);
	conditions_collect(w);
	f = &file->functions.items[w->function];
	f->locations.first = b->first_location = (uint32_t)file->locations.n;
	f->flows.first = (uint32_t)file->flows.n;
	f->spans.first = (uint32_t)file->spans.n;
	if (w->is_cxx) {
		/* Constructors, references and what templates hide: not followed. */
		f->flags |= FUNCTION_FLAG_OPAQUE;
		return;
	}
	find_jumps(b);
	body_number_steps(b);
	add_params(w);
	body_add_spans(w);
	flow_lower(w);
	file = file_of(w);
	f = &file->functions.items[w->function];
	f->locations.n = (uint32_t)file->locations.n - f->locations.first;
	f->flows.n = (uint32_t)file->flows.n - f->flows.first;
	f->spans.n = (uint32_t)file->spans.n - f->spans.first;
	if (b->is_opaque)
		f->flags |= FUNCTION_FLAG_OPAQUE;
}
