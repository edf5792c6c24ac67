/*
 * What a header would declare if less of it were skipped, read off the text: names that stand where a declarator's name
 * stands, outside of parentheses and bodies, and macros. Nothing is certain about such a name, but a file that names it may
 * get it from that header in another configuration, so each file that does is given a use of it (USE_HOW_MENTION).
 */
#include "analyzer/frontend/scan.h"
#include "analyzer/frontend/walk.h"

#include <ctype.h>
#include <string.h>

static bool word_is(const struct word *w, const char *text)
{
	return w->len == strlen(text) && !memcmp(w->text, text, w->len);
}

static bool is_name(const struct word *token)
{
	unsigned char c = (unsigned char)token->text[0];

	return isalpha(c) || c == '_' || c == '$' || c >= 0x80;
}

/* Words that can stand before the punctuation that follows a declared name. */
static bool is_keyword(const struct word *w)
{
	static const char *const keywords[] = { "if", "else", "do", "while", "for", "switch", "return", "sizeof", "break",
						"continue", "default", "goto", "struct", "union", "enum", "extern", "const",
						"volatile", "void", "char", "short", "int", "long", "float", "double", "signed",
						"unsigned", "_Bool", "bool", "static", "inline", "typeof", "alignas",
						"_Alignas", "_Static_assert", "static_assert", "__attribute__", "__declspec",
						"__asm__", "asm", "__typeof__", "__extension__", "_Pragma" };

	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (word_is(w, keywords[i]))
			return true;
	return false;
}

static void add_name(struct walk *w, uint32_t source, const struct word *name, uint32_t kind)
{
	struct skipped_name new = { name->text, (uint32_t)name->len, source, (uint32_t)name->at.offset, kind };

	/* Nobody includes the main file. */
	if (!w->is_cxx && !(walk_file(w, source)->flags & FILE_FLAG_MAIN) && name->len && !is_keyword(name))
		VEC_PUSH(&w->skipped_names, new);
}

void collect_skipped_macro(struct walk *w, uint32_t source, const struct word *name)
{
	add_name(w, source, name, ENTITY_KIND_MACRO);
}

/* True if the braces hold names of the level around them: enum {, enum x {, extern "C" {. */
static bool is_transparent(const struct word *before, const struct word *last)
{
	return word_is(last, "enum") || word_is(before, "enum") || word_is(last, "extern");
}

void collect_skipped_code(struct walk *w, uint32_t source, const struct scan *s, struct scan_at at, size_t end)
{
	struct word token, last = { 0 }, before = { 0 };
	uint32_t parens = 0, braces = 0;
	bool in_value = false;

	while (scan_token(s, &at, end, &token)) {
		bool outside = !parens && !braces;

		if (is_name(&token)) {
			before = last;
			last = token;
			continue;
		}
		if (outside && !in_value && strchr("({[;,=}", token.text[0]))
			add_name(w, source, &last, ENTITY_KIND_OTHER);
		switch (token.text[0]) {
		case '(': parens++; break;
		case ')': parens -= parens > 0; break;
		case '{': braces += !(outside && !in_value && is_transparent(&before, &last)); break;
		case '}': braces -= braces > 0; in_value &= braces > 0; break;
		case '=': in_value |= outside; break;
		case ',':
		case ';': in_value &= !outside; break;
		default: break;
		}
		before = last = (struct word){ 0 };
	}
}

void collect_skipped_offers(struct walk *w)
{
	for (size_t i = 0; i < w->skipped_names.n; i++) {
		const struct skipped_name *n = &w->skipped_names.items[i];

		mentions_offer(&w->mentions, n->text, n->len, n->kind, n->source, n->offset);
	}
}

/* ---- names that are used or declared outside of skipped code ------------------------------------------------------------ */

struct skipped_index {
	struct table first;                /* sid -> number of a name, from which `next` leads to the others of its text */
	VEC(uint32_t) next;                /* TABLE_NEW: none */
	struct table said;                 /* file and number -> the file has its use */
};

static uint64_t said_key(uint32_t source, uint32_t number)
{
	return ((uint64_t)source << 32 | number) + 1;
}

static void index_names(struct walk *w, struct skipped_index *x)
{
	for (uint32_t i = 0; i < w->skipped_names.n; i++) {
		const struct skipped_name *n = &w->skipped_names.items[i];
		sid name = intern_find(w->text, n->text, n->len);
		uint32_t next = TABLE_NEW, *first;

		if (!sid_is_none(name)) {
			first = table_at(&x->first, name.v);
			for (next = *first; next != TABLE_NEW; next = x->next.items[next])
				if (w->skipped_names.items[next].source == n->source)
					break;
			if (next == TABLE_NEW) {
				next = *first;
				*first = i;
			} else {
				next = TABLE_NEW; /* one of the same file is listed */
			}
		}
		VEC_PUSH(&x->next, next);
	}
}

/* The file names it at the place: a use for each header that declares it in skipped code and has none yet. */
static void add_uses(struct walk *w, struct skipped_index *x, uint32_t source, sid name, struct place at)
{
	for (uint32_t i = sid_is_none(name) ? TABLE_NEW : *table_at(&x->first, name.v); i != TABLE_NEW; i = x->next.items[i]) {
		const struct skipped_name *n = &w->skipped_names.items[i];
		uint32_t *said = table_at(&x->said, said_key(source, i));
		struct fact_use use = { .at = at, .how = USE_HOW_MENTION, .kind = n->kind, .name = name, .n = 1 };

		if (*said != TABLE_NEW || n->source == source)
			continue;
		*said = 1;
		use.target = w->sources.items.items[n->source].path;
		VEC_PUSH(&walk_file(w, source)->uses, use);
	}
}

/* Mentions have their uses already. */
static void mark_said(struct walk *w, struct skipped_index *x, uint32_t source, const struct fact_use *use)
{
	for (uint32_t i = *table_at(&x->first, use->name.v); i != TABLE_NEW; i = x->next.items[i])
		if (sid_equal(use->target, w->sources.items.items[w->skipped_names.items[i].source].path))
			*table_at(&x->said, said_key(source, i)) = 1;
}

static bool is_mention(uint32_t how)
{
	return how == USE_HOW_MENTION || how == USE_HOW_BODY;
}

static void collect_file(struct walk *w, struct skipped_index *x, uint32_t source)
{
	const struct file_facts *f = walk_file(w, source);
	size_t n_uses = f->uses.n;

	for (size_t i = 0; i < n_uses; i++)
		if (is_mention(f->uses.items[i].how) && !sid_is_none(f->uses.items[i].name))
			mark_said(w, x, source, &f->uses.items[i]);
	for (size_t i = 0; i < n_uses; i++) {
		struct fact_use use = f->uses.items[i];

		if (!is_mention(use.how) && use.how != USE_HOW_IMPLICIT && use.how != USE_HOW_COMPLETE && use.how != USE_HOW_MEMBER)
			add_uses(w, x, source, use.name, use.at);
	}
	for (size_t i = 0; i < f->entitys.n; i++)
		if (f->entitys.items[i].kind != ENTITY_KIND_FIELD)
			add_uses(w, x, source, f->entitys.items[i].name, f->entitys.items[i].at);
}

void collect_skipped_uses(struct walk *w)
{
	struct skipped_index x = { 0 };

	index_names(w, &x);
	for (uint32_t i = 0; x.first.n && i < w->sources.items.n; i++)
		if (!w->sources.items.items[i].is_system)
			collect_file(w, &x, i);
	table_release(&x.first);
	table_release(&x.said);
	VEC_RELEASE(&x.next);
}
