/* What a body writes: variables, parts of them, and memory behind pointers. */
#include "analyzer/frontend/walk.h"

bool loop_is_variable(const struct walk *w, uint32_t declaration)
{
	const struct declaration *d = declaration_at(&w->declarations, declaration);

	/* Parameters are of no kind that other files can name. */
	return d->kind == ENTITY_KIND_VARIABLE || (d->kind == ENTITY_KIND_OTHER && d->is_local);
}

bool loop_is_local(const struct walk *w, uint32_t declaration)
{
	return declaration_at(&w->declarations, declaration)->is_local;
}

/* What a store writes may be read through a pointer to const. */
static const void *type_key(const struct walk *w, uint32_t node)
{
	return clang_getUnqualifiedType(clang_getCanonicalType(clang_getCursorType(walk_node(w, node)->cursor))).data[0];
}

static bool is_array(const struct walk *w, uint32_t node)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(walk_node(w, node)->cursor));

	return (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray || type.kind == CXType_VariableArray) &&
	       !flow_is_pointer(&w->body, node);
}

struct loop_place loop_place_of(struct walk *w, uint32_t node)
{
	const struct body *b = &w->body;
	struct loop_place place = { DECLARATION_NONE, PART_WHOLE, type_key(w, node) };

	for (;;) {
		uint32_t child;

		node = body_strip(b, node);
		child = body_child(b, node, 0);
		switch (walk_node(w, node)->cursor.kind) {
		case CXCursor_DeclRefExpr:
			if (walk_node(w, node)->declaration != DECLARATION_NONE && loop_is_variable(w, walk_node(w, node)->declaration))
				place.variable = walk_node(w, node)->declaration;
			return place;
		case CXCursor_MemberRefExpr:
			place.part = walk_node(w, node)->declaration;
			if (child == BODY_NONE || flow_is_pointer(b, child))
				return place;
			break;
		case CXCursor_ArraySubscriptExpr:
			place.part = PART_ELEMENT;
			if (child == BODY_NONE || !is_array(w, body_strip(b, child)))
				return place;
			break;
		default:
			place.part = PART_ANY;
			return place;
		}
		node = child;
	}
}

static void add(struct walk *w, uint32_t node, enum write_how how, uint32_t target, uint32_t value)
{
	struct loop_write write = { .node = node, .value = value, .how = how };

	if (target == BODY_NONE)
		return;
	write.place = loop_place_of(w, target);
	VEC_PUSH(&w->conditions.writes, write);
}

/* True if the value of `node` is an argument of a call, or goes into one by arithmetic. */
static bool goes_to_call(const struct walk *w, uint32_t node)
{
	for (;;) {
		uint32_t parent = walk_node(w, node)->parent;

		if (parent == BODY_NONE)
			return false;
		switch (walk_node(w, parent)->cursor.kind) {
		case CXCursor_ParenExpr: case CXCursor_UnexposedExpr: case CXCursor_CStyleCastExpr: case CXCursor_ConditionalOperator:
			break;
		case CXCursor_BinaryOperator:
			if (clang_getCursorBinaryOperatorKind(walk_node(w, parent)->cursor) != CXBinaryOperator_Add &&
			    clang_getCursorBinaryOperatorKind(walk_node(w, parent)->cursor) != CXBinaryOperator_Sub)
				return false;
			break;
		case CXCursor_CallExpr:
			return body_child(&w->body, parent, 0) != node;
		default:
			return false;
		}
		node = parent;
	}
}

static void add_unary(struct walk *w, uint32_t node)
{
	uint32_t operand = body_child(&w->body, node, 0);

	switch (clang_getCursorUnaryOperatorKind(walk_node(w, node)->cursor)) {
	case CXUnaryOperator_PostInc: case CXUnaryOperator_PostDec: case CXUnaryOperator_PreInc: case CXUnaryOperator_PreDec:
		add(w, node, WRITE_STEP, operand, BODY_NONE);
		break;
	case CXUnaryOperator_AddrOf:
		if (goes_to_call(w, node))
			add(w, node, WRITE_ADDRESS, operand, BODY_NONE);
		break;
	default:
		break;
	}
}

static void add_variable(struct walk *w, uint32_t node)
{
	const struct body *b = &w->body;
	uint32_t number = walk_node(w, node)->declaration;
	struct loop_write write = { .node = node, .value = BODY_NONE, .how = WRITE_ASSIGN };

	/* Behind the sizes of arrays comes what it is set to. */
	for (uint32_t c = body_first(b, node); c != BODY_NONE; c = body_next(b, node, c))
		if (clang_isExpression(walk_node(w, c)->cursor.kind))
			write.value = c;
	if (number == DECLARATION_NONE || write.value == BODY_NONE)
		return;
	write.place = (struct loop_place){ number, PART_WHOLE, type_key(w, node) };
	VEC_PUSH(&w->conditions.writes, write);
}

void loop_writes_add(struct walk *w, uint32_t node)
{
	const struct body *b = &w->body;
	CXCursor cursor = walk_node(w, node)->cursor;
	enum CXBinaryOperatorKind kind;

	switch (cursor.kind) {
	case CXCursor_BinaryOperator:
		if (clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign)
			add(w, node, WRITE_ASSIGN, body_child(b, node, 0), body_child(b, node, 1));
		break;
	case CXCursor_CompoundAssignOperator:
		kind = clang_getCursorBinaryOperatorKind(cursor);
		add(w, node, kind == CXBinaryOperator_AddAssign || kind == CXBinaryOperator_SubAssign ? WRITE_STEP : WRITE_CHANGE,
		    body_child(b, node, 0), body_child(b, node, 1));
		break;
	case CXCursor_UnaryOperator:
		add_unary(w, node);
		break;
	case CXCursor_VarDecl:
		add_variable(w, node);
		break;
	case CXCursor_DeclRefExpr:
		/* An array is passed by its address. */
		if (walk_node(w, node)->declaration != DECLARATION_NONE && is_array(w, node) && goes_to_call(w, node))
			add(w, node, WRITE_ADDRESS, node, BODY_NONE);
		break;
	default:
		break;
	}
}

/* ---- locals that others know ---------------------------------------------------------------------------------------------------- */

/* An array that is no more than the base of a subscript stays where it is. */
static bool is_subscripted(const struct walk *w, uint32_t node)
{
	const struct body *b = &w->body;
	uint32_t parent = walk_node(w, node)->parent;

	while (parent != BODY_NONE && (walk_node(w, parent)->cursor.kind == CXCursor_ParenExpr ||
				       walk_node(w, parent)->cursor.kind == CXCursor_UnexposedExpr)) {
		node = parent;
		parent = walk_node(w, node)->parent;
	}
	return parent != BODY_NONE && (walk_node(w, parent)->cursor.kind == CXCursor_MemberRefExpr ||
				       (walk_node(w, parent)->cursor.kind == CXCursor_ArraySubscriptExpr && body_child(b, parent, 0) == node));
}

/* The lvalue whose address `node` is, BODY_NONE if it is none. */
static uint32_t addressed(const struct walk *w, uint32_t node)
{
	switch (walk_node(w, node)->cursor.kind) {
	case CXCursor_UnaryOperator:
		return clang_getCursorUnaryOperatorKind(walk_node(w, node)->cursor) == CXUnaryOperator_AddrOf ? body_child(&w->body, node, 0) :
													       BODY_NONE;
	case CXCursor_DeclRefExpr: case CXCursor_MemberRefExpr: case CXCursor_ArraySubscriptExpr:
		return is_array(w, node) && !is_subscripted(w, node) ? node : BODY_NONE;
	default:
		return BODY_NONE;
	}
}

void loop_exposed_add(struct walk *w, uint32_t node)
{
	uint32_t operand = addressed(w, node);
	struct loop_place place;

	if (operand == BODY_NONE)
		return;
	place = loop_place_of(w, operand);
	if (place.variable != DECLARATION_NONE)
		*table_at(&w->conditions.exposed, (uint64_t)place.variable + 1) = 1;
}

bool loop_is_exposed(struct walk *w, uint32_t declaration)
{
	return *table_at(&w->conditions.exposed, (uint64_t)declaration + 1) == 1;
}
