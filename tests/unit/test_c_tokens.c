/*
 * The lexer that colours sources says what clang's raw lexer says: of text that is meant to trick it, and of files of ours. With file
 * names as arguments it compares those instead.
 */
#include "analyzer/base/file.h"
#include "analyzer/base/process.h"
#include "analyzer/base/vec.h"
#include "reports/c_tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/unit.h"

static const char tricky[] =
	"int a; /* x */ // y \\\n z\n"
	"#define A(x) #x \"s\\\"t\" L\"w\" u8\"q\" 'c' L'\\'' 0x1p-3 1e+5 .5f 0xe+1 1..2\n"
	"#if 0\ndon't \"half\n#endif\n"
	"char *r = R\"x(a\" )\" )x\"; in\\\nt q; /\\\n* split *\\\n/ /\\\n/ line\n"
	"# notdir\n  # /* c */ include <stdio.h> // \"x\"\n#include_next <a'b\"c.h>\n#include \"a.h\"\n int x; # not include <y>\n"
	"#define less <a.h>\n"
	"char s[] = \"unterminated\nchar t[] = \"spliced \\\nstring\"; int _Static_assertx, u8 = L; /* * / ** */ a /**/ b;\n"
	"int $d, \xc3\xa4 = 1; \"\\\\\" '\\\\' \"tab\t\" /\t/ no \x01 \"\\  \nblank splice\"\r\nint z;\r\n";

/* What clang calls no token at all: bytes that are no text, a comment without end. */
static const char broken[] = "int \xff\xfe = \xc3; R\"abcdefghijklmnopqrst(x)\" R\"a(x)b\" /* open";

struct token {
	unsigned line, col;
	enum c_token_kind kind;
};

struct tokens {
	VEC(struct token) list;
};

/* Keywords and directives are words for a raw lexer. */
static enum c_token_kind as_raw(enum c_token_kind kind)
{
	return kind == C_TOKEN_KEYWORD || kind == C_TOKEN_DIRECTIVE ? C_TOKEN_IDENTIFIER : kind;
}

static void place_of(const char *text, size_t offset, unsigned *line, unsigned *col)
{
	*line = *col = 1;
	for (size_t i = 0; i < offset; i++) {
		++*col;
		if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n')) {
			++*line;
			*col = 1;
		}
	}
}

/* For clang a splice right before a token is its first part. */
static size_t with_splice(const char *text, size_t start)
{
	size_t at = start;

	if (!at || text[at - 1] != '\n')
		return start;
	for (at--; at && strchr(" \t\r", text[at - 1]); at--)
		;
	return at && text[at - 1] == '\\' ? at - 1 : start;
}

/* Header names, which no raw lexer knows, go to `headers`, as one token at each end. */
static void read_ours(const struct strbuf *text, struct tokens *ours, struct tokens *headers)
{
	struct c_lexer l = { .text = text->text, .len = text->len };
	struct c_token t;
	size_t end = 0;

	while (c_lexer_next(&l, &t)) {
		struct token token = { 0, 0, as_raw(t.kind) }, behind = { 0, 0, C_TOKEN_OTHER };

		assert_true(t.start >= end && t.len > 0 && t.start + t.len <= text->len);
		end = t.start + t.len;
		if (t.kind == C_TOKEN_OTHER || text->text[t.start] == '#')
			continue;
		place_of(text->text, with_splice(text->text, t.start), &token.line, &token.col);
		if (text->text[t.start] == '<') {
			place_of(text->text, end, &behind.line, &behind.col);
			VEC_PUSH(&headers->list, token);
			VEC_PUSH(&headers->list, behind);
		} else {
			VEC_PUSH(&ours->list, token);
		}
	}
}

static enum c_token_kind kind_of(const char *word)
{
	size_t len = strcspn(word, " ");

	if (!strncmp(word, "comment ", 8))
		return C_TOKEN_COMMENT;
	if (!strncmp(word, "raw_identifier ", 15))
		return C_TOKEN_IDENTIFIER;
	if (!strncmp(word, "numeric_constant ", 17))
		return C_TOKEN_NUMBER;
	if ((len >= 14 && !strncmp(word + len - 14, "string_literal", 14)) || (len >= 13 && !strncmp(word + len - 13, "char_constant", 13)))
		return C_TOKEN_STRING;
	return C_TOKEN_OTHER;
}

static bool is_in_header(const struct tokens *headers, struct token t)
{
	for (size_t i = 0; i < headers->list.n; i += 2) {
		const struct token *h = &headers->list.items[i];

		if (h->line == t.line && t.col >= h->col && t.col < h[1].col)
			return true;
	}
	return false;
}

/* "kind 'spelling' [flags] Loc=<file:line:col>", where the spelling may hold anything. */
static void read_clangs(const char *path, const struct tokens *headers, struct tokens *clangs)
{
	char dump[] = "/tmp/whynot-tokens-XXXXXX";
	int fd = mkstemp(dump);
	struct strbuf command = STRBUF_INIT, text = STRBUF_INIT;
	struct error e = ERROR_INIT;

	assert_true(fd >= 0);
	close(fd);
	strbuf_addf(&command, "exec %s -cc1 -dump-raw-tokens -x c '%s' 2>%s", TEST_CLANG, path, dump);
	const char *argv[] = { "/bin/sh", "-c", command.text, NULL };
	assert_int_equal(process_run(&(struct process_run){ .argv = argv, .stdout_fd = -1 }, &e), 0);
	assert_int_equal(file_read(dump, &text, &e), 0);
	unlink(dump);
	for (const char *at = text.text, *loc; (loc = strstr(at, "\tLoc=<")) != NULL;) {
		const char *end = strchr(loc, '\n'), *place = end;
		struct token t = { 0, 0, kind_of(at) };

		for (int colons = 0; colons < 2; colons += *place == ':')
			place--;
		assert_int_equal(sscanf(place, ":%u:%u", &t.line, &t.col), 2);
		if (t.kind != C_TOKEN_OTHER && !is_in_header(headers, t))
			VEC_PUSH(&clangs->list, t);
		at = end + 1;
	}
	strbuf_release(&command);
	strbuf_release(&text);
	error_release(&e);
}

static void compare(const char *path)
{
	struct tokens ours = { { NULL, 0, 0 } }, clangs = { { NULL, 0, 0 } }, headers = { { NULL, 0, 0 } };
	struct strbuf text = STRBUF_INIT;
	struct error e = ERROR_INIT;

	if (file_read(path, &text, &e) < 0)
		fail_msg("%s", e.text.text);
	read_ours(&text, &ours, &headers);
	read_clangs(path, &headers, &clangs);
	for (size_t i = 0; i < ours.list.n || i < clangs.list.n; i++) {
		struct token a = i < ours.list.n ? ours.list.items[i] : (struct token){ 0, 0, 0 };
		struct token b = i < clangs.list.n ? clangs.list.items[i] : (struct token){ 0, 0, 0 };

		if (a.line != b.line || a.col != b.col || a.kind != b.kind)
			fail_msg("%s: ours: %u:%u kind %d; clang's: %u:%u kind %d", path, a.line, a.col, a.kind, b.line, b.col, b.kind);
	}
	VEC_RELEASE(&ours.list);
	VEC_RELEASE(&clangs.list);
	VEC_RELEASE(&headers.list);
	strbuf_release(&text);
}

static void tricky_text_is_read_as_clang_does(void **state)
{
	char path[] = "/tmp/whynot-tricky-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, tricky, sizeof tricky - 1), sizeof tricky - 1);
	close(fd);
	compare(path);
	unlink(path);
}

static void own_files_are_read_as_clang_does(void **state)
{
	static const char *const files[] = { "/../reports/c_tokens.c", "/../rules/escape_apply.c", "/../analyzer/facts/facts.def", "/world/escape_runtime.c",
					     "/unit/test_c_tokens.c", "/unit/test_frontend_c.c", "/unit/test_report_golden.c" };
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct strbuf path = STRBUF_INIT;

		strbuf_addf(&path, TEST_SOURCE_DIR "%s", files[i]);
		compare(path.text);
		strbuf_release(&path);
	}
}

static void read_cut(const char *text, size_t len)
{
	char *copy = malloc(len ? len : 1);
	struct c_lexer l = { .text = copy, .len = len };
	struct c_token t;
	size_t end = 0;

	assert_non_null(copy);
	memcpy(copy, text, len);
	while (c_lexer_next(&l, &t)) {
		assert_true(t.start >= end && t.len > 0 && t.start + t.len <= len);
		end = t.start + t.len;
	}
	free(copy);
}

/* Every cut of a text is a text: nothing is read behind its end, and each token has its length. */
static void any_end_will_do(void **state)
{
	(void)state;
	for (size_t len = 0; len < sizeof tricky; len++)
		read_cut(tricky, len);
	for (size_t len = 0; len < sizeof broken; len++)
		read_cut(broken, len);
}

static enum c_token_kind kind_at(const char *text, const char *word)
{
	struct c_lexer l = { .text = text, .len = strlen(text) };
	struct c_token t;

	while (c_lexer_next(&l, &t))
		if (t.len == strlen(word) && !memcmp(text + t.start, word, t.len))
			return t.kind;
	return C_TOKEN_OTHER;
}

/* What a raw lexer does not know. */
static void keywords_and_directives_are_told_apart(void **state)
{
	(void)state;
	assert_int_equal(kind_at("int a;", "int"), C_TOKEN_KEYWORD);
	assert_int_equal(kind_at("integer a;", "integer"), C_TOKEN_IDENTIFIER);
	assert_int_equal(kind_at("_Alignas(8) while", "_Alignas"), C_TOKEN_KEYWORD);
	assert_int_equal(kind_at("_Alignas(8) while", "while"), C_TOKEN_KEYWORD);
	assert_int_equal(kind_at("/* */ # if 1", "if"), C_TOKEN_DIRECTIVE);
	assert_int_equal(kind_at("/* */ # if 1", "#"), C_TOKEN_DIRECTIVE);
	assert_int_equal(kind_at("x # if 1", "if"), C_TOKEN_KEYWORD);
	assert_int_equal(kind_at("#include <a.h>\n", "<a.h>"), C_TOKEN_STRING);
	assert_int_equal(kind_at("#define A <a.h>\n", "<a.h>"), C_TOKEN_OTHER);
	assert_int_equal(kind_at("#define int long\n", "int"), C_TOKEN_KEYWORD);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tricky_text_is_read_as_clang_does),
		cmocka_unit_test(own_files_are_read_as_clang_does),
		cmocka_unit_test(any_end_will_do),
		cmocka_unit_test(keywords_and_directives_are_told_apart),
	};

	for (int i = 1; i < argc; i++)
		compare(argv[i]);
	return argc > 1 ? 0 : cmocka_run_group_tests(tests, NULL, NULL);
}
