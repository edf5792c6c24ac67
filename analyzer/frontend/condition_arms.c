/* What the arms of a condition do, told without flow analysis: by the statements that are always reached in them. */
#include "analyzer/frontend/walk.h"

#include <string.h>

uint32_t condition_named(const struct walk *w, uint32_t node)
{
	const struct body_node *n;

	if (node == BODY_NONE)
		return DECLARATION_NONE;
	n = walk_node(w, body_strip(&w->body, node));
	return n->cursor.kind == CXCursor_DeclRefExpr ? n->declaration : DECLARATION_NONE;
}

/* ---- callees --------------------------------------------------------------------------------------------------------------- */

static const char *callee_name(const struct walk *w, uint32_t call)
{
	uint32_t number = condition_named(w, body_child(&w->body, call, 0));

	return number == DECLARATION_NONE ? "" : intern_text(w->text, declaration_at(&w->declarations, number)->name);
}

bool condition_is_builtin(struct walk *w, uint32_t call)
{
	const char *name = callee_name(w, call);

	return !strncmp(name, "__builtin_", 10) || !strncmp(name, "__sync_", 7) || !strncmp(name, "__atomic_", 9);
}

bool condition_is_expect(struct walk *w, uint32_t call)
{
	const char *name = callee_name(w, call);

	return !strcmp(name, "__builtin_expect") || !strcmp(name, "__builtin_expect_with_probability");
}

static bool is_never_returning_builtin(const char *name)
{
	return !strcmp(name, "__builtin_unreachable") || !strcmp(name, "__builtin_trap") || !strcmp(name, "__builtin_abort") ||
	       !strcmp(name, "__builtin_verbose_trap");
}

bool condition_is_noreturn(struct walk *w, uint32_t call)
{
	uint32_t callee = body_child(&w->body, call, 0), number = condition_named(w, callee);
	struct declaration *d;
	CXCursor name;

	if (number == DECLARATION_NONE)
		return false;
	d = declaration_at(&w->declarations, number);
	if (!d->is_callable)
		return false;
	if (!d->knows_noreturn) {
		name = walk_node(w, body_strip(&w->body, callee))->cursor;
		d->knows_noreturn = true;
		d->is_noreturn = is_never_returning_builtin(intern_text(w->text, d->name)) ||
				 collect_is_noreturn(w, clang_getCursorReferenced(name));
	}
	return d->is_noreturn;
}

/* ---- arms ------------------------------------------------------------------------------------------------------------------ */

static bool is_division(CXCursor cursor)
{
	switch (clang_getCursorBinaryOperatorKind(cursor)) {
	case CXBinaryOperator_Div: case CXBinaryOperator_Rem: case CXBinaryOperator_DivAssign: case CXBinaryOperator_RemAssign:
		return true;
	default:
		return false;
	}
}

/* A variable of the function itself: no load, no store. */
static bool is_register(const struct walk *w, uint32_t node)
{
	uint32_t number = walk_node(w, node)->declaration;

	return number != DECLARATION_NONE && loop_is_variable(w, number) && loop_is_local(w, number);
}

bool condition_is_cheap(struct walk *w, uint32_t node)
{
	enum { MOST_NODES = 24 };
	const struct body *b = &w->body;

	if (b->nodes.items[node].end - node > MOST_NODES)
		return false;
	for (uint32_t i = node; i < b->nodes.items[node].end; i++) {
		CXCursor cursor = b->nodes.items[i].cursor;

		switch (cursor.kind) {
		case CXCursor_CallExpr: case CXCursor_ArraySubscriptExpr: case CXCursor_StmtExpr: case CXCursor_CompoundAssignOperator:
			return false;
		case CXCursor_MemberRefExpr:
			if (body_child(b, i, 0) == BODY_NONE || flow_is_pointer(b, body_child(b, i, 0)))
				return false;
			break;
		case CXCursor_UnaryOperator:
			switch (clang_getCursorUnaryOperatorKind(cursor)) {
			case CXUnaryOperator_Minus: case CXUnaryOperator_Plus: case CXUnaryOperator_Not: case CXUnaryOperator_LNot:
			case CXUnaryOperator_AddrOf: break;
			default: return false;
			}
			break;
		case CXCursor_BinaryOperator:
			if (is_division(cursor) || clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign)
				return false;
			break;
		case CXCursor_DeclRefExpr:
			if (b->nodes.items[i].declaration != DECLARATION_NONE && loop_is_variable(w, b->nodes.items[i].declaration) &&
			    !is_register(w, i))
				return false;
			break;
		default:
			break;
		}
	}
	return true;
}

/* `x = cheap`, `x += cheap` or `x++` of a local. */
static bool is_cheap_assignment(struct walk *w, uint32_t node)
{
	const struct body *b = &w->body;
	CXCursor cursor = b->nodes.items[node].cursor;
	uint32_t target = body_child(b, node, 0), value = body_child(b, node, 1);

	if (cursor.kind == CXCursor_UnaryOperator) {
		switch (clang_getCursorUnaryOperatorKind(cursor)) {
		case CXUnaryOperator_PostInc: case CXUnaryOperator_PostDec: case CXUnaryOperator_PreInc: case CXUnaryOperator_PreDec: break;
		default: return false;
		}
	} else if (cursor.kind != CXCursor_CompoundAssignOperator &&
		   (cursor.kind != CXCursor_BinaryOperator || clang_getCursorBinaryOperatorKind(cursor) != CXBinaryOperator_Assign)) {
		return false;
	}
	if (target == BODY_NONE || (cursor.kind != CXCursor_UnaryOperator && is_division(cursor)))
		return false;
	target = body_strip(b, target);
	return b->nodes.items[target].cursor.kind == CXCursor_DeclRefExpr && is_register(w, target) &&
	       (value == BODY_NONE || condition_is_cheap(w, value));
}

static bool calls_noreturn(struct walk *w, uint32_t expression)
{
	for (uint32_t i = expression; i < walk_node(w, expression)->end; i++)
		if (walk_node(w, i)->cursor.kind == CXCursor_CallExpr && condition_is_noreturn(w, i))
			return true;
	return false;
}

/* A goto to a label that is not in the loop. */
static bool goes_out(const struct walk *w, uint32_t node, uint32_t loop)
{
	uint32_t reference = body_first(&w->body, node), label;

	if (reference == BODY_NONE || walk_node(w, reference)->cursor.kind != CXCursor_LabelRef)
		return false;
	label = body_label(&w->body, walk_node(w, reference)->cursor);
	return label < loop || label >= walk_node(w, loop)->end;
}

static bool is_comma(const struct walk *w, uint32_t node)
{
	CXCursor cursor = walk_node(w, node)->cursor;

	return cursor.kind == CXCursor_BinaryOperator && clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Comma;
}

struct condition_arm condition_arm(struct walk *w, uint32_t arm, uint32_t loop, bool has_switch)
{
	enum { MOST_ASSIGNMENTS = 2 };
	struct condition_arm a = { .is_cheap = true };
	unsigned n = 0;

	for (uint32_t i = arm; i < walk_node(w, arm)->end;) {
		enum CXCursorKind kind = walk_node(w, i)->cursor.kind;

		/* `a = 1, b++` are two statements. */
		if (kind == CXCursor_CompoundStmt || kind == CXCursor_LabelStmt || is_comma(w, i)) {
			i++;
			continue;
		}
		if (clang_isExpression(kind)) {
			uint32_t expression = body_strip(&w->body, i);

			a.is_noreturn |= calls_noreturn(w, i);
			a.is_cheap &= ++n <= MOST_ASSIGNMENTS && is_cheap_assignment(w, expression);
		} else if (kind != CXCursor_NullStmt) {
			a.is_cheap = false;
		}
		a.leaves |= kind == CXCursor_ReturnStmt || (kind == CXCursor_BreakStmt && !has_switch) ||
			    (kind == CXCursor_GotoStmt && goes_out(w, i, loop));
		i = walk_node(w, i)->end;
	}
	a.leaves |= a.is_noreturn;
	return a;
}

/* ---- the head of a `for` ------------------------------------------------------------------------------------------------------ */

/* The ';' in the text from..to, comments left out. */
static unsigned count_semicolons(const struct source *src, uint32_t from, uint32_t to)
{
	unsigned n = 0;

	for (uint32_t i = from; i < to && i < src->len; i++) {
		const char *p = src->text + i;

		if (!strncmp(p, "//", 2)) {
			while (i < to && i < src->len && src->text[i] != '\n')
				i++;
		} else if (!strncmp(p, "/*", 2)) {
			for (i += 2; i + 1 < src->len && strncmp(src->text + i, "*/", 2); i++)
				;
			i++;
		} else if (*p == ';') {
			n++;
		}
	}
	return n;
}

/* Looks as if it stood there for what it does, not for its value. */
static bool is_effect(const struct walk *w, uint32_t node)
{
	CXCursor cursor = walk_node(w, node)->cursor;

	if (cursor.kind == CXCursor_BinaryOperator)
		return clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign ||
		       clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Comma;
	return cursor.kind == CXCursor_DeclStmt || cursor.kind == CXCursor_CompoundAssignOperator || cursor.kind == CXCursor_CallExpr ||
	       (cursor.kind == CXCursor_UnaryOperator && clang_getCursorUnaryOperatorKind(cursor) <= CXUnaryOperator_PreDec);
}

/* Which of the three parts each child is, where a macro hides the ';'. */
static void guess_parts(const struct walk *w, const uint32_t *parts, unsigned n, unsigned *slots)
{
	unsigned slot = 0;

	for (unsigned i = 0; i < n; i++) {
		bool effect = is_effect(w, parts[i]);

		if (slot == 0 && !effect)
			slot = 1;
		else if (slot == 1 && effect)
			slot = 2;
		slots[i] = slot < 2 ? slot : 2;
		slot++;
	}
}

/* libclang shows which parts there are, not which is which: the ';' between their texts tell. False if they cannot be seen. */
static bool find_parts(struct walk *w, uint32_t loop, const uint32_t *parts, unsigned n, unsigned *slots)
{
	CXSourceLocation keyword = clang_getCursorLocation(walk_node(w, loop)->cursor);
	const struct source *src = sources_with_text(&w->sources, w->function_source);
	uint32_t from, begin, end;
	unsigned slot = 0;

	if (sources_is_macro(keyword) || sources_locate(&w->sources, keyword, &from, NULL) != w->function_source)
		return false;
	for (unsigned i = 0; i < n; i++) {
		CXSourceRange extent = clang_getCursorExtent(walk_node(w, parts[i])->cursor);

		if (sources_locate(&w->sources, clang_getRangeStart(extent), &begin, NULL) != w->function_source ||
		    sources_locate(&w->sources, clang_getRangeEnd(extent), &end, NULL) != w->function_source || begin < from || end < begin)
			return false;
		slot += count_semicolons(src, from, begin);
		slots[i] = slot;
		/* A declaration's text takes its ';' in. */
		slot += walk_node(w, parts[i])->cursor.kind == CXCursor_DeclStmt && end > begin && end <= src->len && src->text[end - 1] == ';';
		from = end;
		if (slots[i] > 2 || (i && slots[i] <= slots[i - 1]))
			return false;
	}
	return true;
}

static struct loop_head for_head(struct walk *w, uint32_t loop)
{
	struct loop_head head = { loop, BODY_NONE, BODY_NONE, BODY_NONE };
	uint32_t parts[4], *const slots_of[] = { &head.init, &head.condition, &head.step };
	unsigned n = 0, slots[4];

	for (uint32_t c = body_first(&w->body, loop); c != BODY_NONE; c = body_next(&w->body, loop, c)) {
		if (n == 4)
			return head; /* a declaration as the condition: C++ */
		parts[n++] = c;
	}
	if (n < 2)
		return head;
	n--; /* the body */
	if (n < 3 && !find_parts(w, loop, parts, n, slots))
		guess_parts(w, parts, n, slots);
	for (unsigned i = 0; i < n; i++)
		*slots_of[n == 3 ? i : slots[i]] = parts[i];
	return head;
}

struct loop_head condition_head(struct walk *w, uint32_t loop)
{
	struct loop_head head = { loop, BODY_NONE, BODY_NONE, BODY_NONE };
	uint32_t child = body_first(&w->body, loop);

	switch (walk_node(w, loop)->cursor.kind) {
	case CXCursor_ForStmt:
		return for_head(w, loop);
	case CXCursor_WhileStmt:
		if (child != BODY_NONE && clang_isExpression(walk_node(w, child)->cursor.kind))
			head.condition = child;
		return head;
	case CXCursor_DoStmt:
		if (child != BODY_NONE)
			head.condition = body_next(&w->body, loop, child);
		return head;
	default:
		return head;
	}
}
