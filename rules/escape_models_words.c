/* Words and marks of one line at a time. */
#include "rules/escape_models_words.h"

#include <string.h>

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

void words_skip_blanks(struct words *w)
{
	while (w->at < w->end && (*w->at == ' ' || *w->at == '\t'))
		w->at++;
}

bool words_at_end(struct words *w)
{
	words_skip_blanks(w);
	return w->at == w->end || *w->at == '\n' || *w->at == '#' || (*w->at == '\r' && w->at + 1 < w->end && w->at[1] == '\n');
}

struct word words_peek(struct words *w)
{
	struct word found = { .len = 0 };

	words_skip_blanks(w);
	found.text = w->at;
	if (w->at < w->end && *w->at >= '0' && *w->at <= '9')
		return found;
	while (found.text + found.len < w->end && is_word_byte(found.text[found.len]))
		found.len++;
	return found;
}

bool word_is(struct word w, const char *text)
{
	return w.len == strlen(text) && !memcmp(w.text, text, w.len);
}

bool words_take(struct words *w, const char *mark)
{
	size_t len = strlen(mark);

	words_skip_blanks(w);
	if ((size_t)(w->end - w->at) < len || memcmp(w->at, mark, len) != 0)
		return false;
	w->at += len;
	return true;
}

int words_expect(struct words *w, const char *mark, const char *remedy)
{
	if (words_take(w, mark))
		return 0;
	return error_at(w->e, w->path, w->line, (unsigned)(w->at - w->line_start) + 1, "'%s' is expected here; %s", mark, remedy);
}

