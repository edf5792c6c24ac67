/*
 * Backtracking over the last '*' and the last "**" only: what an earlier one could take, the later one can take as well, so the
 * time is at most pattern times path times path, and there is no recursion.
 */
#include "analyzer/base/glob.h"

#include <string.h>

/* Whether the set at `*pattern` ("[a-c]") holds the byte; moves behind the set. Without a ']' it is a plain '['. */
static bool takes_from_set(const char **pattern, char byte)
{
	const char *at = *pattern + 1, *end;
	bool negated = *at == '!' || *at == '^', found = false;

	at += negated;
	end = *at ? strchr(at + 1, ']') : NULL;
	if (!end) {
		++*pattern;
		return byte == '[';
	}
	for (; at < end; at++) {
		if (at + 2 < end && at[1] == '-') {
			found |= (unsigned char)at[0] <= (unsigned char)byte && (unsigned char)byte <= (unsigned char)at[2];
			at += 2;
		} else {
			found |= *at == byte;
		}
	}
	*pattern = end + 1;
	return found != negated;
}

/* Takes one byte by one element of the pattern that is no star. */
static bool takes(const char **pattern, char byte, bool is_path)
{
	switch (**pattern) {
	case '\0': return false;
	case '?':
		++*pattern;
		return !is_path || byte != '/';
	case '[': return (!is_path || byte != '/') && takes_from_set(pattern, byte);
	case '\\':
		if ((*pattern)[1])
			++*pattern;
		/* fallthrough */
	default: return *(*pattern)++ == byte;
	}
}

/* Nothing is left of the pattern but perhaps a '/'. */
static bool is_done(const char *pattern)
{
	return !*pattern || (pattern[0] == '/' && !pattern[1]);
}

struct stars {
	const char *star, *star_at;     /* what follows the last '*', and from where on it is tried */
	const char *deep, *deep_at;     /* of the last "**" */
};

/* Notes the star at `p` and returns what follows it. */
static const char *enter_star(struct stars *s, const char *start, const char *p, const char *path, bool is_path)
{
	bool is_deep = !is_path || p[1] == '*', at_component = p == start || p[-1] == '/';

	while (*p == '*')
		p++;
	if (!is_deep) {
		s->star = p;
		s->star_at = path;
		return p;
	}
	/* In "**" and '/' the slash belongs to the folders, of which there may be none. */
	if (is_path && at_component && *p == '/')
		p++;
	s->deep = p;
	s->deep_at = path;
	s->star = NULL;
	return p;
}

/* Where to go on after a mismatch, or NULL. A "**" and '/' only begins again behind a '/'. */
static const char *back(struct stars *s, const char **path)
{
	if (s->star && *s->star_at && *s->star_at != '/') {
		*path = ++s->star_at;
		return s->star;
	}
	s->star = NULL;
	if (!s->deep || !*s->deep_at)
		return NULL;
	if (s->deep[-1] == '/') {
		s->deep_at += strcspn(s->deep_at, "/");
		if (!*s->deep_at)
			return NULL;
	}
	*path = ++s->deep_at;
	return s->deep;
}

static bool matches(const char *pattern, const char *path, bool is_path)
{
	struct stars s = { NULL, NULL, NULL, NULL };
	const char *p = pattern;

	for (;;) {
		if (*p == '*') {
			p = enter_star(&s, pattern, p, path, is_path);
			continue;
		}
		if (is_path ? is_done(p) && (!*path || *path == '/') : !*p && !*path)
			return true;
		const char *next = p;
		if (*path && takes(&next, *path, is_path)) {
			p = next;
			path++;
			continue;
		}
		p = back(&s, &path);
		if (!p)
			return false;
	}
}

bool glob_matches(const char *pattern, const char *path)
{
	while (pattern[0] == '.' && pattern[1] == '/')
		pattern += 2;
	return matches(pattern, path, true);
}

bool glob_matches_word(const char *pattern, const char *word)
{
	return matches(pattern, word, false);
}
