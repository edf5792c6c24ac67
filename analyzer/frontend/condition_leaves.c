/* A condition, split into its operands at !, && and ||, and what each of them asks. */
#include "analyzer/frontend/walk.h"

/* ---- operands ---------------------------------------------------------------------------------------------------------------- */

static enum CXBinaryOperatorKind binary_at(const struct walk *w, uint32_t node)
{
	return walk_node(w, node)->cursor.kind == CXCursor_BinaryOperator ?
	       clang_getCursorBinaryOperatorKind(walk_node(w, node)->cursor) : CXBinaryOperator_Invalid;
}

bool condition_is_logical(const struct walk *w, uint32_t node)
{
	return binary_at(w, node) == CXBinaryOperator_LAnd || binary_at(w, node) == CXBinaryOperator_LOr;
}

/* How many operands a chain of one operator has; the chain leans to the left. */
static uint32_t count_operands(struct walk *w, uint32_t node)
{
	uint32_t n = w->conditions.operands.items[node];

	return n ? n : 1;
}

void condition_count_operands(struct walk *w)
{
	struct conditions *c = &w->conditions;

	for (uint32_t i = (uint32_t)w->body.nodes.n; i-- > 0;) {
		enum CXBinaryOperatorKind kind = binary_at(w, i);
		uint32_t left, right;

		c->operands.items[i] = 0;
		if (!condition_is_logical(w, i))
			continue;
		left = body_child(&w->body, i, 0);
		right = body_child(&w->body, i, 1);
		if (left == BODY_NONE || right == BODY_NONE)
			continue;
		left = body_strip(&w->body, left);
		right = body_strip(&w->body, right);
		c->operands.items[i] = (binary_at(w, left) == kind ? count_operands(w, left) : 1) +
				       (binary_at(w, right) == kind ? count_operands(w, right) : 1);
	}
}

bool condition_is_constant(const struct walk *w, uint32_t node)
{
	for (uint32_t i = node; i < walk_node(w, node)->end; i++) {
		switch (walk_node(w, i)->cursor.kind) {
		case CXCursor_DeclRefExpr:
			if (walk_node(w, i)->declaration == DECLARATION_NONE || loop_is_variable(w, walk_node(w, i)->declaration))
				return false;
			break;
		case CXCursor_CallExpr: case CXCursor_MemberRefExpr: case CXCursor_ArraySubscriptExpr: case CXCursor_StmtExpr:
			return false;
		case CXCursor_UnaryExpr: /* sizeof */
			i = walk_node(w, i)->end - 1;
			break;
		default:
			break;
		}
	}
	return true;
}

bool condition_is_zero(struct walk *w, uint32_t node)
{
	uint64_t value;

	if (!condition_is_constant(w, node))
		return false;
	node = body_strip(&w->body, node);
	return flow_constant(w, node, &value) && !value;
}

static bool is_mask(const struct walk *w, uint32_t node)
{
	return binary_at(w, body_strip(&w->body, node)) == CXBinaryOperator_And;
}

static bool is_pointer(const struct walk *w, uint32_t node)
{
	return flow_is_pointer(&w->body, node) || flow_is_pointer(&w->body, body_strip(&w->body, node));
}

/* What the leaf asks. */
static void describe_leaf(struct walk *w, uint32_t node, struct fact_condition *fact)
{
	const struct body *b = &w->body;
	uint32_t left = body_child(b, node, 0), right = body_child(b, node, 1), other;

	fact->operator = is_mask(w, node) ? CONDITION_OPERATOR_MASK : CONDITION_OPERATOR_TRUTH;
	switch (binary_at(w, node)) {
	case CXBinaryOperator_LT: case CXBinaryOperator_GT: case CXBinaryOperator_LE: case CXBinaryOperator_GE:
		fact->operator = CONDITION_OPERATOR_ORDER;
		break;
	case CXBinaryOperator_EQ: case CXBinaryOperator_NE:
		fact->operator = CONDITION_OPERATOR_EQUAL;
		break;
	default:
		if (is_pointer(w, node))
			fact->flags |= CONDITION_FLAG_NULL;
		return;
	}
	if (left == BODY_NONE || right == BODY_NONE || (!condition_is_constant(w, left) && !condition_is_constant(w, right)))
		return;
	fact->flags |= CONDITION_FLAG_CONSTANT;
	other = condition_is_constant(w, right) ? left : right;
	if (fact->operator != CONDITION_OPERATOR_EQUAL)
		return;
	if (is_mask(w, other))
		fact->operator = CONDITION_OPERATOR_MASK;
	if (is_pointer(w, other))
		fact->flags |= CONDITION_FLAG_NULL;
}

/* False if it stands in another file than the function. */
static bool place_leaf(struct walk *w, uint32_t node, struct fact_condition *fact)
{
	CXCursor cursor = walk_node(w, node)->cursor;
	CXSourceRange extent = clang_getCursorExtent(cursor);

	if (sources_locate(&w->sources, clang_getRangeStart(extent), NULL, &fact->at) != w->function_source ||
	    sources_locate(&w->sources, clang_getRangeEnd(extent), NULL, &fact->end) != w->function_source)
		return false;
	fact->end.col -= fact->end.col > 1;
	if (fact->end.line < fact->at.line || (fact->end.line == fact->at.line && fact->end.col < fact->at.col))
		fact->end = fact->at;
	if (sources_is_macro(clang_getRangeStart(extent)) || sources_is_macro(clang_getRangeEnd(extent)))
		fact->flags |= CONDITION_FLAG_MACRO;
	fact->text = body_expanded_text(w, cursor);
	return true;
}

void condition_add_leaf(struct walk *w, uint32_t node, const struct fact_condition *decision)
{
	struct condition_leaf leaf = { .node = node, .fact = *decision };

	if (!place_leaf(w, node, &leaf.fact))
		return;
	if (decision->operator != CONDITION_OPERATOR_SWITCH)
		describe_leaf(w, node, &leaf.fact);
	leaf.fact.loop = walk_scope(w)->loop;
	VEC_PUSH(&w->conditions.leaves, leaf);
	walk_mark(w, node)->leaf = (uint32_t)w->conditions.leaves.n;
}

void condition_mark(struct walk *w, uint32_t node, char letter, uint32_t n)
{
	struct condition_mark *mark;

	if (node == BODY_NONE)
		return;
	mark = walk_mark(w, node);
	mark->letter = letter;
	mark->n = n;
}

void condition_split(struct walk *w, uint32_t condition, struct fact_condition decision, bool is_value)
{
	const struct body *b = &w->body;
	uint32_t end = walk_node(w, condition)->end, expect_end = 0, expect_stop = 0;

	for (uint32_t i = condition; i < end;) {
		uint32_t node = body_strip(b, i), left = body_child(b, node, 0), right = body_child(b, node, 1);
		enum CXCursorKind kind = walk_node(w, node)->cursor.kind;

		if (condition_is_logical(w, node) && left != BODY_NONE && right != BODY_NONE) {
			walk_mark(w, node)->is_split = true;
			left = body_strip(b, left);
			condition_mark(w, right, 'o', binary_at(w, left) == binary_at(w, node) ? count_operands(w, left) : 1);
			i = node + 1;
		} else if (kind == CXCursor_UnaryOperator && left != BODY_NONE &&
			   clang_getCursorUnaryOperatorKind(walk_node(w, node)->cursor) == CXUnaryOperator_LNot) {
			i = left;
		} else if (kind == CXCursor_CallExpr && right != BODY_NONE && !expect_end && condition_is_expect(w, node)) {
			expect_end = walk_node(w, node)->end;
			expect_stop = walk_node(w, right)->end;
			decision.flags |= CONDITION_FLAG_EXPECT;
			i = right;
		} else {
			if (!is_value || walk_node(w, node)->end < end)
				condition_add_leaf(w, node, &decision);
			i = walk_node(w, i)->end;
			if (expect_end && i >= expect_stop) {
				i = expect_end;
				expect_end = 0;
				decision.flags &= ~(uint32_t)CONDITION_FLAG_EXPECT;
			}
		}
	}
}

