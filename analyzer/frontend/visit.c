/*
 * clang_visitChildren() with CXChildVisit_Recurse keeps libclang's own explicit work list for statements and expressions,
 * so that depth costs no stack; what is above a cursor is kept here, in frames, which the `parent` of each call unwinds.
 *
 * A file can only end inside a declaration where an include directive stands inside it. So the place of what is in a
 * declaration is asked for only there, or when a fact needs it: asking for every cursor would cost more than all the rest.
 */
#include "analyzer/frontend/walk.h"

static bool is_parent(const struct frame *f, CXCursor parent)
{
	if (f->kind != parent.kind || f->address[0] != parent.data[0])
		return false;
	/* Of a declaration, the second word only says whether it is the first of its line. */
	return clang_isDeclaration(parent.kind) || f->address[1] == parent.data[1];
}

static void leave(struct walk *w)
{
	const struct frame *f = VEC_LAST(&w->frames);

	/* The body of a `for` comes last, which only its end shows. */
	if ((f->kind == CXCursor_ForStmt || f->kind == CXCursor_CXXForRangeStmt) && f->last_was_expression)
		visit_count_statement(w);
	if (f->is_function)
		collect_function_end(w);
	if (f->is_initialised)
		flow_slots(w, f->source);
	w->frames.n--;
}

void visit_end(struct walk *w)
{
	if (!w->is_preprocessed)
		collect_preprocessed(w);
	while (w->frames.n > 1)
		leave(w);
}

static bool is_record(enum CXCursorKind kind)
{
	return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl || kind == CXCursor_ClassDecl;
}

/* Declarations whose members are entities, too. */
static bool is_scope(enum CXCursorKind kind)
{
	return is_record(kind) || kind == CXCursor_EnumDecl || kind == CXCursor_ClassTemplate ||
	       kind == CXCursor_ClassTemplatePartialSpecialization || kind == CXCursor_Namespace || kind == CXCursor_LinkageSpec;
}

/* The span of the cursor's text in its file; empty if it does not end there. */
static bool is_whole(struct walk *w, uint32_t source, CXCursor cursor)
{
	CXSourceRange extent = clang_getCursorExtent(cursor);
	struct span span;

	return sources_locate(&w->sources, clang_getRangeStart(extent), &span.begin, NULL) == source &&
	       sources_locate(&w->sources, clang_getRangeEnd(extent), &span.end, NULL) == source &&
	       !source_has_include(&w->sources.items.items[source], span);
}

/* A function or variable that another file declared first needs that file: it says what its type has to be. */
static void use_first_declaration(struct walk *w, uint32_t source, CXCursor cursor)
{
	CXCursor first = clang_getCanonicalCursor(cursor);
	uint32_t number;

	if (first.data[0] == cursor.data[0])
		return;
	number = declarations_add(&w->declarations, first);
	if (number == DECLARATION_NONE)
		return;
	walk_digest(w, source, declaration_at(&w->declarations, number)->digest);
	if (declaration_at(&w->declarations, number)->source != source)
		collect_use(w, source, USE_HOW_REFER, number, cursor);
}

static void enter_definition(struct walk *w, CXCursor cursor, const struct declaration *d, struct frame *f)
{
	if (d->is_callable || d->kind == ENTITY_KIND_VARIABLE)
		use_first_declaration(w, f->source, cursor);
	if (is_record(cursor.kind) && clang_isCursorDefinition(cursor))
		f->record = collect_record(w, f->source, cursor);
	if (d->is_callable && w->function_source == SOURCE_NONE && clang_isCursorDefinition(cursor)) {
		collect_function(w, f->source, cursor);
		f->is_function = w->function_source != SOURCE_NONE;
		f->loop = 0;
	}
}

/* Files behind the system's include paths are only looked at for names that somebody mentions. */
static bool enter_system(struct walk *w, CXCursor cursor, const struct frame *above, struct frame *f)
{
	if (!above->is_outer)
		return false;
	f->is_outer = cursor.kind == CXCursor_Namespace || cursor.kind == CXCursor_LinkageSpec;
	f->is_file_level = f->is_outer;
	collect_system(w, f->source, cursor);
	return f->is_outer;
}

static bool enter_declaration(struct walk *w, CXCursor cursor, const struct frame *above, struct frame *f)
{
	enum CXCursorKind kind = cursor.kind;
	uint32_t number;
	struct declaration *d;

	f->source = visit_locate(w, above, cursor);
	if (f->source == SOURCE_NONE)
		return false;
	if (w->sources.items.items[f->source].is_system)
		return enter_system(w, cursor, above, f);
	f->is_outer = above->is_outer && (kind == CXCursor_Namespace || kind == CXCursor_LinkageSpec);
	f->is_whole = !f->is_outer && (above->is_whole || is_whole(w, f->source, cursor));
	f->is_file_level = above->is_file_level && is_scope(kind);
	walk_digest(w, f->source, kind);
	if (kind == CXCursor_VarDecl || kind == CXCursor_FieldDecl || kind == CXCursor_ParmDecl)
		collect_type_use(w, f->source, cursor, clang_getCursorType(cursor));
	if (kind == CXCursor_EnumConstantDecl)
		walk_digest(w, f->source, (uint64_t)clang_getEnumConstantDeclValue(cursor));
	if (above->record != FACT_NONE && clang_CXXMethod_isVirtual(cursor))
		walk_file(w, above->source)->records.items[above->record].flags |= RECORD_FLAG_BASES;
	if (kind == CXCursor_UnexposedDecl && above->is_file_level)
		collect_unexposed(w, f->source, cursor);
	if (entity_kind_of(kind) == n_ENTITY_KIND)
		return true;
	number = declarations_add(&w->declarations, cursor);
	d = declaration_at(&w->declarations, number);
	f->declaration = number;
	/* libclang shows a tag's definition where it is declared, and again in the declarations that use it. */
	if (d->is_walked)
		return false;
	d->is_walked = true;
	walk_digest(w, f->source, d->digest);
	if (above->is_file_level)
		f->entity = collect_entity(w, f->source, cursor, number);
	enter_definition(w, cursor, declaration_at(&w->declarations, number), f);
	return true;
}

/* Takes the cursor in; true if its children are wanted. */
static bool enter(struct walk *w, CXCursor cursor, const struct frame *above, struct frame *f)
{
	if (clang_isDeclaration(cursor.kind))
		return enter_declaration(w, cursor, above, f);
	if (above->source == SOURCE_NONE)
		return false;
	if (clang_isExpression(cursor.kind))
		return visit_expression(w, cursor, above, f);
	if (clang_isStatement(cursor.kind))
		return visit_statement(w, cursor, f);
	if (clang_isReference(cursor.kind))
		return visit_reference(w, cursor, above, f);
	if (clang_isAttribute(cursor.kind)) {
		walk_digest(w, f->source, cursor.kind);
		collect_attribute(w, cursor, above);
	}
	return true;
}

/* What the lowering of bodies looks at. */
static bool is_recorded(const struct walk *w, enum CXCursorKind kind)
{
	if (w->function_source == SOURCE_NONE) /* an initialiser */
		return clang_isExpression(kind) || kind == CXCursor_MemberRef;
	return clang_isExpression(kind) || clang_isStatement(kind) || kind == CXCursor_VarDecl || clang_isAttribute(kind) ||
	       kind == CXCursor_MemberRef || kind == CXCursor_LabelRef;
}

static void record(struct walk *w, CXCursor cursor, const struct frame *above, struct frame *f)
{
	if (f->is_function)
		return;
	if (w->function_source == SOURCE_NONE && cursor.kind == CXCursor_VarDecl && above->is_file_level && !w->is_cxx &&
	    f->source != SOURCE_NONE) {
		body_begin(w);
		f->is_initialised = true;
	} else if (!w->body.is_recording || !is_recorded(w, cursor.kind)) {
		f->body = above->body;
		return;
	}
	f->body = body_push(w, cursor, above->body, f->loop);
	w->body.nodes.items[f->body].declaration = f->declaration;
	if (cursor.kind == CXCursor_CallExpr)
		w->body.nodes.items[f->body].call = f->call;
}

enum CXChildVisitResult visit_cursor(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct walk *w = data;
	struct frame *above, f;
	bool wanted;

	if (clang_isPreprocessing(cursor.kind)) {
		collect_preprocessing(w, cursor);
		return CXChildVisit_Continue;
	}
	if (!w->is_preprocessed)
		collect_preprocessed(w);
	while (w->frames.n > 1 && !is_parent(VEC_LAST(&w->frames), parent))
		leave(w);
	above = VEC_LAST(&w->frames);
	above->n_children++;
	above->last_was_expression = clang_isExpression(cursor.kind) != 0;
	f = (struct frame){ .kind = cursor.kind, .address = { cursor.data[0], cursor.data[1] }, .source = above->source };
	f.entity = f.record = f.call = FACT_NONE;
	f.body = BODY_NONE;
	f.declaration = DECLARATION_NONE;
	f.loop = above->loop;
	f.is_whole = above->is_whole;
	wanted = enter(w, cursor, above, &f);
	if (w->body.is_recording || above->is_file_level)
		record(w, cursor, above, &f);
	if (!wanted)
		return CXChildVisit_Continue;
	VEC_PUSH(&w->frames, f);
	return CXChildVisit_Recurse;
}
