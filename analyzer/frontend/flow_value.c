/*
 * Where the value of an expression comes from. Expressions are taken from a work list, since C nests them as deep as it likes.
 * Integers are only followed from a conversion to a pointer inwards; a pointer that becomes an integer and is kept escapes.
 */
#include "analyzer/frontend/walk.h"

static CXType type_at(const struct body *b, uint32_t node)
{
	return clang_getCanonicalType(clang_getCursorType(b->nodes.items[node].cursor));
}

static bool is_function(CXType type)
{
	return type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto;
}

static bool is_array_type(CXType type)
{
	return type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray || type.kind == CXType_VariableArray;
}

/*
 * libclang shows a parameter that was declared as an array, and what is computed from it, with the type that was written. Only
 * these expressions are arrays in truth; all others have decayed.
 */
static bool is_array_lvalue(const struct body *b, uint32_t node)
{
	for (;;) {
		CXCursor cursor = b->nodes.items[node].cursor;

		switch (cursor.kind) {
		case CXCursor_DeclRefExpr:
			return clang_getCursorReferenced(cursor).kind != CXCursor_ParmDecl;
		case CXCursor_MemberRefExpr: case CXCursor_ArraySubscriptExpr: case CXCursor_StringLiteral:
		case CXCursor_CompoundLiteralExpr: case CXCursor_InitListExpr: case CXCursor_StmtExpr:
			return true;
		case CXCursor_UnaryOperator:
			return clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_Deref;
		case CXCursor_ParenExpr: case CXCursor_UnexposedExpr: case CXCursor_GenericSelectionExpr:
			if (!body_count(b, node))
				return true;
			node = body_child(b, node, body_count(b, node) - 1);
			break;
		default:
			return false;
		}
	}
}

static bool is_array(const struct body *b, uint32_t node)
{
	return is_array_type(type_at(b, node)) && is_array_lvalue(b, node);
}

bool flow_is_pointer(const struct body *b, uint32_t node)
{
	CXType type = type_at(b, node);

	return type.kind == CXType_Pointer || type.kind == CXType_BlockPointer || (is_array_type(type) && !is_array_lvalue(b, node));
}

bool flow_can_point(const struct body *b, uint32_t node)
{
	return flow_is_pointer(b, node) || flow_has_pointers(type_at(b, node));
}

static bool is_integer(CXType type)
{
	return (type.kind >= CXType_Bool && type.kind <= CXType_Int128) || type.kind == CXType_Enum;
}

static void follow(struct walk *w, uint32_t node, int deref, bool integer)
{
	struct flow_task t = { node, deref, integer };

	if (node != BODY_NONE)
		VEC_PUSH(&w->body.tasks, t);
}

static void add(flow_sources *out, uint32_t location, int deref)
{
	struct flow_source s = { location, deref };

	VEC_PUSH(out, s);
}

static void follow_children(struct walk *w, uint32_t node, unsigned from, int deref, bool integer)
{
	unsigned n = body_count(&w->body, node);

	for (unsigned i = from; i < n; i++)
		follow(w, body_child(&w->body, node, i), deref, integer);
}

/* One operand, and a conversion that is written or not. */
static void follow_conversion(struct walk *w, const struct flow_task *t, uint32_t child)
{
	const struct body *b = &w->body;
	bool is_own_pointer = flow_is_pointer(b, t->node);

	if (is_own_pointer && is_array(b, child))
		follow(w, child, t->deref - 1, t->is_integer);
	else if (is_own_pointer && is_integer(type_at(b, child)))
		follow(w, child, t->deref, true);
	else
		follow(w, child, t->deref, t->is_integer);
}

/* va_arg() reads what the va_list points to; where a va_list is an array, it has decayed. */
static void follow_va_arg(struct walk *w, const struct flow_task *t, uint32_t child)
{
	follow(w, child, t->deref + flow_is_pointer(&w->body, child), false);
}

static void follow_unexposed(struct walk *w, const struct flow_task *t, flow_sources *out)
{
	struct body *b = &w->body;
	CXCursor cursor = b->nodes.items[t->node].cursor;
	unsigned n = body_count(b, t->node);

	if (n == 0)
		return; /* a null pointer, a label's address, an offset */
	if (n == 1 && (body_spells(w, cursor, "__builtin_va_arg") || body_spells(w, cursor, "va_arg"))) {
		follow_va_arg(w, t, body_child(b, t->node, 0));
	} else if (n == 1) {
		follow_conversion(w, t, body_child(b, t->node, 0));
	} else if (body_spells(w, cursor, "__atomic") || body_spells(w, cursor, "__c11_atomic") ||
		   body_spells(w, cursor, "__scoped_atomic")) {
		/* The order of the operands is clang's own; the object comes first. flow_lower.c does the stores. */
		follow(w, body_child(b, t->node, 0), t->deref + 1, false);
	} else if (body_spells(w, cursor, "__builtin_choose_expr")) {
		follow_children(w, t->node, 1, t->deref, t->is_integer);
	} else {
		/* a ?: b, a designated initialiser, a vector */
		follow_children(w, t->node, 0, t->deref, t->is_integer);
	}
	(void)out;
}

static void follow_binary(struct walk *w, const struct flow_task *t)
{
	struct body *b = &w->body;
	uint32_t left = body_child(b, t->node, 0), right = body_child(b, t->node, 1);

	if (right == BODY_NONE) {
		follow(w, left, t->deref, t->is_integer);
		return;
	}
	switch (clang_getCursorBinaryOperatorKind(b->nodes.items[t->node].cursor)) {
	case CXBinaryOperator_Comma:
	case CXBinaryOperator_Assign:
		follow(w, right, t->deref, t->is_integer);
		return;
	case CXBinaryOperator_Add:
	case CXBinaryOperator_Sub:
		if (t->is_integer || flow_is_pointer(b, left))
			follow(w, left, t->deref, t->is_integer);
		if (t->is_integer || flow_is_pointer(b, right))
			follow(w, right, t->deref, t->is_integer);
		return;
	case CXBinaryOperator_LT: case CXBinaryOperator_GT: case CXBinaryOperator_LE: case CXBinaryOperator_GE:
	case CXBinaryOperator_EQ: case CXBinaryOperator_NE: case CXBinaryOperator_LAnd: case CXBinaryOperator_LOr:
		return;
	default:
		if (t->is_integer) {
			follow(w, left, t->deref, true);
			follow(w, right, t->deref, true);
		}
	}
}

static void follow_unary(struct walk *w, const struct flow_task *t)
{
	struct body *b = &w->body;
	uint32_t child = body_child(b, t->node, 0);

	switch (clang_getCursorUnaryOperatorKind(b->nodes.items[t->node].cursor)) {
	case CXUnaryOperator_AddrOf:
		follow(w, child, t->deref - 1, t->is_integer);
		return;
	case CXUnaryOperator_Deref:
		/* A function is the same as its address. */
		follow(w, child, t->deref + (is_function(type_at(b, t->node)) ? 0 : 1), false);
		return;
	case CXUnaryOperator_LNot:
		return;
	default:
		follow(w, child, t->deref, t->is_integer);
	}
}

static void follow_member(struct walk *w, const struct flow_task *t, flow_sources *out)
{
	struct body *b = &w->body;
	CXCursor cursor = b->nodes.items[t->node].cursor, field;
	uint32_t base = body_child(b, t->node, 0);

	if (base == BODY_NONE) {
		add(out, body_unknown(w, UNKNOWN_CONSTRUCT), 0);
		return;
	}
	/* Functions are told by member, whatever the object: what else the object holds is not meant. */
	if (t->deref <= 0 && flow_is_function_pointer(clang_getCursorType(cursor))) {
		field = clang_getCursorReferenced(cursor);
		if (field.kind == CXCursor_FieldDecl)
			add(out, body_member(w, field), t->deref);
		if (field.kind == CXCursor_FieldDecl && t->deref == 0)
			return;
	}
	follow(w, base, t->deref + flow_is_pointer(b, base), false);
}

static void follow_subscript(struct walk *w, const struct flow_task *t)
{
	struct body *b = &w->body;
	uint32_t base = body_child(b, t->node, 0), index = body_child(b, t->node, 1);

	if (index != BODY_NONE && flow_is_pointer(b, index))
		base = index; /* 2[p] */
	if (base == BODY_NONE)
		return;
	follow(w, base, t->deref + flow_is_pointer(b, base), false);
}

static void follow_name(struct walk *w, const struct flow_task *t, flow_sources *out)
{
	const struct body_node *n = &w->body.nodes.items[t->node];
	CXCursor declaration = clang_getCursorReferenced(n->cursor);

	switch (declaration.kind) {
	case CXCursor_FunctionDecl:
		add(out, body_function(w, declaration), -1);
		return;
	case CXCursor_VarDecl:
	case CXCursor_ParmDecl:
		/* An integer's origin is not followed. */
		if (t->is_integer && t->deref == 0)
			add(out, body_unknown(w, UNKNOWN_INTEGER), 0);
		add(out, body_variable(w, declaration, n->loop), t->deref);
		return;
	case CXCursor_EnumConstantDecl:
		return;
	default:
		add(out, body_unknown(w, UNKNOWN_CONSTRUCT), 0);
	}
}

/* A statement expression has the value of its last statement. */
static void follow_last(struct walk *w, const struct flow_task *t)
{
	struct body *b = &w->body;
	uint32_t node = body_first(b, t->node), last;

	while (node != BODY_NONE) {
		if (clang_isExpression(b->nodes.items[node].cursor.kind)) {
			follow(w, node, t->deref, t->is_integer);
			return;
		}
		last = BODY_NONE;
		for (uint32_t c = body_first(b, node); c != BODY_NONE; c = body_next(b, node, c))
			last = c;
		node = last;
	}
}

static void follow_one(struct walk *w, const struct flow_task *t, flow_sources *out)
{
	struct body *b = &w->body;

	switch (b->nodes.items[t->node].cursor.kind) {
	case CXCursor_ParenExpr:
	case CXCursor_CStyleCastExpr:
		if (body_count(b, t->node) == 1)
			follow_conversion(w, t, body_child(b, t->node, 0));
		return;
	case CXCursor_UnexposedExpr: follow_unexposed(w, t, out); return;
	case CXCursor_ConditionalOperator: follow_children(w, t->node, 1, t->deref, t->is_integer); return;
	case CXCursor_BinaryOperator: follow_binary(w, t); return;
	case CXCursor_CompoundAssignOperator: follow(w, body_child(b, t->node, 0), t->deref, t->is_integer); return;
	case CXCursor_UnaryOperator: follow_unary(w, t); return;
	case CXCursor_MemberRefExpr: follow_member(w, t, out); return;
	case CXCursor_ArraySubscriptExpr: follow_subscript(w, t); return;
	case CXCursor_DeclRefExpr: follow_name(w, t, out); return;
	case CXCursor_StmtExpr: follow_last(w, t); return;
	case CXCursor_GenericSelectionExpr: follow_children(w, t->node, 1, t->deref, t->is_integer); return;
	case CXCursor_InitListExpr: follow_children(w, t->node, 0, t->deref, t->is_integer); return;
	case CXCursor_CallExpr: add(out, body_call(w, t->node), t->deref); return;
	case CXCursor_CompoundLiteralExpr: add(out, body_literal(w, t->node), t->deref); return;
	case CXCursor_BlockExpr: add(out, body_unknown(w, UNKNOWN_BLOCK), 0); return;
	case CXCursor_IntegerLiteral: case CXCursor_FloatingLiteral: case CXCursor_ImaginaryLiteral:
	case CXCursor_StringLiteral: case CXCursor_CharacterLiteral: case CXCursor_UnaryExpr: /* sizeof */
	case CXCursor_AddrLabelExpr: case CXCursor_GNUNullExpr: case CXCursor_CXXNullPtrLiteralExpr:
	case CXCursor_CXXBoolLiteralExpr:
		return;
	default:
		add(out, body_unknown(w, UNKNOWN_CONSTRUCT), 0);
		follow_children(w, t->node, 0, 0, false);
	}
}

void flow_values(struct walk *w, uint32_t node, int deref, bool is_integer_context, flow_sources *out)
{
	struct body *b = &w->body;

	VEC_CLEAR(out);
	follow(w, node, deref, is_integer_context);
	while (b->tasks.n) {
		struct flow_task t = b->tasks.items[--b->tasks.n];

		follow_one(w, &t, out);
	}
}

void flow_value(struct walk *w, uint32_t node, uint32_t to, int to_deref, uint32_t why)
{
	struct body *b = &w->body;
	struct flow_source target = { to, to_deref };

	flow_values(w, node, 0, false, &b->values);
	for (size_t i = 0; i < b->values.n; i++)
		body_flow(w, node, target, b->values.items[i], why);
}
