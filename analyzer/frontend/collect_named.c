/*
 * A name that only the expansion of a macro brings into a file is none that the file itself has written: the header with the
 * macro has to see to it that it is declared. Such uses become implicit here, told by the text: the file does not have the word.
 */
#include "analyzer/frontend/scan.h"
#include "analyzer/frontend/walk.h"

static uint64_t word_key(const char *text, size_t len)
{
	return hash_bytes(text, len) | 1;
}

static void read_words(const struct source *src, bool is_cxx, struct table *words)
{
	struct scan s;
	struct scan_at at;
	struct word w;

	scan_init(&s, src->text, src->len, is_cxx);
	at = s.at;
	while (scan_word(&s, &at, src->len, &w))
		*table_at(words, word_key(w.text, w.len)) = 1;
}

static bool is_of_the_code(uint32_t how)
{
	return how == USE_HOW_CALL || how == USE_HOW_REFER || how == USE_HOW_TYPE || how == USE_HOW_MEMBER || how == USE_HOW_EXPAND;
}

/* One use for each (name, target, kind) that is implicit. */
static uint64_t use_key(const struct fact_use *use)
{
	uint32_t parts[3] = { use->name.v, use->target.v, use->kind };

	return hash_bytes(parts, sizeof parts) | 1;
}

static void demote(struct walk *w, struct file_facts *f, struct table *words)
{
	struct table implicit = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < f->uses.n; i++)
		if (f->uses.items[i].how == USE_HOW_IMPLICIT)
			*table_at(&implicit, use_key(&f->uses.items[i])) = 1;
	for (size_t i = 0; i < f->uses.n; i++) {
		struct fact_use use = f->uses.items[i];
		const char *name = intern_text(w->text, use.name);

		if (is_of_the_code(use.how) && !sid_is_none(use.name) &&
		    *table_at(words, word_key(name, intern_length(w->text, use.name))) == TABLE_NEW) {
			uint32_t *at = table_at(&implicit, use_key(&use));

			if (*at != TABLE_NEW)
				continue;
			*at = 1;
			use.how = USE_HOW_IMPLICIT;
		}
		f->uses.items[kept++] = use;
	}
	f->uses.n = kept;
	table_release(&implicit);
}

void collect_named(struct walk *w)
{
	struct table words = { 0 };

	/* Constructors, operators and conversions are called without a name of theirs. */
	if (w->is_cxx)
		return;
	for (uint32_t i = 0; i < w->sources.items.n; i++) {
		const struct source *src = &w->sources.items.items[i];

		if (src->is_system || !src->text || !walk_file(w, i)->uses.n)
			continue;
		table_clear(&words);
		read_words(src, w->is_cxx, &words);
		demote(w, walk_file(w, i), &words);
	}
	table_release(&words);
}
