/*
 * Loops that take a constant number of turns, or count up to a constant and so take few. What is asked is little: one local, stepped by
 * constants in each turn, whose address nobody has, and set to a constant on the only way to the loop.
 */
#include "analyzer/frontend/walk.h"

static bool holds(const struct loop_values *v, uint32_t outer, uint32_t node)
{
	return node >= outer && node < walk_node(v->w, outer)->end;
}

static bool is_block(const struct loop_values *v, uint32_t node)
{
	uint32_t condition;

	switch (walk_node(v->w, node)->cursor.kind) {
	case CXCursor_CompoundStmt: case CXCursor_DeclStmt: case CXCursor_ParenExpr: case CXCursor_UnexposedExpr: case CXCursor_CStyleCastExpr:
	case CXCursor_UnaryOperator: case CXCursor_CompoundAssignOperator:
		return true;
	case CXCursor_BinaryOperator:
		return !condition_is_logical(v->w, node);
	case CXCursor_DoStmt:
		condition = condition_head(v->w, node).condition;
		return condition != BODY_NONE && condition_is_zero(v->w, condition);
	default:
		return false;
	}
}

/* True if each pass over `outer`, which holds the node, comes to it. */
static bool is_always_passed(const struct loop_values *v, uint32_t node, uint32_t outer)
{
	for (node = walk_node(v->w, node)->parent; node != outer; node = walk_node(v->w, node)->parent)
		if (node == BODY_NONE || !is_block(v, node))
			return false;
	return true;
}

/* ---- in the loop ---------------------------------------------------------------------------------------------------------------- */

static bool is_upwards(const struct loop_values *v, const struct loop_write *write)
{
	CXCursor cursor = walk_node(v->w, write->node)->cursor;

	if (cursor.kind == CXCursor_CompoundAssignOperator)
		return clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_AddAssign;
	return clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_PostInc ||
	       clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_PreInc;
}

/* True if each turn steps the local by constants; `upwards`: and never down. */
static bool is_stepped(const struct loop_values *v, uint32_t variable, bool upwards)
{
	bool any = false;

	for (size_t i = 0; i < v->n_writes; i++) {
		const struct loop_write *write = &v->w->conditions.writes.items[v->first_write + i];

		if (write->place.variable != variable || (v->head.init != BODY_NONE && holds(v, v->head.init, write->node)))
			continue;
		if (write->how != WRITE_STEP || (write->value != BODY_NONE && !condition_is_constant(v->w, write->value)) ||
		    (upwards && !is_upwards(v, write)) || !is_always_passed(v, write->node, v->head.node))
			return false;
		any = true;
	}
	return any;
}

/* ---- before it ------------------------------------------------------------------------------------------------------------------ */

/* The value that the node gives to the variable, BODY_NONE for one that cannot be told; false if it gives none. */
static bool sets(const struct loop_values *v, uint32_t node, uint32_t variable, uint32_t *value)
{
	const struct body *b = &v->w->body;
	CXCursor cursor = walk_node(v->w, node)->cursor;

	*value = BODY_NONE;
	switch (cursor.kind) {
	case CXCursor_VarDecl:
		for (uint32_t c = body_first(b, node); c != BODY_NONE; c = body_next(b, node, c))
			if (clang_isExpression(walk_node(v->w, c)->cursor.kind))
				*value = c;
		return walk_node(v->w, node)->declaration == variable;
	case CXCursor_BinaryOperator:
		if (clang_getCursorBinaryOperatorKind(cursor) != CXBinaryOperator_Assign)
			return false;
		*value = body_child(b, node, 1);
		return condition_named(v->w, body_child(b, node, 0)) == variable;
	case CXCursor_CompoundAssignOperator:
		return condition_named(v->w, body_child(b, node, 0)) == variable;
	case CXCursor_UnaryOperator:
		return clang_getCursorUnaryOperatorKind(cursor) <= CXUnaryOperator_PreDec &&
		       condition_named(v->w, body_child(b, node, 0)) == variable;
	case CXCursor_LabelStmt: /* others may come in */
	case CXCursor_CaseStmt:
	case CXCursor_DefaultStmt:
		return true;
	default:
		return false;
	}
}

static bool starts_constant(const struct loop_values *v, uint32_t variable)
{
	uint32_t end = v->head.init != BODY_NONE ? walk_node(v->w, v->head.init)->end : v->head.node, last = BODY_NONE, value = BODY_NONE, given, outer;

	for (uint32_t i = 0; i < end; i++) {
		if (sets(v, i, variable, &given)) {
			last = i;
			value = given;
		}
	}
	if (value == BODY_NONE || !condition_is_constant(v->w, value))
		return false;
	if (last > v->head.node)
		return is_always_passed(v, last, v->head.node);
	for (outer = walk_node(v->w, last)->parent; outer != BODY_NONE && !holds(v, outer, v->head.node);)
		outer = walk_node(v->w, outer)->parent;
	return outer != BODY_NONE && is_always_passed(v, last, outer) && is_always_passed(v, v->head.node, outer);
}

/* ---- the condition -------------------------------------------------------------------------------------------------------------- */

/* `n`, `n--`, `--n` of a local that only the function itself knows. */
static uint32_t counter_of(const struct loop_values *v, uint32_t node)
{
	uint32_t variable;

	node = body_strip(&v->w->body, node);
	if (walk_node(v->w, node)->cursor.kind == CXCursor_UnaryOperator &&
	    clang_getCursorUnaryOperatorKind(walk_node(v->w, node)->cursor) <= CXUnaryOperator_PreDec)
		node = body_child(&v->w->body, node, 0);
	variable = condition_named(v->w, node);
	return variable != DECLARATION_NONE && loop_is_variable(v->w, variable) && loop_is_local(v->w, variable) &&
		       !loop_is_exposed(v->w, variable) ? variable : DECLARATION_NONE;
}

bool loop_values_is_constant(struct loop_values *v, uint32_t node)
{
	const struct body *b = &v->w->body;
	enum CXBinaryOperatorKind kind;
	uint32_t counter, bound = BODY_NONE;
	bool is_below = false;

	node = body_strip(b, node);
	if (walk_node(v->w, node)->cursor.kind == CXCursor_BinaryOperator) {
		kind = clang_getCursorBinaryOperatorKind(walk_node(v->w, node)->cursor);
		bound = body_child(b, node, 1);
		is_below = kind == CXBinaryOperator_LT || kind == CXBinaryOperator_LE;
		node = body_child(b, node, 0);
		if (node == BODY_NONE || bound == BODY_NONE || !condition_is_constant(v->w, bound))
			return false;
	}
	counter = counter_of(v, node);
	return counter != DECLARATION_NONE &&
	       ((is_below && is_stepped(v, counter, true)) || (is_stepped(v, counter, false) && starts_constant(v, counter)));
}
