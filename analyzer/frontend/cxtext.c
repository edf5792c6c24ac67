#include "analyzer/frontend/cxtext.h"

#include <ctype.h>
#include <string.h>

/* Appends and disposes. */
static void take(CXString string, struct strbuf *out)
{
	const char *text = clang_getCString(string);

	if (text)
		strbuf_adds(out, text);
	clang_disposeString(string);
}

static sid take_interned(CXString string, struct intern *text)
{
	sid id = intern_adds(text, clang_getCString(string));

	clang_disposeString(string);
	return id;
}

void cxtext_name(CXCursor cursor, struct strbuf *out)
{
	strbuf_clear(out);
	take(clang_getCursorSpelling(cursor), out);
}

sid cxtext_usr(CXCursor cursor, struct intern *text)
{
	return take_interned(clang_getCursorUSR(cursor), text);
}

/* Behind ":12:3)" at `p`, or NULL if that is not there. */
static const char *skip_line_and_column(const char *p)
{
	for (int i = 0; i < 2; i++) {
		if (*p != ':' || !isdigit((unsigned char)p[1]))
			return NULL;
		p += 1 + strspn(p + 1, "0123456789");
	}
	return *p == ')' ? p : NULL;
}

/* LLVM 19 repeats the kind of tag: "(unnamed struct at ...)". Takes it off the end. */
static void drop_tag_word(struct strbuf *out)
{
	static const char *const words[] = { " struct", " union", " enum", " class" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t len = strlen(words[i]);

		if (out->len > len && !strcmp(out->text + out->len - len, words[i])) {
			out->len -= len;
			out->text[out->len] = '\0';
			return;
		}
	}
}

/* "struct (unnamed at /home/me/a.c:3:2)" differs from machine to machine; "struct (unnamed)" does not. */
static void add_without_places(const char *text, struct strbuf *out)
{
	const char *at, *end;

	while ((at = strstr(text, " at ")) != NULL) {
		const char *colon = at;

		do {
			colon = strchr(colon + 1, ':');
			end = colon ? skip_line_and_column(colon) : NULL;
		} while (colon && !end);
		if (!end)
			break;
		strbuf_add(out, text, (size_t)(at - text));
		drop_tag_word(out);
		text = end;
	}
	strbuf_adds(out, text);
}

sid cxtext_type(CXType type, struct intern *text)
{
	CXString string = clang_getTypeSpelling(type);
	const char *spelling = clang_getCString(string);
	struct strbuf cleaned = STRBUF_INIT;
	sid id;

	if (!spelling || !strstr(spelling, " at "))
		return take_interned(string, text);
	add_without_places(spelling, &cleaned);
	clang_disposeString(string);
	id = intern_add(text, cleaned.text, cleaned.len);
	strbuf_release(&cleaned);
	return id;
}

void cxtext_file(CXFile file, struct strbuf *out)
{
	strbuf_clear(out);
	take(clang_getFileName(file), out);
}

sid cxtext_diagnostic(CXDiagnostic diagnostic, struct intern *text)
{
	return take_interned(clang_getDiagnosticSpelling(diagnostic), text);
}

void cxtext_version(struct strbuf *out)
{
	take(clang_getClangVersion(), out);
}
