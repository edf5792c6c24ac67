/*
 * A lexer for showing, not for compiling: its classes are those of clang's raw lexer (a test compares both), at a hundredth of
 * its cost, and it needs no unit: headers and lines that a configuration skips are read like all others.
 */
#include "reports/c_tokens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* C17 and C23 with the GNU words; sorted. */
static const char *const keywords[] = {
	"_Alignas", "_Alignof", "_Atomic", "_BitInt", "_Bool", "_Complex", "_Decimal128", "_Decimal32", "_Decimal64", "_Generic",
	"_Imaginary", "_Noreturn", "_Static_assert", "_Thread_local", "__asm", "__asm__", "__attribute", "__attribute__", "__const",
	"__extension__", "__inline", "__inline__", "__restrict", "__restrict__", "__thread", "__typeof__", "__volatile__", "alignas",
	"alignof", "asm", "auto", "bool", "break", "case", "char", "const", "constexpr", "continue", "default", "do", "double", "else",
	"enum", "extern", "false", "float", "for", "goto", "if", "inline", "int", "long", "nullptr", "register", "restrict", "return",
	"short", "signed", "sizeof", "static", "static_assert", "struct", "switch", "thread_local", "true", "typedef", "typeof",
	"typeof_unqual", "union", "unsigned", "void", "volatile", "while",
};

enum { END = -1, LONGEST_WORD = 32 };

/* Where the line goes on behind a backslash at `at`, or `at` if it ends nothing. Blanks before the line end are clang's leniency. */
static size_t behind_splice(const struct c_lexer *l, size_t at)
{
	size_t i = at + 1;

	while (i < l->len && strchr(" \t\f\v", l->text[i]) && l->text[i])
		i++;
	if (i < l->len && l->text[i] == '\r')
		i++;
	else if (i >= l->len || l->text[i] != '\n')
		return at;
	if (i < l->len && l->text[i] == '\n')
		i++;
	return i;
}

/* The byte at `*at` or behind the line splices there, over which `*at` is moved; END at the end. */
static int look(const struct c_lexer *l, size_t *at)
{
	while (*at < l->len && l->text[*at] == '\\') {
		size_t next = behind_splice(l, *at);

		if (next == *at)
			break;
		*at = next;
	}
	return *at < l->len ? (unsigned char)l->text[*at] : END;
}

/* The byte behind the one at `at`. */
static int look_behind(const struct c_lexer *l, size_t at)
{
	at++;
	return look(l, &at);
}

static bool is_line_end(int c)
{
	return c == '\n' || c == '\r' || c == END;
}

static bool is_word_byte(int c)
{
	return c != END && (isalnum(c) || c == '_' || c == '$' || c >= 0x80);
}

static int by_word(const void *word, const void *keyword)
{
	return strcmp(word, *(const char *const *)keyword);
}

static bool is_keyword(const char *word)
{
	return bsearch(word, keywords, sizeof keywords / sizeof *keywords, sizeof *keywords, by_word) != NULL;
}

static void skip_line_comment(struct c_lexer *l)
{
	size_t at = l->at;

	while (!is_line_end(look(l, &at)))
		at++;
	l->at = at;
}

static void skip_block_comment(struct c_lexer *l)
{
	size_t at = l->at;

	look(l, &at);
	at++;
	look(l, &at);
	for (at++; at < l->len; at++) {
		size_t end = at + 1;

		if (l->text[at] == '*' && look(l, &end) == '/') {
			l->at = end + 1;
			return;
		}
	}
	l->at = l->len;
}

/* From the opening quote. Without a closing one it reaches to the line's end, and is no string. */
static enum c_token_kind skip_quoted(struct c_lexer *l, int quote)
{
	size_t at = l->at;
	int c;

	look(l, &at);
	for (at++; !is_line_end(c = look(l, &at)); at++) {
		if (c == quote) {
			l->at = at + 1;
			return C_TOKEN_STRING;
		}
		if (c == '\\' && !is_line_end(look_behind(l, at))) {
			at++;
			look(l, &at);
		}
	}
	l->at = at;
	return C_TOKEN_OTHER;
}

/* From the opening quote of R"delimiter( ... )delimiter", in which nothing is special. */
static enum c_token_kind skip_raw(struct c_lexer *l)
{
	size_t open = l->at + 1, n = 0;

	while (open + n < l->len && n <= 16 && !strchr("()\\ \t\v\f\n", l->text[open + n]))
		n++;
	if (open + n >= l->len || l->text[open + n] != '(' || n > 16)
		return skip_quoted(l, '"');
	for (size_t at = open + n + 1; at + n + 1 < l->len; at++) {
		if (l->text[at] == ')' && !memcmp(l->text + at + 1, l->text + open, n) && l->text[at + 1 + n] == '"') {
			l->at = at + n + 2;
			return C_TOKEN_STRING;
		}
	}
	l->at = l->len;
	return C_TOKEN_OTHER;
}

static bool is_one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (!strcmp(word, *words))
			return true;
	return false;
}

static enum c_token_kind take_word(struct c_lexer *l)
{
	static const char *const prefixes[] = { "L", "u", "U", "u8", NULL }, *const raw[] = { "R", "LR", "uR", "UR", "u8R", NULL };
	static const char *const with_header[] = { "include", "include_next", "import", "embed", NULL };
	char word[LONGEST_WORD + 1];
	size_t n = 0, at = l->at;
	int c;

	for (; is_word_byte(c = look(l, &at)); at++)
		if (n < LONGEST_WORD)
			word[n++] = (char)c;
	word[n] = '\0';
	l->at = at;
	if ((c == '"' || c == '\'') && is_one_of(word, prefixes))
		return skip_quoted(l, c);
	if (c == '"' && is_one_of(word, raw))
		return skip_raw(l);
	if (l->expects == C_DIRECTIVE_NAME) {
		l->expects = is_one_of(word, with_header) ? C_HEADER_NAME : C_NO_DIRECTIVE;
		return C_TOKEN_DIRECTIVE;
	}
	return is_keyword(word) ? C_TOKEN_KEYWORD : C_TOKEN_IDENTIFIER;
}

/* A preprocessing number: any letters, digits and dots, and signs behind an exponent's letter. */
static void skip_number(struct c_lexer *l)
{
	size_t at = l->at;
	int c, before = 0;

	for (; c = look(l, &at), is_word_byte(c) || c == '.' || ((c == '+' || c == '-') && before && strchr("eEpP", before)); at++)
		before = c;
	l->at = at;
}

static bool skip_header_name(struct c_lexer *l)
{
	size_t at = l->at;
	int c;

	while (!is_line_end(c = look(l, &at)) && c != '>')
		at++;
	if (c == '>')
		l->at = at + 1;
	return c == '>';
}

/* The token that starts with `c` at l->at, which is moved behind it. */
static enum c_token_kind take(struct c_lexer *l, int c)
{
	int next = look_behind(l, l->at);

	if (is_word_byte(c) && !isdigit(c))
		return take_word(l);
	if (isdigit(c) || (c == '.' && next != END && isdigit(next))) {
		skip_number(l);
		return C_TOKEN_NUMBER;
	}
	if (c == '"' || c == '\'')
		return skip_quoted(l, c);
	if (c == '#' && !l->is_behind_text) {
		l->at++;
		l->expects = C_DIRECTIVE_NAME;
		return C_TOKEN_DIRECTIVE;
	}
	if (c == '<' && l->expects == C_HEADER_NAME && skip_header_name(l))
		return C_TOKEN_STRING;
	l->at++;
	return C_TOKEN_OTHER;
}

bool c_lexer_next(struct c_lexer *l, struct c_token *t)
{
	int c;

	while ((c = look(l, &l->at)) != END && (isspace(c) || !c)) {
		if (is_line_end(c)) {
			l->is_behind_text = false;
			l->expects = C_NO_DIRECTIVE;
		}
		l->at++;
	}
	if (c == END)
		return false;
	t->start = l->at;
	if (c == '/' && look_behind(l, l->at) == '/') {
		skip_line_comment(l);
		t->kind = C_TOKEN_COMMENT;
	} else if (c == '/' && look_behind(l, l->at) == '*') {
		skip_block_comment(l);
		t->kind = C_TOKEN_COMMENT;
	} else {
		bool expected = l->expects != C_NO_DIRECTIVE;

		t->kind = take(l, c);
		l->is_behind_text = true;
		if (expected && t->kind != C_TOKEN_DIRECTIVE)
			l->expects = C_NO_DIRECTIVE;
	}
	t->len = l->at - t->start;
	return true;
}
