/* What statements and declarations do. One pass over the recorded tree; calls are in flow_call.c. */
#include "analyzer/frontend/walk.h"

static CXType type_of(const struct body *b, uint32_t node)
{
	return clang_getCursorType(b->nodes.items[node].cursor);
}

/* `left = right` with pointers in it, at any depth. A target that may be one of several gets the value in each. */
static void assign(struct walk *w, uint32_t node, uint32_t left, uint32_t right)
{
	struct body *b = &w->body;

	flow_values(w, left, 0, false, &b->targets);
	flow_values(w, right, 0, false, &b->values);
	/* A null pointer or a literal: nothing comes, but what was there is gone. */
	if (!b->values.n) {
		struct flow_source nothing = { body_nothing(w), 0 };

		VEC_PUSH(&b->values, nothing);
	}
	for (size_t i = 0; i < b->targets.n; i++)
		for (size_t k = 0; k < b->values.n; k++)
			body_flow(w, node, b->targets.items[i], b->values.items[k], FLOW_WHY_ASSIGN);
}

/* A byte in memory: an element, or what a pointer points to. */
static bool is_byte_in_memory(const struct body *b, uint32_t node)
{
	CXCursor cursor;
	enum CXTypeKind kind;

	node = body_strip(b, node);
	cursor = b->nodes.items[node].cursor;
	kind = clang_getCanonicalType(clang_getCursorType(cursor)).kind;
	if (kind != CXType_Char_S && kind != CXType_Char_U && kind != CXType_SChar && kind != CXType_UChar)
		return false;
	return cursor.kind == CXCursor_ArraySubscriptExpr ||
	       (cursor.kind == CXCursor_UnaryOperator && clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_Deref);
}

/*
 * An integer that is written where a pointer may lie: to a union's member, or through a pointer to bytes or to integers of a
 * pointer's size or that was made by a cast.
 */
static bool is_overlay(const struct body *b, uint32_t node)
{
	CXCursor cursor;
	uint32_t base;

	node = body_strip(b, node);
	cursor = b->nodes.items[node].cursor;
	base = body_child(b, node, 0);
	if (cursor.kind == CXCursor_MemberRefExpr)
		return clang_getCursorSemanticParent(clang_getCursorReferenced(cursor)).kind == CXCursor_UnionDecl ||
		       (base != BODY_NONE && b->nodes.items[body_strip(b, base)].cursor.kind == CXCursor_CStyleCastExpr);
	if (cursor.kind != CXCursor_ArraySubscriptExpr &&
	    !(cursor.kind == CXCursor_UnaryOperator && clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_Deref))
		return false;
	if (base == BODY_NONE || !flow_is_pointer(b, base))
		return false;
	return is_byte_in_memory(b, node) || clang_Type_getSizeOf(type_of(b, node)) >= (long long)sizeof(void *) ||
	       b->nodes.items[body_strip(b, base)].cursor.kind == CXCursor_CStyleCastExpr;
}

/* Nothing that can be followed comes, but a pointer that was there may be gone. */
static void lower_overlay(struct walk *w, uint32_t node, uint32_t left)
{
	struct body *b = &w->body;

	flow_values(w, left, 0, false, &b->targets);
	for (size_t i = 0; i < b->targets.n; i++)
		body_flow(w, node, b->targets.items[i], (struct flow_source){ body_nothing(w), 0 }, FLOW_WHY_ASSIGN);
}

/* Operators that write to their first operand, but for = with pointers. */
static void lower_write(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	uint32_t left = body_child(b, node, 0);
	bool is_write = b->nodes.items[node].cursor.kind == CXCursor_CompoundAssignOperator;

	if (!is_write)
		switch (clang_getCursorUnaryOperatorKind(b->nodes.items[node].cursor)) {
		case CXUnaryOperator_PostInc: case CXUnaryOperator_PostDec: case CXUnaryOperator_PreInc: case CXUnaryOperator_PreDec:
			is_write = true;
			break;
		default:
			break;
		}
	if (is_write && left != BODY_NONE && !flow_can_point(b, left) && is_overlay(b, left))
		lower_overlay(w, node, left);
}

static void lower_binary(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	uint32_t left = body_child(b, node, 0), right = body_child(b, node, 1);

	if (left == BODY_NONE || right == BODY_NONE)
		return;
	/* Byte for byte, pointers move, too. */
	if (clang_getCursorBinaryOperatorKind(b->nodes.items[node].cursor) != CXBinaryOperator_Assign)
		return;
	if (flow_can_point(b, left) || (is_byte_in_memory(b, left) && is_byte_in_memory(b, right)))
		assign(w, node, left, right);
	else if (is_overlay(b, left))
		lower_overlay(w, node, left);
}

static void lower_variable(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	CXCursor cursor = b->nodes.items[node].cursor, init;
	uint32_t variable, child;

	for (child = body_first(b, node); child != BODY_NONE; child = body_next(b, node, child))
		if (clang_isAttribute(b->nodes.items[child].cursor.kind))
			flow_cleanup(w, child);
	init = clang_Cursor_getVarDeclInitializer(cursor);
	if (clang_Cursor_isNull(init) || !flow_has_pointers(clang_getCursorType(cursor)))
		return;
	for (child = body_first(b, node); child != BODY_NONE; child = body_next(b, node, child))
		if (clang_equalCursors(b->nodes.items[child].cursor, init))
			break;
	variable = body_variable(w, cursor, b->nodes.items[node].loop);
	if (child == BODY_NONE)
		body_flow(w, node, (struct flow_source){ variable, 0 },
			  (struct flow_source){ body_unknown(w, UNKNOWN_CONSTRUCT), 0 }, FLOW_WHY_UNKNOWN);
	else
		flow_value(w, child, variable, 0, FLOW_WHY_INIT);
}

/*
 * Each arm of what a return chooses from has its place: what comes from there is surely returned on some path. Not so where the
 * condition is a constant.
 */
static void return_value(struct walk *w, uint32_t value)
{
	struct body *b = &w->body;

	for (;;) {
		uint32_t choice = body_strip(b, value);
		uint64_t chosen;

		if (b->nodes.items[choice].cursor.kind != CXCursor_ConditionalOperator || body_count(b, choice) != 3 ||
		    flow_constant(w, body_strip(b, body_child(b, choice, 0)), &chosen))
			break;
		flow_value(w, body_child(b, choice, 1), b->result, 0, FLOW_WHY_RETURN);
		value = body_child(b, choice, 2);
	}
	flow_value(w, value, b->result, 0, FLOW_WHY_RETURN);
}

static void lower_return(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	uint32_t value = body_child(b, node, 0);
	struct fact_location fact = { .kind = LOCATION_KIND_RESULT, .flags = LOCATION_FLAG_POINTERS };
	long long size;

	if (value == BODY_NONE || !flow_has_pointers(clang_getCursorResultType(w->function_cursor)))
		return;
	size = clang_Type_getSizeOf(clang_getCursorResultType(w->function_cursor));
	fact.bytes = size < 0 ? 0 : (uint64_t)size;
	if (b->result == FACT_NONE)
		b->result = body_add_location(w, fact);
	return_value(w, value);
}

/* Operands of inline assembly may be read, written, and kept. */
static void lower_asm(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	uint32_t unknown = body_unknown(w, UNKNOWN_ASM);
	struct flow_source outside = { unknown, 0 };

	for (uint32_t c = body_first(b, node); c != BODY_NONE; c = body_next(b, node, c)) {
		if (!clang_isExpression(b->nodes.items[c].cursor.kind))
			continue;
		flow_values(w, c, 0, false, &b->values);
		for (size_t i = 0; i < b->values.n; i++) {
			body_flow(w, c, outside, b->values.items[i], FLOW_WHY_ASM);
			if (b->values.items[i].deref >= 0)
				body_flow(w, c, b->values.items[i], outside, FLOW_WHY_ASM);
		}
	}
}

/*
 * An atomic operation, whose operands libclang gives in clang's own order: the object first, then whatever is stored or
 * compared, by value or by address.
 */
static void lower_atomic(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	uint32_t object = body_child(b, node, 0), other;

	flow_values(w, object, 1, false, &b->targets);
	for (unsigned i = 1; (other = body_child(b, node, i)) != BODY_NONE; i++) {
		if (!flow_can_point(b, other))
			continue;
		flow_values(w, other, 0, false, &b->values);
		for (size_t t = 0; t < b->targets.n; t++) {
			for (size_t v = 0; v < b->values.n; v++) {
				struct flow_source to = b->targets.items[t], from = b->values.items[v];

				body_flow(w, node, to, from, FLOW_WHY_ATOMIC);
				from.deref++;
				body_flow(w, node, to, from, FLOW_WHY_ATOMIC);
				body_flow(w, node, from, to, FLOW_WHY_ATOMIC);
			}
		}
	}
}

static bool is_atomic(struct walk *w, uint32_t node)
{
	CXCursor cursor = w->body.nodes.items[node].cursor;

	return body_count(&w->body, node) > 1 &&
	       (body_spells(w, cursor, "__atomic") || body_spells(w, cursor, "__c11_atomic") ||
		body_spells(w, cursor, "__scoped_atomic"));
}

/* A pointer becomes an integer: whoever keeps that keeps the pointer. */
static void lower_conversion(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	uint32_t child = body_child(b, node, 0);
	enum CXTypeKind own, inner;
	bool is_array;

	if (child == BODY_NONE || body_count(b, node) != 1)
		return;
	own = clang_getCanonicalType(type_of(b, node)).kind;
	if (own < CXType_Char_U || own > CXType_Int128)
		return;
	inner = clang_getCanonicalType(type_of(b, child)).kind;
	is_array = inner == CXType_ConstantArray && !flow_is_pointer(b, child);
	if ((!flow_is_pointer(b, child) && !is_array) || !flow_is_kept(b, node))
		return;
	flow_values(w, child, is_array ? -1 : 0, false, &b->values);
	for (size_t i = 0; i < b->values.n; i++)
		body_flow(w, node, (struct flow_source){ body_unknown(w, UNKNOWN_INTEGER), 0 }, b->values.items[i],
			  FLOW_WHY_INTEGER);
}

static long long pointee_align(CXType pointer)
{
	CXType type = clang_getCanonicalType(clang_getPointeeType(clang_getCanonicalType(pointer)));
	long long align;

	if (type.kind == CXType_Void || type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto)
		return 1;
	align = clang_Type_getAlignOf(type);
	return align < 1 ? 1 : align;
}

/* A pointer becomes one to what has to be aligned more strictly: a buffer of bytes in its place would have to be, too. */
static void lower_realigned(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	uint32_t child = body_child(b, node, 0);
	CXType own = clang_getCanonicalType(type_of(b, node)), inner;

	if (child == BODY_NONE || body_count(b, node) != 1 || own.kind != CXType_Pointer)
		return;
	inner = clang_getCanonicalType(type_of(b, child));
	if (inner.kind != CXType_Pointer || pointee_align(own) <= pointee_align(inner))
		return;
	flow_values(w, child, 0, false, &b->values);
	for (size_t i = 0; i < b->values.n; i++)
		if (b->values.items[i].deref >= 0)
			body_flow(w, node, (struct flow_source){ body_nothing(w), 0 }, b->values.items[i], FLOW_WHY_CAST);
}

/* A union's member, or a pointer's target, that is read as an integer made for holding pointers. */
static void lower_member(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	CXCursor cursor = b->nodes.items[node].cursor, field;
	enum CXTypeKind kind = clang_getCanonicalType(clang_getCursorType(cursor)).kind;
	uint32_t parent = b->nodes.items[node].parent;

	if (kind != CXType_Long && kind != CXType_ULong)
		return;
	field = clang_getCursorReferenced(cursor);
	if (clang_getCursorSemanticParent(field).kind != CXCursor_UnionDecl)
		return;
	if (parent != BODY_NONE && b->nodes.items[parent].cursor.kind != CXCursor_UnexposedExpr)
		return; /* written, or its address taken */
	if (!flow_is_kept(b, node))
		return;
	flow_values(w, node, 0, false, &b->values);
	for (size_t i = 0; i < b->values.n; i++)
		body_flow(w, node, (struct flow_source){ body_unknown(w, UNKNOWN_INTEGER), 0 }, b->values.items[i],
			  FLOW_WHY_INTEGER);
}

/* The value of an element; a designated one is clang's own kind of expression, around it. */
static uint32_t element_value(const struct body *b, uint32_t element)
{
	unsigned n = body_count(b, element);

	if (b->nodes.items[element].cursor.kind == CXCursor_UnexposedExpr && n && type_of(b, element).kind == CXType_Void)
		return body_child(b, element, n - 1);
	return element;
}

/* A function pointer in an initialiser list goes into a member, which the flow into the object as a whole does not say. */
static void lower_list(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;

	for (uint32_t c = body_first(b, node); c != BODY_NONE; c = body_next(b, node, c)) {
		uint32_t value = clang_isExpression(b->nodes.items[c].cursor.kind) ? element_value(b, c) : BODY_NONE;
		CXCursor field;

		if (value == BODY_NONE || !flow_is_function_pointer(type_of(b, value)))
			continue;
		field = flow_slot(b, c);
		if (clang_Cursor_isNull(field) || field.kind == CXCursor_FieldDecl)
			flow_value(w, value, body_member(w, field), 0, FLOW_WHY_INIT);
	}
}

static void lower_block(struct walk *w)
{
	/* What a block captures and does is Apple's extension; nobody may count on anything here. */
	w->body.is_opaque = true;
}

static bool is_unevaluated(const struct body *b, uint32_t node)
{
	return b->nodes.items[node].cursor.kind == CXCursor_UnaryExpr;
}

void flow_lower(struct walk *w)
{
	struct body *b = &w->body;

	for (uint32_t i = 0; i < b->nodes.n; i++) {
		if (is_unevaluated(b, i)) {
			i = b->nodes.items[i].end - 1;
			continue;
		}
		switch (b->nodes.items[i].cursor.kind) {
		case CXCursor_BinaryOperator: lower_binary(w, i); break;
		case CXCursor_CompoundAssignOperator:
		case CXCursor_UnaryOperator: lower_write(w, i); break;
		case CXCursor_VarDecl: lower_variable(w, i); break;
		case CXCursor_ReturnStmt: lower_return(w, i); break;
		case CXCursor_CallExpr: flow_call(w, i); break;
		case CXCursor_GCCAsmStmt:
		case CXCursor_MSAsmStmt: lower_asm(w, i); break;
		case CXCursor_CStyleCastExpr:
			lower_conversion(w, i);
			lower_realigned(w, i);
			break;
		case CXCursor_UnexposedExpr:
			if (is_atomic(w, i)) {
				lower_atomic(w, i);
				break;
			}
			lower_conversion(w, i);
			lower_realigned(w, i);
			break;
		case CXCursor_CompoundLiteralExpr: {
			uint32_t list = body_child(b, i, 0);

			if (list != BODY_NONE && flow_has_pointers(type_of(b, i)))
				flow_value(w, list, body_literal(w, i), 0, FLOW_WHY_INIT);
			break;
		}
		case CXCursor_MemberRefExpr: lower_member(w, i); break;
		case CXCursor_InitListExpr: lower_list(w, i); break;
		case CXCursor_BlockExpr: lower_block(w); break;
		default: break;
		}
	}
}
