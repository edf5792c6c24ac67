/* Calls: who is called with what, and how many bytes are asked for. */
#include "analyzer/frontend/walk.h"


/* True if the child may be left out when the node runs: an arm, a loop's body, the right side of && or ||. */
static bool is_arm(const struct body *b, uint32_t node, uint32_t child)
{
	switch (b->nodes.items[node].cursor.kind) {
	case CXCursor_IfStmt: case CXCursor_WhileStmt: case CXCursor_SwitchStmt: case CXCursor_ConditionalOperator:
		return body_first(b, node) != child;
	case CXCursor_ForStmt:
		return body_next(b, node, child) == BODY_NONE;
	case CXCursor_BinaryOperator:
		switch (clang_getCursorBinaryOperatorKind(b->nodes.items[node].cursor)) {
		case CXBinaryOperator_LAnd: case CXBinaryOperator_LOr:
			return body_child(b, node, 0) != child;
		default:
			return false;
		}
	default:
		return false;
	}
}

/* The block or arm around the node; whether a loop that the walk has not listed is around it. */
static uint32_t block_of(const struct body *b, uint32_t node, bool *is_unlisted_loop)
{
	uint32_t block = 0;

	*is_unlisted_loop = false;
	for (uint32_t i = b->nodes.items[node].parent, below = node; i != BODY_NONE; below = i, i = b->nodes.items[i].parent) {
		if (!block && is_arm(b, i, below))
			block = below + 1;
		switch (b->nodes.items[i].cursor.kind) {
		case CXCursor_CompoundStmt:
			block = block ? block : i + 1;
			break;
		case CXCursor_ForStmt: case CXCursor_WhileStmt: case CXCursor_DoStmt:
			*is_unlisted_loop |= b->nodes.items[node].loop == 0;
			break;
		default:
			break;
		}
	}
	return block;
}

/* True if a goto behind the node leads to a label before it. */
static bool is_in_goto_loop(const struct body *b, uint32_t node)
{
	for (size_t i = 0; i < b->jumps.n; i++)
		if (b->jumps.items[i].label <= node && node < b->jumps.items[i].from)
			return true;
	return false;
}

/* The function that the call names, if it names one. */
static bool named_callee(const struct body *b, uint32_t node, CXCursor *function)
{
	uint32_t callee = body_child(b, node, 0);

	if (callee == BODY_NONE)
		return false;
	for (;;) {
		callee = body_strip(b, callee);
		if (b->nodes.items[callee].cursor.kind != CXCursor_UnaryOperator || body_child(b, callee, 0) == BODY_NONE)
			break;
		callee = body_child(b, callee, 0); /* (*f)() and (&f)() */
	}
	if (b->nodes.items[callee].cursor.kind != CXCursor_DeclRefExpr)
		return false;
	*function = clang_getCursorReferenced(b->nodes.items[callee].cursor);
	return function->kind == CXCursor_FunctionDecl;
}

static bool is_incomplete(CXType pointer)
{
	CXType type;

	if (pointer.kind != CXType_Pointer)
		return false;
	type = clang_getCanonicalType(clang_getPointeeType(pointer));
	return type.kind == CXType_Record && clang_Type_getSizeOf(type) == CXTypeLayoutError_Incomplete;
}

static bool is_byte_or_void(CXType type)
{
	type = clang_getCanonicalType(type);
	return type.kind == CXType_Void || type.kind == CXType_Char_S || type.kind == CXType_Char_U || type.kind == CXType_SChar ||
	       type.kind == CXType_UChar;
}

/* The call's result, as it is converted on the spot, points to bytes or to anything. */
static bool is_taken_as_bytes(const struct body *b, uint32_t node)
{
	CXType type;

	for (uint32_t above = b->nodes.items[node].parent; above != BODY_NONE; node = above, above = b->nodes.items[node].parent) {
		enum CXCursorKind kind = b->nodes.items[above].cursor.kind;

		if (kind != CXCursor_ParenExpr && kind != CXCursor_CStyleCastExpr && kind != CXCursor_UnexposedExpr)
			break;
	}
	type = clang_getCanonicalType(clang_getCursorType(b->nodes.items[node].cursor));
	return type.kind == CXType_Pointer && is_byte_or_void(clang_getPointeeType(type));
}

/* A pointer comes out of the call: as its result, or where an argument points to (posix_memalign, asprintf, getline). */
static bool gives_pointer(const struct body *b, uint32_t node)
{
	uint32_t argument;

	if (flow_has_pointers(clang_getCursorType(b->nodes.items[node].cursor)))
		return true;
	for (unsigned i = 1; (argument = body_child(b, node, i)) != BODY_NONE; i++) {
		CXType type = clang_getCanonicalType(clang_getCursorType(b->nodes.items[argument].cursor));

		if (type.kind == CXType_Pointer && clang_getCanonicalType(clang_getPointeeType(type)).kind == CXType_Pointer)
			return true;
	}
	return false;
}

uint32_t body_call(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	struct body_node *n = &b->nodes.items[node];
	struct fact_location fact = { .kind = LOCATION_KIND_CALL, .loop = n->loop, .step = n->step };
	uint32_t number;
	CXCursor function;
	bool is_unlisted;

	if (n->location != FACT_NONE)
		return n->location;
	if (named_callee(b, node, &function)) {
		flow_promises(w, function, &fact);
		number = declarations_add(&w->declarations, function);
		if (number != DECLARATION_NONE)
			fact.name = declaration_at(&w->declarations, number)->name;
	} else {
		fact.flags |= LOCATION_FLAG_INDIRECT;
	}
	if (sources_locate(&w->sources, clang_getRangeStart(clang_getCursorExtent(n->cursor)), NULL, &fact.at) != w->function_source)
		fact.at = walk_file(w, w->function_source)->functions.items[w->function].at;
	fact.block = block_of(b, node, &is_unlisted);
	if (flow_has_pointers(clang_getCursorType(n->cursor)))
		fact.flags |= LOCATION_FLAG_POINTERS;
	if (fact.flags & LOCATION_FLAG_POINTERS && is_taken_as_bytes(b, node))
		fact.flags |= LOCATION_FLAG_BYTES;
	if (gives_pointer(b, node)) {
		fact.detail = body_text(w, n->cursor);
		if (is_incomplete(clang_getCanonicalType(clang_getCursorType(n->cursor))))
			fact.flags |= LOCATION_FLAG_INCOMPLETE;
		if (is_unlisted || is_in_goto_loop(b, node))
			fact.flags |= LOCATION_FLAG_CYCLE;
	}
	n->location = body_add_location(w, fact);
	return n->location;
}

/* ---- sizes ----------------------------------------------------------------------------------------------------------- */

/* True if nothing below the node is a variable or a call, so that it may be a constant. */
static bool may_be_constant(const struct body *b, uint32_t node)
{
	for (uint32_t i = node; i < b->nodes.items[node].end; i++) {
		CXCursor cursor = b->nodes.items[i].cursor;

		if (cursor.kind == CXCursor_UnaryExpr) {
			i = b->nodes.items[i].end - 1;
			continue;
		}
		if (cursor.kind == CXCursor_CallExpr || cursor.kind == CXCursor_StmtExpr ||
		    (cursor.kind == CXCursor_DeclRefExpr && clang_getCursorReferenced(cursor).kind != CXCursor_EnumConstantDecl))
			return false;
	}
	return true;
}

bool flow_constant(struct walk *w, uint32_t node, uint64_t *value)
{
	CXEvalResult r;
	bool ok;

	if (!may_be_constant(&w->body, node))
		return false;
	r = clang_Cursor_Evaluate(w->body.nodes.items[node].cursor);
	if (!r)
		return false;
	ok = clang_EvalResult_getKind(r) == CXEval_Int;
	if (ok && clang_EvalResult_isUnsignedInt(r))
		*value = clang_EvalResult_getAsUnsigned(r);
	else if (ok)
		ok = clang_EvalResult_getAsLongLong(r) >= 0, *value = (uint64_t)clang_EvalResult_getAsLongLong(r);
	clang_EvalResult_dispose(r);
	return ok;
}

static bool operands(const struct body *b, uint32_t node, enum CXBinaryOperatorKind kind, uint32_t *left, uint32_t *right)
{
	if (b->nodes.items[node].cursor.kind != CXCursor_BinaryOperator ||
	    clang_getCursorBinaryOperatorKind(b->nodes.items[node].cursor) != kind)
		return false;
	*left = body_child(b, node, 0);
	*right = body_child(b, node, 1);
	return *left != BODY_NONE && *right != BODY_NONE;
}

/* A constant or a parameter; the location is only made if it is one. */
static bool factor(struct walk *w, uint32_t node, uint32_t *location)
{
	struct body *b = &w->body;
	CXCursor declaration;
	uint64_t value;
	uint32_t a, c;

	if (flow_constant(w, node, &value)) {
		*location = body_constant(w, value);
		return true;
	}
	node = body_strip(b, node);
	/* n ? n : 8, as allocators write it */
	if (b->nodes.items[node].cursor.kind == CXCursor_ConditionalOperator) {
		a = body_child(b, node, 1);
		c = body_child(b, node, 2);
		if (a == BODY_NONE || c == BODY_NONE)
			return false;
		if (flow_constant(w, c, &value) && value <= 16)
			return factor(w, a, location);
		return flow_constant(w, a, &value) && value <= 16 && factor(w, c, location);
	}
	if (b->nodes.items[node].cursor.kind != CXCursor_DeclRefExpr)
		return false;
	declaration = clang_getCursorReferenced(b->nodes.items[node].cursor);
	if (declaration.kind != CXCursor_ParmDecl)
		return false;
	*location = body_variable(w, declaration, 0);
	return true;
}

/* Product of two plus a constant: what `malloc(n * sizeof *p + 1)` asks for. */
static void lower_size(struct walk *w, uint32_t node, uint32_t call, uint32_t number)
{
	struct body *b = &w->body;
	struct flow_source to = { call, (int)number };
	uint32_t left, right, factors[2], n = 0, bare = body_strip(b, node);
	uint64_t addend = 0;

	if (!flow_constant(w, node, &addend)) {
		addend = 0;
		if (operands(b, bare, CXBinaryOperator_Add, &left, &right)) {
			if (flow_constant(w, right, &addend))
				bare = body_strip(b, left);
			else if (flow_constant(w, left, &addend))
				bare = body_strip(b, right);
			else
				return;
		}
		if (operands(b, bare, CXBinaryOperator_Mul, &left, &right)) {
			if (!factor(w, left, &factors[n++]) || !factor(w, right, &factors[n++]))
				return;
		} else if (!factor(w, bare, &factors[n++])) {
			return;
		}
		for (uint32_t i = 0; i < n; i++)
			body_flow(w, node, to, (struct flow_source){ factors[i], 0 }, FLOW_WHY_FACTOR);
		if (addend)
			body_flow(w, node, to, (struct flow_source){ body_constant(w, addend), 0 }, FLOW_WHY_ADDEND);
		return;
	}
	body_flow(w, node, to, (struct flow_source){ body_constant(w, addend), 0 }, FLOW_WHY_FACTOR);
}

/* ---- calls ----------------------------------------------------------------------------------------------------------- */

void flow_call(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	uint32_t call = body_call(w, node), argument;
	bool needs_sizes = gives_pointer(b, node);
	CXCursor function;

	if (!named_callee(b, node, &function) && body_child(b, node, 0) != BODY_NONE)
		flow_value(w, body_child(b, node, 0), call, 0, FLOW_WHY_CALLEE);
	for (unsigned i = 0; (argument = body_child(b, node, i + 1)) != BODY_NONE; i++) {
		if (flow_can_point(b, argument))
			flow_value(w, argument, call, (int)i, FLOW_WHY_ARGUMENT);
		else if (needs_sizes)
			lower_size(w, argument, call, i);
	}
}
