/* The inside of declarations: names, calls, expressions, statements. */
#include "analyzer/frontend/walk.h"

#include <string.h>

void visit_count_statement(struct walk *w)
{
	if (w->function_source != SOURCE_NONE)
		walk_file(w, w->function_source)->functions.items[w->function].n_statements++;
}

uint32_t visit_locate(struct walk *w, const struct frame *above, CXCursor cursor)
{
	if (above->is_whole)
		return above->source;
	return sources_locate(&w->sources, clang_getCursorLocation(cursor), NULL, NULL);
}

static void refer(struct walk *w, uint32_t source, uint32_t how, CXCursor referenced, CXCursor cursor)
{
	uint32_t number = declarations_add(&w->declarations, referenced);

	if (number == DECLARATION_NONE)
		return;
	walk_digest(w, source, declaration_at(&w->declarations, number)->digest);
	collect_use(w, source, how, number, cursor);
}

/* A library's namespace is opened in so many files that naming one of them says nothing. */
static bool is_spread(struct walk *w, CXCursor namespace)
{
	uint32_t source = sources_locate(&w->sources, clang_getCursorLocation(namespace), NULL, NULL);

	return namespace.kind == CXCursor_Namespace && source != SOURCE_NONE && w->sources.items.items[source].is_system;
}

bool visit_reference(struct walk *w, CXCursor cursor, const struct frame *above, struct frame *f)
{
	CXCursor referenced;

	f->source = visit_locate(w, above, cursor);
	if (f->source == SOURCE_NONE)
		return false;
	walk_digest(w, f->source, cursor.kind);
	switch (cursor.kind) {
	case CXCursor_CXXBaseSpecifier:
		if (above->record != FACT_NONE)
			walk_file(w, above->source)->records.items[above->record].flags |= RECORD_FLAG_BASES;
		return true;
	case CXCursor_TypeRef:
		referenced = clang_getCursorReferenced(cursor);
		refer(w, f->source, USE_HOW_TYPE, referenced, cursor);
		/* The operand of sizeof has to be complete. */
		if (above->kind == CXCursor_UnaryExpr)
			collect_type_use(w, f->source, cursor, clang_getCursorType(referenced));
		return false;
	case CXCursor_MemberRef:
		refer(w, f->source, USE_HOW_MEMBER, clang_getCursorReferenced(cursor), cursor);
		return false;
	case CXCursor_OverloadedDeclRef:
		for (unsigned i = 0; i < clang_getNumOverloadedDecls(cursor); i++)
			refer(w, f->source, USE_HOW_REFER, clang_getOverloadedDecl(cursor, i), cursor);
		return false;
	case CXCursor_TemplateRef:
		refer(w, f->source, USE_HOW_TYPE, clang_getCursorReferenced(cursor), cursor);
		return false;
	case CXCursor_NamespaceRef:
		referenced = clang_getCursorReferenced(cursor);
		if (!is_spread(w, referenced))
			refer(w, f->source, USE_HOW_REFER, referenced, cursor);
		return false;
	case CXCursor_VariableRef:
		refer(w, f->source, USE_HOW_REFER, clang_getCursorReferenced(cursor), cursor);
		return false;
	default:
		return false;
	}
}

/* The first operand of an unresolved operator stands where the callee stands in a call, but cannot be called. */
static bool can_be_called(const struct declaration *d, CXCursor cursor)
{
	if (d->is_callable)
		return true;
	switch (clang_getCanonicalType(clang_getCursorType(cursor)).kind) {
	case CXType_Pointer:
	case CXType_BlockPointer:
	case CXType_MemberPointer:
	case CXType_FunctionProto:
	case CXType_FunctionNoProto:
		return true;
	default:
		return false;
	}
}

/* A name in an expression: a variable, function, enumerator or member. */
static bool enter_name(struct walk *w, CXCursor cursor, const struct frame *above, struct frame *f)
{
	bool is_callee = above->seeks_callee && above->n_children == 1, is_member = cursor.kind == CXCursor_MemberRefExpr;
	uint32_t number = declarations_add(&w->declarations, clang_getCursorReferenced(cursor));
	const struct declaration *d;
	uint32_t how = is_member ? USE_HOW_MEMBER : USE_HOW_REFER;

	if (number == DECLARATION_NONE)
		return true;
	d = declaration_at(&w->declarations, number);
	f->declaration = number;
	walk_digest(w, f->source, d->digest);
	if (is_callee && d->is_callable)
		how = USE_HOW_CALL;
	if (is_callee && above->call != FACT_NONE && can_be_called(d, cursor))
		collect_callee(w, above->call, number);
	if (!d->is_callable)
		collect_type_use(w, f->source, cursor, clang_getCursorType(cursor));
	collect_use(w, f->source, how, number, cursor);
	return is_member || w->is_cxx;
}

/* Constructors and overloaded operators stand nowhere as a callee of their own. */
static bool is_unwritten_callee(struct walk *w, const struct declaration *d, enum CXCursorKind kind)
{
	const char *name = intern_text(w->text, d->name);

	return kind == CXCursor_Constructor || kind == CXCursor_ConversionFunction ||
	       (d->is_callable && !strncmp(name, "operator", strlen("operator")));
}

static void enter_call(struct walk *w, CXCursor cursor, struct frame *f)
{
	CXCursor referenced;
	uint32_t number;

	collect_type_use(w, f->source, cursor, clang_getCursorType(cursor));
	f->call = w->function_source == SOURCE_NONE ? FACT_NONE : collect_call(w, cursor, f->loop);
	f->seeks_callee = true;
	if (!w->is_cxx)
		return;
	referenced = clang_getCursorReferenced(cursor);
	number = declarations_add(&w->declarations, referenced);
	if (number == DECLARATION_NONE ||
	    !is_unwritten_callee(w, declaration_at(&w->declarations, number), referenced.kind))
		return;
	f->seeks_callee = false;
	refer(w, f->source, USE_HOW_CALL, referenced, cursor);
	if (f->call != FACT_NONE)
		collect_callee(w, f->call, number);
}

/* True where an expression is a statement of its own. */
static bool is_statement_place(const struct frame *above)
{
	switch (above->kind) {
	case CXCursor_CompoundStmt:
	case CXCursor_LabelStmt:
	case CXCursor_DefaultStmt:
		return true;
	case CXCursor_IfStmt:
	case CXCursor_SwitchStmt:
	case CXCursor_WhileStmt:
	case CXCursor_CaseStmt:
		return above->n_children > 1;
	case CXCursor_DoStmt:
		return above->n_children == 1;
	default:
		return false;
	}
}

/* Where files are pasted into a declaration, a literal can come from one of them, or a part of it. */
static void enter_pasted_literal(struct walk *w, CXCursor cursor, const struct frame *f)
{
	uint32_t source = sources_locate(&w->sources, clang_getCursorLocation(cursor), NULL, NULL);

	walk_digest(w, source == SOURCE_NONE ? f->source : source,
		    declarations_type(&w->declarations, clang_getCursorType(cursor))->digest);
}

bool visit_expression(struct walk *w, CXCursor cursor, const struct frame *above, struct frame *f)
{
	if (is_statement_place(above))
		visit_count_statement(w);
	switch (cursor.kind) {
	case CXCursor_DeclRefExpr:
	case CXCursor_MemberRefExpr:
	case CXCursor_CallExpr:
		f->source = visit_locate(w, above, cursor);
		if (f->source == SOURCE_NONE)
			return false;
		walk_digest(w, f->source, cursor.kind);
		if (cursor.kind != CXCursor_CallExpr)
			return enter_name(w, cursor, above, f);
		enter_call(w, cursor, f);
		return true;
	case CXCursor_UnexposedExpr:
	case CXCursor_ParenExpr:
	case CXCursor_UnaryOperator:
	case CXCursor_CStyleCastExpr:
		f->seeks_callee = above->seeks_callee && above->n_children == 1;
		f->call = f->seeks_callee ? above->call : FACT_NONE;
		break;
	case CXCursor_IntegerLiteral:
	case CXCursor_FloatingLiteral:
	case CXCursor_StringLiteral:
	case CXCursor_CharacterLiteral:
		if (!above->is_whole)
			enter_pasted_literal(w, cursor, f);
		return false;
	case CXCursor_CompoundLiteralExpr:
		collect_type_use(w, f->source, cursor, clang_getCursorType(cursor));
		break;
	default:
		break;
	}
	walk_digest(w, f->source, cursor.kind);
	return true;
}

bool visit_statement(struct walk *w, CXCursor cursor, struct frame *f)
{
	uint32_t kind = n_LOOP_KIND;

	walk_digest(w, f->source, cursor.kind);
	if (cursor.kind == CXCursor_CompoundStmt || w->function_source == SOURCE_NONE)
		return true;
	visit_count_statement(w);
	if (cursor.kind == CXCursor_ForStmt)
		kind = LOOP_KIND_FOR;
	else if (cursor.kind == CXCursor_WhileStmt)
		kind = LOOP_KIND_WHILE;
	else if (cursor.kind == CXCursor_DoStmt)
		kind = LOOP_KIND_DO;
	else if (cursor.kind == CXCursor_CXXForRangeStmt)
		kind = LOOP_KIND_RANGE;
	if (kind != n_LOOP_KIND)
		f->loop = collect_loop(w, cursor, kind, f->loop);
	return true;
}
