/*
 * The reader of the text form, driven by the schema, so that a new kind or field needs no code here.
 * One pass over the bytes: lines are cut, their first word picks the schema, fields are parsed by type.
 */
#include "analyzer/facts/facts_text.h"
#include "analyzer/facts/facts_text_private.h"

#include <string.h>

enum { MOST_FIELDS = 16 };

struct cut { const char *at; size_t len; };

struct reader {
	const char *name;                /* for messages */
	const char *next, *end;
	unsigned line;
	struct cut words[MOST_FIELDS];   /* the present line, cut at TABs */
	unsigned n_words;
	struct schema_table schemas;
	struct intern *text;
	struct strbuf unescaped;
	const struct facts_text_sections *sections;
	struct unit_facts *unit;
	void *holder;                    /* where records go: a file_facts, then the unit */
	bool unit_scope;
	enum fact_kind last_parent;      /* the kind of the last record that can have children, n_FACT_KIND for none */
	struct error *e;
};

/* An empty text is wrong in line 1 too. */
#define READ_ERROR(r, ...) error_at((r)->e, (r)->name, (r)->line ? (r)->line : 1, 0, __VA_ARGS__)

/* Moves to the next line that is no comment and cuts it. 1: there is one, 0: the text is at its end. */
static int next_line(struct reader *r)
{
	while (r->next < r->end) {
		const char *p = r->next, *newline = memchr(p, '\n', (size_t)(r->end - p));

		r->line++;
		if (!newline)
			return READ_ERROR(r, "the last line has no end: the facts were cut off");
		r->next = newline + 1;
		if (p == newline || *p == '#')
			continue;
		for (r->n_words = 0; p <= newline; r->n_words++) {
			const char *tab = memchr(p, '\t', (size_t)(newline - p));

			if (r->n_words == MOST_FIELDS)
				return READ_ERROR(r, "more than %d fields", MOST_FIELDS);
			r->words[r->n_words] = (struct cut){ p, (size_t)((tab ? tab : newline) - p) };
			p = (tab ? tab : newline) + 1;
		}
		return 1;
	}
	return 0;
}

static bool cut_is(struct cut c, const char *word)
{
	return c.len == strlen(word) && !memcmp(c.at, word, c.len);
}

static int read_text(struct reader *r, struct cut c, sid *value)
{
	struct strbuf *b = &r->unescaped;

	if (cut_is(c, "-")) {
		*value = (sid){ 0 };
		return 0;
	}
	if (!memchr(c.at, '\\', c.len)) {
		if (!c.len)
			return READ_ERROR(r, "an empty field; an empty text is written '-'");
		*value = intern_add(r->text, c.at, c.len);
		return 0;
	}
	strbuf_clear(b);
	for (size_t i = 0; i < c.len; i++) {
		static const char letters[] = "\\tnr0-", meant[] = "\\\t\n\r\0-";
		const char *letter;

		if (c.at[i] != '\\') {
			strbuf_addc(b, c.at[i]);
			continue;
		}
		letter = ++i < c.len ? memchr(letters, c.at[i], sizeof letters - 1) : NULL;
		if (!letter)
			return READ_ERROR(r, "a backslash that is no escape");
		strbuf_addc(b, meant[letter - letters]);
	}
	*value = intern_add(r->text, b->text, b->len);
	return 0;
}

static int read_number(struct reader *r, struct cut c, uint64_t most, uint64_t *value)
{
	uint64_t v = 0;

	if (!c.len || c.len > 20)
		return READ_ERROR(r, "'%.*s' is not a number", (int)(c.len < 40 ? c.len : 40), c.at);
	for (size_t i = 0; i < c.len; i++) {
		unsigned digit = (unsigned)(unsigned char)c.at[i] - '0';

		if (digit > 9)
			return READ_ERROR(r, "'%.*s' is not a number", (int)c.len, c.at);
		if (v > (most - digit) / 10)
			return READ_ERROR(r, "the number %.*s is too large", (int)c.len, c.at);
		v = v * 10 + digit;
	}
	*value = v;
	return 0;
}

static int read_count(struct reader *r, struct cut c, uint32_t *value)
{
	uint64_t v = 0;
	int rc = read_number(r, c, UINT32_MAX, &v);

	*value = (uint32_t)v;
	return rc;
}

static int read_place(struct reader *r, struct cut c, struct place *at)
{
	const char *colon = memchr(c.at, ':', c.len);
	struct cut line = { c.at, colon ? (size_t)(colon - c.at) : 0 };

	if (!colon)
		return READ_ERROR(r, "'%.*s' is not a place (line:column)", (int)(c.len < 40 ? c.len : 40), c.at);
	if (read_count(r, line, &at->line) < 0)
		return -1;
	return read_count(r, (struct cut){ colon + 1, c.len - line.len - 1 }, &at->col);
}

static int read_word(struct reader *r, struct cut c, const struct fact_words *words, uint32_t *value)
{
	for (unsigned i = 0; i < words->n; i++) {
		if (cut_is(c, words->items[i])) {
			*value = i;
			return 0;
		}
	}
	return READ_ERROR(r, "unknown word '%.*s'", (int)(c.len < 40 ? c.len : 40), c.at);
}

static int read_flags(struct reader *r, struct cut c, const struct fact_words *words, uint32_t *flags)
{
	*flags = 0;
	if (cut_is(c, "-"))
		return 0;
	for (;;) {
		const char *comma = memchr(c.at, ',', c.len);
		struct cut word = { c.at, comma ? (size_t)(comma - c.at) : c.len };
		uint32_t bit;

		if (read_word(r, word, words, &bit) < 0)
			return -1;
		*flags |= 1u << bit;
		if (!comma)
			return 0;
		c = (struct cut){ comma + 1, c.len - word.len - 1 };
	}
}

static int read_field(struct reader *r, const struct schema_field *f, struct cut c, void *record)
{
	void *at = (char *)record + f->offset;

	switch (f->type) {
	case FACT_TYPE_text: return read_text(r, c, at);
	case FACT_TYPE_place: return read_place(r, c, at);
	case FACT_TYPE_count: return read_count(r, c, at);
	case FACT_TYPE_size: return read_number(r, c, UINT64_MAX, at);
	case FACT_TYPE_word: return read_word(r, c, f->words, at);
	case FACT_TYPE_flags: return read_flags(r, c, f->words, at);
	case FACT_TYPE_slice: break;
	}
	BUG("a slice is not read as a field");
}

/* Adds the child just pushed to its parent's slice. */
static int adopt(struct reader *r, const struct fact_schema *s, size_t n_siblings)
{
	const struct fact_schema *parent = &r->schemas.kinds[s->parent];
	struct fact_array *parents = fact_array(r->holder, parent);
	struct slice *slice;

	if (r->last_parent != s->parent)
		return READ_ERROR(r, "a '%s' without a '%s' before it", s->name, parent->name);
	slice = (void *)((char *)parents->items + (parents->n - 1) * parent->record_size + s->parent_slice);
	if (!slice->n)
		slice->first = (uint32_t)n_siblings;
	slice->n++;
	return 0;
}

static bool can_have_children(const struct fact_schema *s)
{
	return s->n_fields && s->fields[s->n_fields - 1].type == FACT_TYPE_slice;
}

static int read_record(struct reader *r)
{
	enum fact_kind k = 0;
	const struct fact_schema *s;
	struct fact_array *array;
	unsigned next = 1;
	void *record;

	while (k < n_FACT_KIND && !cut_is(r->words[0], r->schemas.kinds[k].name))
		k++;
	if (k == n_FACT_KIND)
		return READ_ERROR(r, "unknown kind of fact '%.*s'", (int)(r->words[0].len < 40 ? r->words[0].len : 40),
				  r->words[0].at);
	s = &r->schemas.kinds[k];
	if (!r->holder || s->is_unit_scope != r->unit_scope)
		return READ_ERROR(r, "a '%s' belongs %s", s->name, s->is_unit_scope ? "behind 'end-of-files'" : "to a 'file'");
	array = fact_array(r->holder, s);
	if (s->is_child && adopt(r, s, array->n) < 0)
		return -1;
	record = fact_array_push(array, s);
	for (unsigned i = 0; i < s->n_fields; i++) {
		if (s->fields[i].type == FACT_TYPE_slice)
			continue;
		if (next == r->n_words)
			return READ_ERROR(r, "field '%s' of '%s' is missing", s->fields[i].name, s->name);
		if (read_field(r, &s->fields[i], r->words[next++], record) < 0)
			return -1;
	}
	if (next != r->n_words)
		return READ_ERROR(r, "'%s' has more fields than it should", s->name);
	if (!s->is_child)
		r->last_parent = can_have_children(s) ? k : n_FACT_KIND;
	return 0;
}

/* Where the section that starts at `from` (behind its header line) ends. */
static const char *section_end(const struct reader *r, const char *from)
{
	while (from < r->end) {
		const char *newline;
		size_t left = (size_t)(r->end - from);

		if ((left > 5 && !memcmp(from, "file\t", 5)) || (left > 12 && !memcmp(from, "end-of-files", 12)))
			break;
		newline = memchr(from, '\n', left);
		from = newline ? newline + 1 : r->end;
	}
	return from;
}

static int start_section(struct reader *r, const char *header)
{
	struct file_facts f = { 0 };
	const char *end = section_end(r, r->next);

	if (r->n_words != 4)
		return READ_ERROR(r, "'file' takes a path, flags and a digest");
	if (read_text(r, r->words[1], &f.path) < 0 || read_flags(r, r->words[2], &fact_words_FILE_FLAG, &f.flags) < 0 ||
	    read_number(r, r->words[3], UINT64_MAX, &f.digest) < 0)
		return -1;
	f.section = header;
	f.section_len = (size_t)(end - header);
	if (r->sections)
		f.shared = r->sections->known(r->sections->context, f.section, f.section_len);
	if (f.shared) {
		r->line += (unsigned)count_lines(r->next, end);
		r->next = end;
	}
	VEC_PUSH(&r->unit->files, f);
	r->holder = VEC_LAST(&r->unit->files);
	r->last_parent = n_FACT_KIND;
	return 0;
}

static int read_unit_line(struct reader *r)
{
	struct unit_facts *u = r->unit;

	if (next_line(r) != 1 || !cut_is(r->words[0], "unit") || r->n_words != 6)
		return READ_ERROR(r, "a 'unit' line with five fields was expected");
	if (read_text(r, r->words[1], &u->main_file) < 0 || read_text(r, r->words[2], &u->config) < 0 ||
	    read_word(r, r->words[3], &fact_words_LANGUAGE, &u->language) < 0 ||
	    read_word(r, r->words[4], &fact_words_UNIT_STATUS, &u->status) < 0)
		return -1;
	return read_text(r, r->words[5], &u->reason);
}

static int read_end(struct reader *r)
{
	uint32_t lines;

	if (r->n_words != 2 || !r->unit_scope)
		return READ_ERROR(r, "'end' comes behind 'end-of-files' and takes a number of lines");
	if (read_count(r, r->words[1], &lines) < 0)
		return -1;
	/* 0 is for people who write facts by hand. */
	if (lines && lines != r->line - 1)
		return READ_ERROR(r, "%u lines where there should be %u: the facts are damaged", r->line - 1, lines);
	if (r->next != r->end)
		return READ_ERROR(r, "text behind 'end'");
	return 1;
}

/* 1 at the end of the unit, 0 to go on. */
static int read_line(struct reader *r, const char *start)
{
	if (cut_is(r->words[0], "end"))
		return read_end(r);
	if (cut_is(r->words[0], "file") && !r->unit_scope)
		return start_section(r, start);
	if (cut_is(r->words[0], "end-of-files") && !r->unit_scope) {
		r->unit_scope = true;
		r->holder = r->unit;
		r->last_parent = n_FACT_KIND;
		return 0;
	}
	return read_record(r);
}

static int read_all(struct reader *r)
{
	int rc = next_line(r);
	uint32_t version;

	if (rc < 0)
		return -1;
	if (rc == 0 || !cut_is(r->words[0], "whynot-facts") || r->n_words != 2)
		return READ_ERROR(r, "not a facts text: the first line is 'whynot-facts' and a version");
	if (read_count(r, r->words[1], &version) < 0)
		return -1;
	if (version != FACTS_TEXT_VERSION)
		return READ_ERROR(r, "facts of version %u; this whynot reads version %d: make them again", version,
				  FACTS_TEXT_VERSION);
	if (read_unit_line(r) < 0)
		return -1;
	for (;;) {
		rc = next_line(r);
		if (rc < 0)
			return -1;
		if (rc == 0)
			return READ_ERROR(r, "no 'end' line: the facts were cut off");
		rc = read_line(r, r->words[0].at);
		if (rc)
			return rc < 0 ? -1 : 0;
	}
}

int facts_text_read(const char *name, const char *bytes, size_t len, struct intern *text,
		    const struct facts_text_sections *sections, struct unit_facts *unit, struct error *e)
{
	struct reader r = { .name = name, .next = bytes, .end = bytes + len, .text = text, .unescaped = STRBUF_INIT,
			    .sections = sections, .unit = unit, .last_parent = n_FACT_KIND, .e = e };
	int rc;

	schema_table_init(&r.schemas);
	rc = read_all(&r);
	if (rc < 0)
		unit_facts_release(unit);
	strbuf_release(&r.unescaped);
	return rc;
}
