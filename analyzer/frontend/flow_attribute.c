/* Attributes that say what becomes of pointers: cleanup of variables; malloc, alloc_size, noescape, const and pure of functions. */
#include "analyzer/frontend/walk.h"

#include <ctype.h>
#include <string.h>

/* Text of an attribute where it was spelled, which may be in a macro; behind leading underscores. */
struct spelled {
	const char *at, *end;
};

static bool spell(struct walk *w, CXSourceLocation location, struct spelled *s)
{
	const struct source *src;
	unsigned offset;
	uint32_t source;
	CXFile file;

	clang_getSpellingLocation(location, &file, NULL, NULL, &offset);
	source = sources_find(&w->sources, file);
	if (source == SOURCE_NONE)
		return false;
	src = sources_with_text(&w->sources, source);
	if (offset >= src->len)
		return false;
	*s = (struct spelled){ src->text + offset, src->text + src->len };
	while (s->at < s->end && *s->at == '_')
		s->at++;
	return true;
}

static void skip_blanks(struct spelled *s)
{
	while (s->at < s->end && isspace((unsigned char)*s->at))
		s->at++;
}

static bool take(struct spelled *s, const char *mark)
{
	size_t len = strlen(mark);

	skip_blanks(s);
	if ((size_t)(s->end - s->at) < len || memcmp(s->at, mark, len) != 0)
		return false;
	s->at += len;
	return true;
}

/* The word, with or without underscores around it. */
static bool take_word(struct spelled *s, const char *word)
{
	const char *before = s->at;

	if (take(s, word)) {
		while (s->at < s->end && *s->at == '_')
			s->at++;
		if (s->at == s->end || !isalnum((unsigned char)*s->at))
			return true;
	}
	s->at = before;
	return false;
}

/* ---- cleanup --------------------------------------------------------------------------------------------------------- */

/* __attribute__((cleanup(f))): f(&variable) at the end of its block. */
void flow_cleanup(struct walk *w, uint32_t node)
{
	struct body *b = &w->body;
	uint32_t declaration = b->nodes.items[node].parent;
	struct fact_location fact = { .kind = LOCATION_KIND_CALL, .loop = b->nodes.items[node].loop };
	const char *start;
	struct spelled s;

	if (!spell(w, clang_getCursorLocation(b->nodes.items[node].cursor), &s) || !take_word(&s, "cleanup") || !take(&s, "("))
		return;
	skip_blanks(&s);
	for (start = s.at; s.at < s.end && (isalnum((unsigned char)*s.at) || *s.at == '_'); s.at++)
		;
	fact.name = intern_add(w->text, start, (size_t)(s.at - start));
	sources_locate(&w->sources, clang_getCursorLocation(b->nodes.items[declaration].cursor), NULL, &fact.at);
	body_flow(w, declaration, (struct flow_source){ body_add_location(w, fact), 0 },
		  (struct flow_source){ body_variable(w, b->nodes.items[declaration].cursor, b->nodes.items[declaration].loop), -1 },
		  FLOW_WHY_ARGUMENT);
	/* It happens where the block is left, wherever that is. */
	VEC_LAST(&walk_file(w, w->function_source)->flows)->step = 0;
}

/* ---- what a declaration promises --------------------------------------------------------------------------------------- */

struct look {
	struct walk *w;
	struct body_promise *promise;
	uint32_t n_params;
};

/* "(1, 2)": up to two numbers. */
static bool take_numbers(struct spelled *s, uint8_t sizes[2])
{
	if (!take(s, "("))
		return false;
	for (unsigned n = 0; n < 2; n++) {
		skip_blanks(s);
		if (s->at == s->end || !isdigit((unsigned char)*s->at))
			return n > 0;
		sizes[n] = 0;
		for (; s->at < s->end && isdigit((unsigned char)*s->at) && sizes[n] < 20; s->at++)
			sizes[n] = (uint8_t)(sizes[n] * 10 + *s->at - '0');
		if (!take(s, ","))
			break;
	}
	return true;
}

/* Where a macro is given the numbers, they stand where it is used: MY_ALLOC(1). */
static void take_sizes(struct look *l, CXCursor attribute, struct spelled s)
{
	uint8_t sizes[2] = { 0, 0 };
	struct spelled used;
	const struct source *src;
	unsigned offset;
	uint32_t source;
	CXFile file;

	if (!take_numbers(&s, sizes)) {
		clang_getExpansionLocation(clang_getCursorLocation(attribute), &file, NULL, NULL, &offset);
		source = sources_find(&l->w->sources, file);
		if (source == SOURCE_NONE)
			return;
		src = sources_with_text(&l->w->sources, source);
		used = (struct spelled){ src->text + (offset < src->len ? offset : src->len), src->text + src->len };
		while (used.at < used.end && (isalnum((unsigned char)*used.at) || *used.at == '_'))
			used.at++;
		if (!take_numbers(&used, sizes))
			return;
	}
	memcpy(l->promise->sizes, sizes, sizeof sizes);
}

static enum CXChildVisitResult look_at_param(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct look *l = data;
	struct spelled s;

	(void)parent;
	if (clang_isAttribute(cursor.kind) && spell(l->w, clang_getCursorLocation(cursor), &s) && take_word(&s, "noescape"))
		l->promise->lent |= (uint32_t)1 << (l->n_params - 1);
	return CXChildVisit_Continue;
}

static enum CXChildVisitResult look_at(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct look *l = data;
	struct spelled s;

	(void)parent;
	if (cursor.kind == CXCursor_ConstAttr) {
		l->promise->flags |= LOCATION_FLAG_CONST;
	} else if (cursor.kind == CXCursor_PureAttr) {
		l->promise->flags |= LOCATION_FLAG_PURE;
	} else if (cursor.kind == CXCursor_ParmDecl) {
		if (++l->n_params <= 32)
			clang_visitChildren(cursor, look_at_param, l);
	} else if (clang_isAttribute(cursor.kind) && spell(l->w, clang_getCursorLocation(cursor), &s)) {
		if (take_word(&s, "malloc"))
			l->promise->flags |= LOCATION_FLAG_FRESH;
		else if (take_word(&s, "alloc_size"))
			take_sizes(l, cursor, s);
	}
	return CXChildVisit_Continue;
}

void flow_promises(struct walk *w, CXCursor function, struct fact_location *call)
{
	struct body *b = &w->body;
	uint32_t number = *table_at(&b->promise_of, table_pointer_key(function.data[0]));
	const struct body_promise *p;

	if (number == TABLE_NEW) {
		struct body_promise promise = { .flags = 0 };
		struct look l = { w, &promise, 0 };

		/* Those of the system are described by models, or keep what they are given. */
		if (!clang_Location_isInSystemHeader(clang_getCursorLocation(function)))
			clang_visitChildren(function, look_at, &l);
		number = (uint32_t)b->promises.n;
		VEC_PUSH(&b->promises, promise);
		*table_at(&b->promise_of, table_pointer_key(function.data[0])) = number;
	}
	p = &b->promises.items[number];
	call->flags |= p->flags;
	call->bytes = p->lent | (uint64_t)p->sizes[0] << 32 | (uint64_t)p->sizes[1] << 40;
}
