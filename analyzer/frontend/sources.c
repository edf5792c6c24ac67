#include "analyzer/frontend/sources.h"
#include "analyzer/base/path.h"
#include "analyzer/frontend/cxtext.h"

#include <stdlib.h>
#include <string.h>

sid sources_path(struct sources *s, CXFile file)
{
	struct strbuf name = STRBUF_INIT, joined = STRBUF_INIT;
	const char *relative;
	sid path;

	cxtext_file(file, &name);
	path_join(s->directory, name.text, &joined);
	relative = path_relative(joined.text, s->root);
	path = intern_adds(s->text, relative);
	strbuf_release(&name);
	strbuf_release(&joined);
	return path;
}

void sources_classify(struct sources *s, uint32_t number, CXSourceLocation location)
{
	struct source *src = &s->items.items[number];

	if (src->is_classified)
		return;
	src->is_classified = true;
	if (clang_Location_isInSystemHeader(location))
		source_set_system(s, number);
}

void source_set_system(struct sources *s, uint32_t number)
{
	s->items.items[number].is_system = true;
	s->unit->files.items[number].flags |= FILE_FLAG_SYSTEM;
}

static uint32_t add(struct sources *s, CXFile file, CXFileUniqueID id, sid path)
{
	struct source src = { .file = file, .id = id, .path = path };
	struct file_facts facts = { .path = path };

	src.is_classified = !s->items.n;
	facts.flags = s->items.n ? 0 : FILE_FLAG_MAIN;
	if (clang_isFileMultipleIncludeGuarded(s->tu, file))
		facts.flags |= FILE_FLAG_GUARDED;
	VEC_PUSH(&s->items, src);
	VEC_PUSH(&s->unit->files, facts);
	/* A file that was not entered: read from a precompiled header, say. */
	if (s->is_read)
		sources_classify(s, (uint32_t)s->items.n - 1, clang_getLocationForOffset(s->tu, file, 0));
	return (uint32_t)s->items.n - 1;
}

/* A file under a pointer not seen before: a new file, or a known one under another name. */
static uint32_t find_new(struct sources *s, CXFile file)
{
	CXFileUniqueID id = { { 0 } };
	bool has_id = clang_getFileUniqueID(file, &id) == 0;
	sid path = sources_path(s, file);
	uint32_t *at = table_at(&s->by_path, path.v + 1ull);

	if (*at != TABLE_NEW)
		return *at;
	for (uint32_t i = 0; has_id && i < s->items.n; i++)
		if (!memcmp(&s->items.items[i].id, &id, sizeof id))
			return *at = i;
	return *at = add(s, file, id, path);
}

uint32_t sources_find(struct sources *s, CXFile file)
{
	uint32_t *at;

	if (!file)
		return SOURCE_NONE;
	if (file == s->last_file)
		return s->last;
	at = table_at(&s->by_file, table_pointer_key(file));
	if (*at == TABLE_NEW)
		*at = find_new(s, file);
	s->last_file = file;
	return s->last = *at;
}

static void count_reading(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	struct sources *s = data;
	uint32_t i = sources_find(s, file);

	(void)stack;
	(void)depth;
	if (i != SOURCE_NONE)
		s->items.items[i].n_readings++;
}

/* An end of a range that one reading skipped. */
struct edge {
	uint32_t file, offset;
	int step; /* 1: begins, -1: ends */
};

static int compare_edges(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return y->step - x->step;
}

/* A range of clang's ends at the keyword of the directive that ended the skipping; ours at that line's start. */
static uint32_t start_of_line(const struct source *src, uint32_t offset)
{
	while (offset > 0 && offset <= src->len && src->text[offset - 1] != '\n')
		offset--;
	return offset;
}

/* What all readings of a file skipped: a sweep over the ends of the ranges, counting how many are open. */
static void find_skipped(struct sources *s)
{
	CXSourceRangeList *list = clang_getAllSkippedRanges(s->tu);
	VEC(struct edge) edges = { 0 };
	uint32_t n_open = 0;

	for (unsigned i = 0; list && i < list->count; i++) {
		struct edge begin = { .step = 1 }, end = { .step = -1 };

		begin.file = sources_locate(s, clang_getRangeStart(list->ranges[i]), &begin.offset, NULL);
		end.file = sources_locate(s, clang_getRangeEnd(list->ranges[i]), &end.offset, NULL);
		if (begin.file == SOURCE_NONE || begin.file != end.file || s->items.items[begin.file].is_system)
			continue;
		end.offset = start_of_line(&s->items.items[end.file], end.offset);
		if (begin.offset >= end.offset)
			continue;
		VEC_PUSH(&edges, begin);
		VEC_PUSH(&edges, end);
	}
	if (list)
		clang_disposeSourceRangeList(list);
	if (edges.n)
		qsort(edges.items, edges.n, sizeof *edges.items, compare_edges);
	for (size_t i = 0; i < edges.n; i++) {
		struct edge *e = &edges.items[i];
		struct source *src = &s->items.items[e->file];
		struct span span = { e->offset, i + 1 < edges.n ? edges.items[i + 1].offset : 0 };

		n_open = e->step > 0 ? n_open + 1 : n_open - 1;
		if (n_open >= src->n_readings && n_open && span.begin < span.end)
			VEC_PUSH(&src->skipped, span);
	}
	VEC_RELEASE(&edges);
}

void sources_init(struct sources *s, CXTranslationUnit tu, const char *directory, const char *root, struct intern *text,
		  struct unit_facts *unit)
{
	*s = (struct sources){ .tu = tu, .directory = directory, .root = root, .text = text, .unit = unit };
	clang_getInclusions(tu, count_reading, s);
}

const struct source *sources_with_text(struct sources *s, uint32_t number)
{
	struct source *src = &s->items.items[number];

	if (!src->text)
		src->text = clang_getFileContents(s->tu, src->file, &src->len);
	if (!src->text)
		src->len = 0;
	return src;
}

void sources_read(struct sources *s)
{
	for (uint32_t i = 0; i < s->items.n; i++) {
		struct source *src = &s->items.items[i];

		if (!src->is_classified)
			sources_classify(s, i, clang_getLocationForOffset(s->tu, src->file, 0));
		if (!src->is_system)
			sources_with_text(s, i);
	}
	s->is_read = true;
	find_skipped(s);
}

void sources_release(struct sources *s)
{
	for (size_t i = 0; i < s->items.n; i++) {
		VEC_RELEASE(&s->items.items[i].skipped);
		VEC_RELEASE(&s->items.items[i].includes);
	}
	VEC_RELEASE(&s->items);
	table_release(&s->by_file);
	table_release(&s->by_path);
}

uint32_t sources_locate(struct sources *s, CXSourceLocation location, uint32_t *offset, struct place *place)
{
	CXFile file;
	unsigned line = 0, col = 0, at = 0;

	clang_getExpansionLocation(location, &file, place ? &line : NULL, place ? &col : NULL, &at);
	if (offset)
		*offset = at;
	if (place)
		*place = (struct place){ line, col };
	return sources_find(s, file);
}

bool sources_is_macro(CXSourceLocation location)
{
	CXFile file, spelling_file;
	unsigned at, spelling_at;

	clang_getExpansionLocation(location, &file, NULL, NULL, &at);
	clang_getSpellingLocation(location, &spelling_file, NULL, NULL, &spelling_at);
	return at != spelling_at || (file != spelling_file && !clang_File_isEqual(file, spelling_file));
}

/* The first active directive that starts at the offset or behind it, or NULL. */
static const struct active_include *next_include(const struct source *s, uint32_t offset)
{
	size_t low = 0, high = s->includes.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->includes.items[middle].offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->includes.n ? &s->includes.items[low] : NULL;
}

bool source_has_include(const struct source *s, struct span span)
{
	const struct active_include *next = next_include(s, span.begin);

	return next && next->offset < span.end;
}

bool source_is_conditional(const struct source *s, uint32_t offset)
{
	const struct active_include *next = next_include(s, offset);

	return next && next->offset == offset && next->is_conditional;
}
