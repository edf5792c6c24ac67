/* What becomes of a pointer that was converted to an integer: looked for from the conversion outwards. */
#include "analyzer/frontend/walk.h"

static bool is_small_mask(const struct body *b, uint32_t node)
{
	CXEvalResult r = clang_Cursor_Evaluate(b->nodes.items[node].cursor);
	bool small = r && clang_EvalResult_getKind(r) == CXEval_Int && clang_EvalResult_getAsLongLong(r) >= 0 &&
		     clang_EvalResult_getAsLongLong(r) < 1 << 12;

	if (r)
		clang_EvalResult_dispose(r);
	return small;
}

/* An operator of integers; true if what it gives says too little to find the pointer again. */
static bool loses_pointer(const struct body *b, uint32_t node)
{
	const CXCursor *cursor = &b->nodes.items[node].cursor;
	uint32_t left = body_child(b, node, 0), right = body_child(b, node, 1);

	switch (clang_getCursorBinaryOperatorKind(*cursor)) {
	case CXBinaryOperator_LT: case CXBinaryOperator_GT: case CXBinaryOperator_LE: case CXBinaryOperator_GE:
	case CXBinaryOperator_EQ: case CXBinaryOperator_NE: case CXBinaryOperator_LAnd: case CXBinaryOperator_LOr:
		return true;
	case CXBinaryOperator_And:
		return (right != BODY_NONE && is_small_mask(b, right)) || (left != BODY_NONE && is_small_mask(b, left));
	case CXBinaryOperator_Rem:
		return right != BODY_NONE && is_small_mask(b, right);
	default:
		return false;
	}
}

bool flow_is_kept(const struct body *b, uint32_t node)
{
	for (;;) {
		uint32_t parent = b->nodes.items[node].parent;
		CXType type;

		if (parent == BODY_NONE)
			return false;
		switch (b->nodes.items[parent].cursor.kind) {
		case CXCursor_UnexposedExpr:
		case CXCursor_CStyleCastExpr:
			type = clang_getCanonicalType(clang_getCursorType(b->nodes.items[parent].cursor));
			if (type.kind == CXType_Bool || type.kind == CXType_Void || type.kind == CXType_Pointer)
				return false;
			break;
		case CXCursor_ParenExpr:
		case CXCursor_StmtExpr:
			break;
		case CXCursor_UnaryOperator:
			if (clang_getCursorUnaryOperatorKind(b->nodes.items[parent].cursor) == CXUnaryOperator_LNot)
				return false;
			break;
		case CXCursor_BinaryOperator:
			if (clang_getCursorBinaryOperatorKind(b->nodes.items[parent].cursor) == CXBinaryOperator_Assign)
				return true;
			if (clang_getCursorBinaryOperatorKind(b->nodes.items[parent].cursor) == CXBinaryOperator_Comma &&
			    body_child(b, parent, 0) == node)
				return false;
			if (loses_pointer(b, parent))
				return false;
			break;
		case CXCursor_ConditionalOperator:
			if (body_child(b, parent, 0) == node)
				return false;
			break;
		case CXCursor_ArraySubscriptExpr:
		case CXCursor_IfStmt: case CXCursor_WhileStmt: case CXCursor_DoStmt: case CXCursor_ForStmt:
		case CXCursor_SwitchStmt: case CXCursor_UnaryExpr:
			return false;
		case CXCursor_CompoundStmt: /* unused, unless it is the value of a statement expression */
			if (b->nodes.items[parent].parent == BODY_NONE ||
			    b->nodes.items[b->nodes.items[parent].parent].cursor.kind != CXCursor_StmtExpr)
				return false;
			break;
		default:
			return true;
		}
		node = parent;
	}
}
