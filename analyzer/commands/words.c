#include "analyzer/commands/words.h"
#include "analyzer/base/strbuf.h"

#include <string.h>

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == '\0';
}

/* Whether a backslash before `c` hides it, `quote` being the open quote or 0. */
static bool is_escape(char quote, char c, enum words_style style)
{
	if (style != WORDS_SHELL || !quote)
		return true;
	return quote == '"' && c != '\0' && strchr("$`\"\\\n", c);
}

/* Reads one word from text[at]; returns where it ends. */
static size_t read_word(struct strbuf *word, const char *text, size_t len, size_t at, enum words_style style, bool *open)
{
	char quote = 0;

	for (; at < len && (quote || !is_space(text[at])); at++) {
		char c = text[at];

		if (c == '\\' && at + 1 < len && is_escape(quote, text[at + 1], style)) {
			if (text[++at] != '\n')
				strbuf_addc(word, text[at]);
		} else if (c == quote) {
			quote = 0;
		} else if (!quote && (c == '"' || c == '\'')) {
			quote = c;
		} else if (c) {
			strbuf_addc(word, c);
		}
	}
	*open = quote != 0;
	return at;
}

bool words_split(struct words *out, struct arena *memory, const char *text, size_t len, enum words_style style)
{
	struct strbuf word = STRBUF_INIT;
	bool open = false, line_start = true;
	size_t at = 0;

	while (at < len) {
		if (is_space(text[at])) {
			line_start = line_start || text[at] == '\n';
			at++;
		} else if (style == WORDS_CONFIG && line_start && text[at] == '#') {
			while (at < len && text[at] != '\n')
				at++;
		} else if (text[at] == '\\' && at + 1 < len && text[at + 1] == '\n') {
			at += 2; /* a continued line is no word */
		} else {
			strbuf_clear(&word);
			at = read_word(&word, text, len, at, style, &open);
			VEC_PUSH(out, arena_strndup(memory, word.text, word.len));
			line_start = false;
		}
	}
	strbuf_release(&word);
	return !open;
}

void words_release(struct words *w)
{
	VEC_RELEASE(w);
}
