#include "rules/include_mapping.h"

#include "analyzer/base/glob.h"
#include "analyzer/base/strbuf.h"

#include <string.h>

enum { MOST_STEPS = 8 }; /* from private header to private header to the public one */

void include_settings_release(struct include_settings *s)
{
	for (size_t i = 0; i < s->includes.n; i++)
		if (s->includes.items[i]->is_regex)
			regfree(&s->includes.items[i]->regex);
	VEC_RELEASE(&s->keep);
	VEC_RELEASE(&s->includes);
	VEC_RELEASE(&s->symbols);
	VEC_RELEASE(&s->refs);
	arena_release(&s->memory);
}

bool include_settings_keep(const struct include_settings *s, const char *spelling, const char *path)
{
	size_t len = strlen(spelling);
	struct strbuf name = STRBUF_INIT;
	bool found = false;

	if (!s)
		return false;
	if (len > 2)
		strbuf_add(&name, spelling + 1, len - 2);
	for (size_t i = 0; i < s->keep.n && !found; i++)
		found = glob_matches_word(s->keep.items[i], spelling) || glob_matches_word(s->keep.items[i], name.text) ||
			glob_matches(s->keep.items[i], path);
	strbuf_release(&name);
	return found;
}

/* Whether the text, which stands for a header in any of its spellings, is meant. */
static bool means(const struct include_alias *a, const char *name)
{
	struct strbuf spelled = STRBUF_INIT;
	bool found = false;

	for (int quoted = 0; quoted < 2 && !found; quoted++) {
		strbuf_clear(&spelled);
		strbuf_addf(&spelled, quoted ? "\"%s\"" : "<%s>", name);
		found = a->is_regex ? regexec(&a->regex, spelled.text, 0, NULL, 0) == 0 : !strcmp(a->from, spelled.text);
	}
	strbuf_release(&spelled);
	return found;
}

/* The first alias of the file under any of the names that include paths can give it. */
static const struct include_alias *alias_of_path(const struct include_settings *s, const char *path)
{
	for (const char *name = path; name; name = strchr(name, '/')) {
		name += *name == '/';
		for (size_t i = 0; i < s->includes.n; i++)
			if (means(s->includes.items[i], name))
				return s->includes.items[i];
	}
	return NULL;
}

const char *include_mapping_public(const struct include_settings *s, const char *path)
{
	const struct include_alias *a = s && s->includes.n ? alias_of_path(s, path) : NULL;

	for (int steps = 0; a && a->is_private && steps < MOST_STEPS; steps++) {
		struct strbuf name = STRBUF_INIT;

		strbuf_add(&name, a->to + 1, strlen(a->to) - 2);
		a = alias_of_path(s, name.text);
		strbuf_release(&name);
	}
	return a && !a->is_private ? a->to : NULL;
}

bool include_mapping_has_symbol(const struct include_settings *s, const char *name, const char *spelling)
{
	for (size_t i = 0; s && i < s->symbols.n; i++)
		if (!strcmp(s->symbols.items[i]->from, name) && !strcmp(s->symbols.items[i]->to, spelling))
			return true;
	return false;
}
