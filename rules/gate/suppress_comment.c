/* Our own words must begin the comment, so that prose about them is prose; clang-tidy's may stand anywhere in it, as there. */
#include "rules/gate/suppress_comment.h"

#include "analyzer/base/nearest.h"
#include "analyzer/base/strbuf.h"

#include <ctype.h>
#include <string.h>

static const struct { const char *word; enum suppress_verb verb; } own_verbs[] = {
	{ "ignore", SUPPRESS_LINE }, { "ignore-next", SUPPRESS_NEXT }, { "ignore-file", SUPPRESS_FILE },
	{ "off", SUPPRESS_BEGIN }, { "on", SUPPRESS_END },
};

static const struct { const char *word; enum suppress_verb verb; } tidy_verbs[] = {
	{ "NEXTLINE", SUPPRESS_NEXT }, { "BEGIN", SUPPRESS_BEGIN }, { "END", SUPPRESS_END }, { "", SUPPRESS_LINE },
};

/* A comment's text on the way through. */
struct words {
	const char *at, *end;
};

static void skip_blanks(struct words *w)
{
	while (w->at < w->end && isspace((unsigned char)*w->at))
		w->at++;
}

static bool take(struct words *w, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(w->end - w->at) < len || memcmp(w->at, word, len) != 0)
		return false;
	w->at += len;
	return true;
}

/* The text between two places without the blanks around it. */
static const char *trimmed(struct arena *memory, const char *from, const char *to)
{
	while (from < to && isspace((unsigned char)*from))
		from++;
	while (from < to && isspace((unsigned char)to[-1]))
		to--;
	return arena_strndup(memory, from, (size_t)(to - from));
}

static bool is_date(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	size_t len = strlen(text);
	int month, day = 1;

	if (len != 7 && len != 10)
		return false;
	for (size_t i = 0; i < len; i++)
		if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
			return false;
	month = (text[5] - '0') * 10 + text[6] - '0';
	if (len == 10)
		day = (text[8] - '0') * 10 + text[9] - '0';
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* One word of the list: a pattern, or until=DATE. */
static void take_item(struct suppression *s, const char *item, const char **patterns, struct arena *memory)
{
	if (!strncmp(item, "until=", 6) && !s->is_tidy) {
		s->until = item + 6;
		if (!is_date(s->until))
			s->problem = arena_printf(memory, " has no month or day like 2027-01 or 2027-01-31 behind until=, but '%s'", s->until);
	} else if (*item) {
		patterns[s->n_patterns++] = item;
	}
}

/* From behind the opening bracket to behind the closing one; false if there is none. */
static bool take_list(struct words *w, char close, struct suppression *s, struct arena *memory)
{
	const char *end = memchr(w->at, close, (size_t)(w->end - w->at)), *from = w->at;
	const char **patterns;
	struct strbuf united = STRBUF_INIT;
	size_t n = 1;

	if (!end)
		return false;
	for (const char *c = from; c < end; c++)
		n += *c == ',';
	patterns = ARENA_ARRAY(memory, const char *, n);
	while (from <= end) {
		const char *comma = memchr(from, ',', (size_t)(end - from)), *to = comma ? comma : end;

		take_item(s, trimmed(memory, from, to), patterns, memory);
		from = to + 1;
	}
	for (size_t i = 0; i < s->n_patterns; i++)
		strbuf_addf(&united, "%s%s", i ? ", " : "", patterns[i]);
	s->list = arena_strdup(memory, united.text);
	strbuf_release(&united);
	s->patterns = patterns;
	w->at = end + 1;
	return true;
}

/* Whether the word at `w` is one of our verbs; else the problem says so, with the nearest one. */
static bool take_own_verb(struct words *w, struct suppression *s, struct arena *memory)
{
	const char *from = w->at;
	struct nearest n = { .best = NULL };
	const char *word;

	while (w->at < w->end && (islower((unsigned char)*w->at) || *w->at == '-'))
		w->at++;
	word = arena_strndup(memory, from, (size_t)(w->at - from));
	s->spelling = word;
	for (size_t i = 0; i < sizeof own_verbs / sizeof *own_verbs; i++) {
		if (!strcmp(word, own_verbs[i].word)) {
			s->verb = own_verbs[i].verb;
			return true;
		}
	}
	n.asked = word;
	nearest_offer(&n, "expect");
	for (size_t i = 0; i < sizeof own_verbs / sizeof *own_verbs; i++)
		nearest_offer(&n, own_verbs[i].word);
	if (*word && n.best)
		s->problem = arena_printf(memory, " is nothing that a comment can ask for; did you mean '%s'?", n.best);
	else
		s->problem = " is nothing that a comment can ask for; known are ignore, ignore-next, ignore-file, off, on and expect";
	return false;
}

static void read_own(struct words *w, struct suppression *s, struct arena *memory)
{
	const char *from;

	skip_blanks(w);
	from = w->at;
	if (!take_own_verb(w, s, memory))
		return;
	skip_blanks(w);
	if (!take(w, "[")) {
		s->problem = " does not name the rules that it is for, as in ignore[unused-include]: reason";
		return;
	}
	if (!take_list(w, ']', s, memory)) {
		s->problem = " has no closing ']'";
		return;
	}
	s->spelling = arena_strndup(memory, from, (size_t)(w->at - from));
	if (!s->n_patterns && !s->problem)
		s->problem = " does not name the rules that it is for, as in ignore[unused-include]: reason";
	skip_blanks(w);
	if (take(w, ":"))
		s->reason = trimmed(memory, w->at, w->end);
}

/* From behind "NOLINT". */
static void read_tidy(struct words *w, const char *from, struct suppression *s, struct arena *memory)
{
	for (size_t i = 0; i < sizeof tidy_verbs / sizeof *tidy_verbs; i++) {
		if (take(w, tidy_verbs[i].word)) {
			s->verb = tidy_verbs[i].verb;
			break;
		}
	}
	s->is_bare = true;
	if (take(w, "("))
		s->is_bare = !take_list(w, ')', s, memory);
	s->spelling = arena_strndup(memory, from, (size_t)(w->at - from));
}

static struct suppression empty(const struct suppress_comment *c)
{
	return (struct suppression){ .at = c->at, .end_line = c->end_line, .is_alone = c->is_alone, .spelling = "", .list = "",
				     .until = "", .reason = "" };
}

/* Moves the place from the comment's first byte to `at` in it. */
static void move_place(struct srcloc *loc, const char *text, const char *at)
{
	for (; text < at; text++) {
		if (*text == '\n') {
			loc->line++;
			loc->col = 0;
		}
		loc->col++;
	}
}

static void read_tidy_words(const struct suppress_comment *c, struct words w, struct arena *memory, struct suppression_list *to)
{
	const char *begin = w.at, *found;

	while ((found = memmem(w.at, (size_t)(w.end - w.at), "NOLINT", 6)) != NULL) {
		struct suppression s = empty(c);

		w.at = found + 6;
		/* A longer word is something else. */
		if (found > begin && (isalnum((unsigned char)found[-1]) || found[-1] == '_'))
			continue;
		s.is_tidy = true;
		read_tidy(&w, found, &s, memory);
		if (w.at < w.end && (isalnum((unsigned char)*w.at) || *w.at == '_') && s.is_bare)
			continue;
		move_place(&s.at, begin, found);
		s.end_line = s.at.line;
		VEC_PUSH(&to->list, s);
	}
}

void suppress_read(const struct suppress_comment *c, struct arena *memory, struct suppression_list *to)
{
	size_t len = strlen(c->text);
	struct words w = { c->text, c->text + len }, begin = w;
	struct suppression s = empty(c);

	if (len >= 4 && !memcmp(c->text, "/*", 2) && !memcmp(w.end - 2, "*/", 2))
		w.end -= 2;
	while (w.at < w.end && strchr("/*!<", *w.at))
		w.at++;
	skip_blanks(&w);
	if (!take(&w, "whynot:")) {
		read_tidy_words(c, begin, memory, to);
		return;
	}
	skip_blanks(&w);
	/* That is for the rule `contract`. */
	if (w.end - w.at >= 6 && !memcmp(w.at, "expect", 6) && (w.end - w.at == 6 || isspace((unsigned char)w.at[6])))
		return;
	read_own(&w, &s, memory);
	VEC_PUSH(&to->list, s);
}
