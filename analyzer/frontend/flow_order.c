/*
 * The order in which a body's full expressions can run, as far as its statements say: steps in the order of the text, and spans for
 * loops, for arms of which one runs, and for arms that end with the function.
 */
#include "analyzer/frontend/conditions.h"
#include "analyzer/frontend/cxtext.h"
#include "analyzer/frontend/walk.h"

#include <string.h>

static enum CXCursorKind kind_of(const struct body *b, uint32_t node)
{
	return b->nodes.items[node].cursor.kind;
}

/* A full expression: an expression below a statement, or a variable with its initialiser. */
static bool is_step(const struct body *b, uint32_t node)
{
	enum CXCursorKind kind = kind_of(b, node);

	return clang_isExpression(kind) || kind == CXCursor_VarDecl || kind == CXCursor_ReturnStmt || kind == CXCursor_GCCAsmStmt ||
	       kind == CXCursor_MSAsmStmt;
}

void body_number_steps(struct body *b)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < b->nodes.n; i++) {
		struct body_node *node = &b->nodes.items[i];
		uint32_t above = node->parent == BODY_NONE ? 0 : b->nodes.items[node->parent].step;

		node->step = above ? above : is_step(b, i) ? ++n : 0;
		node->n_steps = n;
	}
}

/* ---- what jumps ------------------------------------------------------------------------------------------------------ */

static bool is_loop(enum CXCursorKind kind)
{
	return kind == CXCursor_ForStmt || kind == CXCursor_WhileStmt || kind == CXCursor_DoStmt;
}

/* The statement that a case belongs to, or that break or continue leaves; BODY_NONE if there is none. */
static uint32_t owner_of(const struct body *b, uint32_t node)
{
	enum CXCursorKind kind = kind_of(b, node);

	for (uint32_t i = b->nodes.items[node].parent; i != BODY_NONE; i = b->nodes.items[i].parent)
		if ((kind != CXCursor_ContinueStmt && kind_of(b, i) == CXCursor_SwitchStmt) ||
		    ((kind == CXCursor_BreakStmt || kind == CXCursor_ContinueStmt) && is_loop(kind_of(b, i))))
			return i;
	return BODY_NONE;
}

static bool is_entry(enum CXCursorKind kind)
{
	return kind == CXCursor_LabelStmt || kind == CXCursor_CaseStmt || kind == CXCursor_DefaultStmt;
}

static bool is_exit(enum CXCursorKind kind)
{
	return kind == CXCursor_GotoStmt || kind == CXCursor_IndirectGotoStmt || kind == CXCursor_BreakStmt || kind == CXCursor_ContinueStmt;
}

static void find_marks(struct body *b, bool *is_unordered)
{
	bool has_asm = false, has_label = false;

	VEC_CLEAR(&b->marks);
	for (uint32_t i = 0; i < b->nodes.n; i++) {
		enum CXCursorKind kind = kind_of(b, i);
		struct body_mark m = { i, 0 };

		has_asm |= kind == CXCursor_GCCAsmStmt;
		has_label |= kind == CXCursor_LabelStmt;
		if (!is_entry(kind) && !is_exit(kind))
			continue;
		if (kind != CXCursor_LabelStmt && kind != CXCursor_GotoStmt && kind != CXCursor_IndirectGotoStmt)
			m.owner = owner_of(b, i) + 1;
		VEC_PUSH(&b->marks, m);
	}
	/* Inline assembly can jump to labels. */
	*is_unordered = b->jumps.n || (has_asm && has_label);
}

/* True if something in the arm is jumped to from outside it (`exits`: or jumps out of it). */
static bool is_jumped(const struct body *b, uint32_t arm, bool exits)
{
	size_t first = 0, end = b->marks.n;

	while (first < end) {
		size_t middle = first + (end - first) / 2;

		if (b->marks.items[middle].node < arm)
			first = middle + 1;
		else
			end = middle;
	}
	for (size_t i = first; i < b->marks.n && b->marks.items[i].node < b->nodes.items[arm].end; i++) {
		const struct body_mark *m = &b->marks.items[i];

		if (m->owner <= arm && (exits ? is_exit(kind_of(b, m->node)) : is_entry(kind_of(b, m->node))))
			return true;
	}
	return false;
}

/* ---- spans ----------------------------------------------------------------------------------------------------------- */

static uint32_t steps_before(const struct body *b, uint32_t node)
{
	return node ? b->nodes.items[node - 1].n_steps : 0;
}

static void add_span(struct walk *w, uint32_t kind, uint32_t first, uint32_t middle, uint32_t end)
{
	struct fact_span fact = { .kind = kind, .first = first + 1, .middle = middle ? middle + 1 : 0, .end = end + 1 };

	if (first < end)
		VEC_PUSH(&walk_file(w, w->function_source)->spans, fact);
}

static bool ends_with_return(const struct body *b, uint32_t arm)
{
	uint32_t last = BODY_NONE;

	if (kind_of(b, arm) != CXCursor_CompoundStmt)
		return kind_of(b, arm) == CXCursor_ReturnStmt;
	for (uint32_t c = body_first(b, arm); c != BODY_NONE; c = body_next(b, arm, c))
		last = c;
	return last != BODY_NONE && kind_of(b, last) == CXCursor_ReturnStmt;
}

static void add_arm(struct walk *w, uint32_t arm)
{
	const struct body *b = &w->body;

	if (ends_with_return(b, arm) && !is_jumped(b, arm, false) && !is_jumped(b, arm, true))
		add_span(w, SPAN_KIND_LEAVE, steps_before(b, arm), 0, b->nodes.items[b->nodes.items[arm].end - 1].n_steps);
}

static void add_if(struct walk *w, uint32_t node)
{
	const struct body *b = &w->body;
	uint32_t arms[2], n = 0, child = body_first(b, node);

	/* The condition stands first. */
	for (child = child == BODY_NONE ? child : body_next(b, node, child); child != BODY_NONE && n < 2; child = body_next(b, node, child))
		arms[n++] = child;
	if (child != BODY_NONE)
		return;
	if (n == 2 && !is_jumped(b, arms[0], false) && !is_jumped(b, arms[1], false))
		add_span(w, SPAN_KIND_FORK, steps_before(b, arms[0]), steps_before(b, arms[1]), b->nodes.items[b->nodes.items[node].end - 1].n_steps);
	for (uint32_t i = 0; i < n; i++)
		add_arm(w, arms[i]);
}

/* p, or (p = f()): the variable that has the expression's value; FACT_NONE if there is none. */
static uint32_t variable_of(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	CXCursor declaration;

	node = body_strip(b, node);
	if (kind_of(b, node) == CXCursor_BinaryOperator && body_count(b, node) == 2 &&
	    clang_getCursorBinaryOperatorKind(b->nodes.items[node].cursor) == CXBinaryOperator_Assign)
		node = body_strip(b, body_child(b, node, 0));
	if (kind_of(b, node) != CXCursor_DeclRefExpr)
		return FACT_NONE;
	declaration = clang_getCursorReferenced(b->nodes.items[node].cursor);
	if ((declaration.kind != CXCursor_VarDecl && declaration.kind != CXCursor_ParmDecl) || !flow_is_pointer(b, node))
		return FACT_NONE;
	return body_variable(w, declaration, b->nodes.items[node].loop);
}

/* The variable that is null where the condition holds: !p, p == NULL. */
static uint32_t null_variable(struct walk *w, uint32_t condition)
{
	struct body *b = &w->body;
	uint32_t node = body_strip(b, condition);
	uint64_t value;

	if (kind_of(b, node) == CXCursor_UnaryOperator && clang_getCursorUnaryOperatorKind(b->nodes.items[node].cursor) == CXUnaryOperator_LNot)
		return variable_of(w, body_child(b, node, 0));
	if (kind_of(b, node) != CXCursor_BinaryOperator || body_count(b, node) != 2 ||
	    clang_getCursorBinaryOperatorKind(b->nodes.items[node].cursor) != CXBinaryOperator_EQ)
		return FACT_NONE;
	if (flow_constant(w, body_strip(b, body_child(b, node, 1)), &value) && !value)
		return variable_of(w, body_child(b, node, 0));
	if (flow_constant(w, body_strip(b, body_child(b, node, 0)), &value) && !value)
		return variable_of(w, body_child(b, node, 1));
	return FACT_NONE;
}

/* The variable that an if around the node has found to be null. */
static uint32_t null_at(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;

	for (uint32_t i = b->nodes.items[node].parent; i != BODY_NONE; node = i, i = b->nodes.items[i].parent) {
		uint32_t condition = kind_of(b, i) == CXCursor_IfStmt ? body_first(b, i) : BODY_NONE, variable;

		if (condition == BODY_NONE || !clang_isExpression(kind_of(b, condition)) || body_next(b, i, condition) != node)
			continue;
		variable = null_variable(w, condition);
		if (variable != FACT_NONE)
			return variable;
	}
	return FACT_NONE;
}

/* A call behind which the process ends: nothing is left that could leak or be used. Others that do not return may jump. */
static bool ends_process(struct walk *w, uint32_t call)
{
	static const char *const names[] = {
		"exit", "_exit", "_Exit", "quick_exit", "abort", "__assert_fail", "__assert_perror_fail", "__assert", "__assert_rtn", "__assert2",
		"err", "errx", "verr", "verrx", "__builtin_abort", "__builtin_trap", "__builtin_unreachable", "__builtin_exit",
	};
	uint32_t callee = body_child(&w->body, call, 0);
	struct strbuf name = STRBUF_INIT;
	bool found = false;

	if (callee == BODY_NONE)
		return false;
	cxtext_name(w->body.nodes.items[body_strip(&w->body, callee)].cursor, &name);
	for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++)
		found = !strcmp(name.text, names[i]);
	strbuf_release(&name);
	return found;
}

/* Inline assembly where there are labels: libclang does not tell whether it names them. */
static bool may_be_asm_goto(const struct body *b, uint32_t node)
{
	if (kind_of(b, node) != CXCursor_GCCAsmStmt)
		return false;
	for (size_t i = 0; i < b->marks.n; i++)
		if (kind_of(b, b->marks.items[i].node) == CXCursor_LabelStmt)
			return true;
	return false;
}

/* True if the function may be left, or the order of the text, behind the node. */
static bool is_left_at(struct walk *w, uint32_t node)
{
	enum CXCursorKind kind = kind_of(&w->body, node);

	if (kind == CXCursor_CallExpr)
		return condition_is_noreturn(w, node) && !ends_process(w, node);
	return is_exit(kind) || kind == CXCursor_ReturnStmt || may_be_asm_goto(&w->body, node);
}

static void add_exit(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	uint32_t variable = null_at(w, node), owner = BODY_NONE;
	struct fact_span fact = { .kind = SPAN_KIND_EXIT, .first = b->nodes.items[b->nodes.items[node].end - 1].n_steps + 1 };

	if (kind_of(b, node) == CXCursor_BreakStmt || kind_of(b, node) == CXCursor_ContinueStmt)
		owner = owner_of(b, node);
	fact.middle = variable == FACT_NONE ? 0 : variable + 1;
	fact.end = owner == BODY_NONE ? 0 : steps_before(b, owner) + 1;
	VEC_PUSH(&walk_file(w, w->function_source)->spans, fact);
}

/* do { } while (0), as macros write it, goes round once. */
static bool is_once(struct walk *w, uint32_t node)
{
	uint32_t condition = body_child(&w->body, node, 0);
	uint64_t value;

	return kind_of(&w->body, node) == CXCursor_DoStmt && body_count(&w->body, node) == 1 && condition != BODY_NONE &&
	       flow_constant(w, condition, &value) && !value;
}

void body_add_spans(struct walk *w)
{
	struct body *b = &w->body;
	bool is_unordered;

	find_marks(b, &is_unordered);
	if (is_unordered && b->nodes.n)
		add_span(w, SPAN_KIND_LOOP, 0, 0, b->nodes.items[b->nodes.n - 1].n_steps);
	for (uint32_t i = 0; i < b->nodes.n; i++) {
		enum CXCursorKind kind = kind_of(b, i);

		if (is_left_at(w, i))
			add_exit(w, i);
		if (b->nodes.items[i].step)
			continue; /* statements within an expression */
		if (kind == CXCursor_IfStmt)
			add_if(w, i);
		else if (is_loop(kind) && !is_once(w, i))
			add_span(w, SPAN_KIND_LOOP, steps_before(b, i), 0, b->nodes.items[b->nodes.items[i].end - 1].n_steps);
	}
}
