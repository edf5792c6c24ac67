/* What an expression of the body looks like in the source. */
#include "analyzer/frontend/walk.h"

#include <ctype.h>
#include <string.h>

/* The function's file from offset `begin` to before `end`, blanks in a row as one, cut where it gets long. */
static sid text_between(struct walk *w, size_t begin, size_t end)
{
	enum { MOST = 60 };
	const struct source *src = sources_with_text(&w->sources, w->function_source);
	char text[MOST + sizeof "..."];
	size_t n = 0;

	for (size_t i = begin; i < end && i < src->len && n <= MOST; i++) {
		bool is_blank = isspace((unsigned char)src->text[i]) != 0;

		if (!is_blank || (n && text[n - 1] != ' '))
			text[n++] = is_blank ? ' ' : src->text[i];
	}
	if (n > MOST) {
		for (n = MOST - 3; n && ((unsigned char)text[n] & 0xc0) == 0x80; n--)
			;
		memcpy(text + n, "...", 3);
		n += 3;
	}
	return intern_add(w->text, text, n);
}

sid body_text(struct walk *w, CXCursor cursor)
{
	CXSourceRange range = clang_getCursorExtent(cursor);
	unsigned begin, end;
	CXFile file;

	if (sources_is_macro(clang_getRangeStart(range)) || sources_is_macro(clang_getRangeEnd(range)))
		return (sid){ 0 };
	clang_getSpellingLocation(clang_getRangeStart(range), &file, NULL, NULL, &begin);
	clang_getSpellingLocation(clang_getRangeEnd(range), NULL, NULL, NULL, &end);
	if (sources_find(&w->sources, file) != w->function_source)
		return (sid){ 0 };
	return text_between(w, begin, end);
}

/* Both ends where they are spelled: the argument of a macro, or what is in its body. */
static sid spelled_text(struct walk *w, CXSourceRange range)
{
	enum { MOST_BYTES = 200 };
	unsigned begin, end;
	CXFile first, last;

	clang_getSpellingLocation(clang_getRangeStart(range), &first, NULL, NULL, &begin);
	clang_getSpellingLocation(clang_getRangeEnd(range), &last, NULL, NULL, &end);
	if (sources_find(&w->sources, first) != w->function_source || sources_find(&w->sources, last) != w->function_source ||
	    end <= begin || end - begin > MOST_BYTES)
		return (sid){ 0 };
	return text_between(w, begin, end);
}

sid body_expanded_text(struct walk *w, CXCursor cursor)
{
	CXSourceRange range = clang_getCursorExtent(cursor);
	uint32_t begin, end;

	if (sources_locate(&w->sources, clang_getRangeStart(range), &begin, NULL) != w->function_source ||
	    sources_locate(&w->sources, clang_getRangeEnd(range), &end, NULL) != w->function_source)
		return (sid){ 0 };
	return end > begin ? text_between(w, begin, end) : spelled_text(w, range);
}
