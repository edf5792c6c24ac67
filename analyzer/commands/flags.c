#include "analyzer/commands/flags.h"

#include <string.h>

static const struct flag_row rows[] = {
#define FLAG(fate, shape, text, why) { text, sizeof text - 1, FLAG_##shape, FLAG_##fate, false, why },
#define INNER(fate, shape, text)     { text, sizeof text - 1, FLAG_##shape, FLAG_##fate, true, NULL },
#include "analyzer/commands/flags.def"
#undef FLAG
#undef INNER
};

static const struct { const char *text, *means; } aliases[] = {
#define ALIAS(text, means) { text, means },
#include "analyzer/commands/flag_aliases.def"
#undef ALIAS
};

#define N_ROWS (sizeof rows / sizeof *rows)

_Static_assert(N_ROWS < (size_t)FLAG_INDEX_SIZE, "the index has no room for the table");

static unsigned bucket(const char *word)
{
	/* "--x" rows are few; the character that tells most is the second one. */
	return word[0] ? (unsigned char)word[1] & 127u : 0;
}

void flag_index_init(struct flag_index *index)
{
	memset(index, 0, sizeof *index);
	for (uint16_t i = (uint16_t)N_ROWS; i > 0; i--) {
		unsigned b = bucket(rows[i - 1].text);

		index->next[i - 1] = index->first[b];
		index->first[b] = i;
	}
}

static bool row_fits(const struct flag_row *row, const char *word)
{
	char last = row->text[row->length - 1], follows;

	if (strncmp(word, row->text, row->length) != 0)
		return false;
	follows = word[row->length];
	switch (row->shape) {
	case FLAG_ALONE:
		return !follows || follows == '=' || last == '=' || last == '-';
	case FLAG_NEXT:
		return !follows;
	case FLAG_BEGINS:
	case FLAG_BEGINS_NEXT:
	case FLAG_EITHER:
		return true;
	}
	return false;
}

static const struct flag_row *find(const struct flag_index *index, const char *word)
{
	const struct flag_row *best = NULL;

	for (uint16_t i = index->first[bucket(word)]; i; i = index->next[i - 1])
		if ((!best || rows[i - 1].length > best->length) && row_fits(&rows[i - 1], word))
			best = &rows[i - 1];
	return best;
}

const struct flag_row *flag_find(const struct flag_index *index, const char *word)
{
	const struct flag_row *row = find(index, word), *positive;
	char without_no[128];
	size_t len = strlen(word);

	if ((strncmp(word, "-fno-", 5) != 0 && strncmp(word, "-mno-", 5) != 0) || len >= sizeof without_no)
		return row;
	memcpy(without_no, word, 2);
	memcpy(without_no + 2, word + 5, len - 4);
	positive = find(index, without_no);
	return positive && (!row || positive->length + 3 > row->length) ? positive : row;
}

const char *flag_spelling(const struct flag_index *index, const char *word, struct arena *memory)
{
	const struct flag_row *row;

	if (strncmp(word, "--", 2) != 0)
		return word;
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
		size_t len = strlen(aliases[i].text);

		if (!strncmp(word, aliases[i].text, len) && (!word[len] || word[len] == '='))
			return word[len] ? arena_printf(memory, "%s%s", aliases[i].means, word + len + 1) : aliases[i].means;
	}
	if (flag_find(index, word))
		return word;
	/* Not for flags of one letter: "--offload" is no -o. */
	row = flag_find(index, word + 1);
	return row && row->length > 2 ? word + 1 : word;
}

bool flag_is_kept(const struct flag_row *row, const char *flag, bool is_inner)
{
	if (!row)
		return !is_inner && (flag[1] == 'f' || flag[1] == 'm');
	switch (row->fate) {
	case FLAG_KEEP:
	case FLAG_MEANS:
		/* A whole family of the driver's flags says nothing about those of the compiler proper. */
		return is_inner ? row->is_inner || row->shape != FLAG_BEGINS : !row->is_inner;
	case FLAG_MACRO:
	case FLAG_PATH:
		return is_inner || !row->is_inner;
	case FLAG_TARGET:
		return !is_inner;
	default:
		return false;
	}
}
