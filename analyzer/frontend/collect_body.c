#include "analyzer/frontend/cxtext.h"
#include "analyzer/frontend/walk.h"

#include <string.h>

static struct file_facts *function_file(struct walk *w)
{
	return walk_file(w, w->function_source);
}

/* The place of the last character before the end of the cursor's text; `at` if that is in another file. */
static struct place last_place(struct walk *w, uint32_t source, CXCursor cursor, struct place at)
{
	struct place end;

	if (sources_locate(&w->sources, clang_getRangeEnd(clang_getCursorExtent(cursor)), NULL, &end) != source)
		return at;
	end.col -= end.col > 1;
	return end;
}

static bool is_pointer(CXType type)
{
	CXType canonical = clang_getCanonicalType(type);

	return canonical.kind == CXType_Pointer || canonical.kind == CXType_LValueReference ||
	       canonical.kind == CXType_RValueReference;
}

static void add_param(struct walk *w, uint32_t source, CXCursor cursor)
{
	CXType type = clang_getCursorType(cursor);
	struct fact_param fact = { .type = walk_type(w, type) };

	fact.name = declaration_at(&w->declarations, declarations_add(&w->declarations, cursor))->name;
	sources_locate(&w->sources, clang_getCursorLocation(cursor), NULL, &fact.at);
	if (is_pointer(type))
		fact.flags |= PARAM_FLAG_POINTER;
	if (sid_is_none(fact.name))
		fact.flags |= PARAM_FLAG_UNNAMED;
	VEC_PUSH(&walk_file(w, source)->params, fact);
}

struct params {
	struct walk *w;
	uint32_t source;
};

static enum CXChildVisitResult add_template_param(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct params *p = data;

	(void)parent;
	if (cursor.kind == CXCursor_ParmDecl)
		add_param(p->w, p->source, cursor);
	return CXChildVisit_Continue;
}

static void add_params(struct walk *w, uint32_t source, CXCursor cursor)
{
	struct params p = { w, source };
	int n = clang_Cursor_getNumArguments(cursor);

	/* libclang counts no arguments of a function template. */
	if (n < 0)
		clang_visitChildren(cursor, add_template_param, &p);
	for (int i = 0; i < n; i++)
		add_param(w, source, clang_Cursor_getArgument(cursor, (unsigned)i));
}

/* GNU's attribute is part of the type; C11's _Noreturn is not, and comes as an attribute below the function. */
static bool is_noreturn_type(struct walk *w, CXType type)
{
	return strstr(intern_text(w->text, walk_type(w, type)), "__attribute__((noreturn))") != NULL;
}

struct noreturn {
	struct walk *w;
	bool found;
};

static enum CXChildVisitResult look_for_noreturn(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct noreturn *n = data;

	(void)parent;
	n->found |= clang_isAttribute(cursor.kind) && collect_is_noreturn_attribute(n->w, cursor);
	return n->found ? CXChildVisit_Break : CXChildVisit_Continue;
}

bool collect_is_noreturn(struct walk *w, CXCursor function)
{
	struct noreturn n = { w, is_noreturn_type(w, clang_getCursorType(function)) };

	if (!n.found)
		clang_visitChildren(function, look_for_noreturn, &n);
	return n.found;
}

static uint32_t function_flags(struct walk *w, CXCursor cursor, const struct declaration *d, CXSourceLocation location)
{
	uint32_t flags = 0;

	if (is_noreturn_type(w, clang_getCursorType(cursor)))
		flags |= FUNCTION_FLAG_NORETURN;
	if (clang_Cursor_getStorageClass(cursor) == CX_SC_Static)
		flags |= FUNCTION_FLAG_STATIC;
	if (clang_Cursor_isFunctionInlined(cursor))
		flags |= FUNCTION_FLAG_INLINE;
	if (clang_Cursor_isVariadic(cursor))
		flags |= FUNCTION_FLAG_VARIADIC;
	if (d->kind == ENTITY_KIND_METHOD)
		flags |= FUNCTION_FLAG_METHOD;
	if (sources_is_macro(location))
		flags |= FUNCTION_FLAG_MACRO;
	return flags;
}

void collect_function(struct walk *w, uint32_t source, CXCursor cursor)
{
	const struct declaration *d = declaration_at(&w->declarations, declarations_add(&w->declarations, cursor));
	CXSourceLocation location = clang_getCursorLocation(cursor);
	struct file_facts *file;
	struct fact_function fact = { .name = d->name };

	if (walk_is_repeat(w, source, d->offset, n_ENTITY_KIND + 3, d->name))
		return;
	fact.flags = function_flags(w, cursor, d, location);
	sources_locate(&w->sources, location, NULL, &fact.at);
	fact.end = last_place(w, source, cursor, fact.at);
	fact.usr = cxtext_usr(cursor, w->text);
	fact.result = walk_type(w, clang_getCursorResultType(cursor));
	fact.params.first = (uint32_t)walk_file(w, source)->params.n;
	add_params(w, source, cursor);
	file = walk_file(w, source);
	fact.params.n = (uint32_t)file->params.n - fact.params.first;
	fact.loops.first = (uint32_t)file->loops.n;
	fact.calls.first = (uint32_t)file->calls.n;
	w->function_source = source;
	w->function = (uint32_t)file->functions.n;
	w->function_cursor = cursor;
	VEC_PUSH(&file->functions, fact);
	body_begin(w);
}

void collect_function_end(struct walk *w)
{
	struct file_facts *file;
	struct fact_function *f;

	body_end(w);
	file = function_file(w);
	f = &file->functions.items[w->function];
	f->loops.n = (uint32_t)file->loops.n - f->loops.first;
	f->calls.n = (uint32_t)file->calls.n - f->calls.first;
	w->function_source = SOURCE_NONE;
}

uint32_t collect_loop(struct walk *w, CXCursor cursor, uint32_t kind, uint32_t outer)
{
	struct file_facts *file;
	CXSourceLocation location = clang_getCursorLocation(cursor);
	struct fact_loop fact = { .kind = kind, .parent = outer };

	if (sources_locate(&w->sources, location, NULL, &fact.at) != w->function_source)
		return outer;
	fact.end = last_place(w, w->function_source, cursor, fact.at);
	if (sources_is_macro(location))
		fact.flags |= LOOP_FLAG_MACRO;
	file = function_file(w);
	VEC_PUSH(&file->loops, fact);
	return (uint32_t)file->loops.n - file->functions.items[w->function].loops.first;
}

uint32_t collect_call(struct walk *w, CXCursor cursor, uint32_t loop)
{
	struct file_facts *file;
	CXSourceLocation location = clang_getRangeStart(clang_getCursorExtent(cursor));
	struct fact_call fact = { .loop = loop, .flags = CALL_FLAG_INDIRECT };
	int n_args = clang_Cursor_getNumArguments(cursor);

	if (sources_locate(&w->sources, location, NULL, &fact.at) != w->function_source)
		return FACT_NONE;
	fact.n_args = n_args < 0 ? 0 : (uint32_t)n_args;
	if (sources_is_macro(clang_getCursorLocation(cursor)))
		fact.flags |= CALL_FLAG_MACRO;
	file = function_file(w);
	VEC_PUSH(&file->calls, fact);
	return (uint32_t)file->calls.n - 1;
}

void collect_callee(struct walk *w, uint32_t call, uint32_t declaration)
{
	struct fact_call *fact = &function_file(w)->calls.items[call];
	const struct declaration *d = declaration_at(&w->declarations, declaration);

	fact->callee = d->name;
	if (d->source != SOURCE_NONE)
		fact->target = w->sources.items.items[d->source].path;
	if (!d->is_callable)
		return;
	fact->flags &= ~(uint32_t)CALL_FLAG_INDIRECT;
	if (d->kind == ENTITY_KIND_METHOD)
		fact->flags |= CALL_FLAG_MEMBER;
	if (d->source == SOURCE_NONE)
		fact->flags |= CALL_FLAG_BUILTIN;
}
