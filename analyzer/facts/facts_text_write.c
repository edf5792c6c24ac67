/* The writer of the text form, driven by the schema, so that a new kind or field needs no code here. */
#include "analyzer/facts/facts_text.h"
#include "analyzer/facts/facts_text_private.h"

static char escape_letter(char c)
{
	switch (c) {
	case '\\': return '\\';
	case '\t': return 't';
	case '\n': return 'n';
	case '\r': return 'r';
	case '\0': return '0';
	default: return 0;
	}
}

/* The one place where text is escaped. */
static void write_text(struct strbuf *out, const struct intern *text, sid id)
{
	const char *p = intern_text(text, id), *end = p + intern_length(text, id);

	if (p == end) {
		strbuf_addc(out, '-');
		return;
	}
	if (end - p == 1 && *p == '-')
		strbuf_addc(out, '\\');
	while (p < end) {
		const char *plain = p;

		while (p < end && !escape_letter(*p))
			p++;
		strbuf_add(out, plain, (size_t)(p - plain));
		if (p < end) {
			strbuf_addc(out, '\\');
			strbuf_addc(out, escape_letter(*p++));
		}
	}
}

static void write_place(struct strbuf *out, struct place at)
{
	strbuf_addu(out, at.line);
	strbuf_addc(out, ':');
	strbuf_addu(out, at.col);
}

static void write_flags(struct strbuf *out, uint32_t flags, const struct fact_words *words)
{
	const char *separator = "";

	if (flags >> words->n)
		BUG("flags %#x of %u words", flags, words->n);
	if (!flags)
		strbuf_addc(out, '-');
	for (unsigned i = 0; i < words->n; i++) {
		if (!(flags & 1u << i))
			continue;
		strbuf_adds(out, separator);
		strbuf_adds(out, words->items[i]);
		separator = ",";
	}
}

static void write_word(struct strbuf *out, uint32_t value, const struct fact_words *words)
{
	if (value >= words->n)
		BUG("word %u of %u", value, words->n);
	strbuf_adds(out, words->items[value]);
}

static void write_records(const struct schema_table *t, enum fact_kind kind, const void *holder, struct slice slice,
			  const struct intern *text, struct strbuf *out);

static void write_field(const struct schema_field *f, const void *record, const struct intern *text, struct strbuf *out)
{
	const void *at = (const char *)record + f->offset;

	strbuf_addc(out, '\t');
	switch (f->type) {
	case FACT_TYPE_text: write_text(out, text, *(const sid *)at); break;
	case FACT_TYPE_place: write_place(out, *(const struct place *)at); break;
	case FACT_TYPE_count: strbuf_addu(out, *(const uint32_t *)at); break;
	case FACT_TYPE_size: strbuf_addu(out, *(const uint64_t *)at); break;
	case FACT_TYPE_word: write_word(out, *(const uint32_t *)at, f->words); break;
	case FACT_TYPE_flags: write_flags(out, *(const uint32_t *)at, f->words); break;
	case FACT_TYPE_slice: BUG("a slice is not written as a field");
	}
}

static void write_record(const struct schema_table *t, const struct fact_schema *s, const void *holder,
			 const void *record, const struct intern *text, struct strbuf *out)
{
	strbuf_adds(out, s->name);
	for (unsigned i = 0; i < s->n_fields; i++)
		if (s->fields[i].type != FACT_TYPE_slice)
			write_field(&s->fields[i], record, text, out);
	strbuf_addc(out, '\n');
	for (unsigned i = 0; i < s->n_fields; i++)
		if (s->fields[i].type == FACT_TYPE_slice)
			write_records(t, s->fields[i].child, holder,
				      *(const struct slice *)(const void *)((const char *)record + s->fields[i].offset),
				      text, out);
}

/* Children have no children of their own, so this recursion is one level deep. */
static void write_records(const struct schema_table *t, enum fact_kind kind, const void *holder, struct slice slice,
			  const struct intern *text, struct strbuf *out)
{
	const struct fact_schema *s = &t->kinds[kind];
	const struct fact_array *array = (const void *)((const char *)holder + s->array);

	for (uint32_t i = slice.first; i < slice.first + slice.n; i++)
		write_record(t, s, holder, (const char *)array->items + i * s->record_size, text, out);
}

static void write_all(const struct schema_table *t, const void *holder, bool unit_scope, const struct intern *text,
		      struct strbuf *out)
{
	for (enum fact_kind k = 0; k < n_FACT_KIND; k++) {
		const struct fact_schema *s = &t->kinds[k];
		const struct fact_array *array = (const void *)((const char *)holder + s->array);

		if (!s->is_child && s->is_unit_scope == unit_scope)
			write_records(t, k, holder, (struct slice){ 0, (uint32_t)array->n }, text, out);
	}
}

void facts_text_write(const struct unit_facts *unit, const struct intern *text, struct strbuf *out)
{
	struct schema_table t;
	size_t start = out->len;

	schema_table_init(&t);
	strbuf_addf(out, "whynot-facts\t%d\nunit\t", FACTS_TEXT_VERSION);
	write_text(out, text, unit->main_file);
	strbuf_addc(out, '\t');
	write_text(out, text, unit->config);
	strbuf_addc(out, '\t');
	write_word(out, unit->language, &fact_words_LANGUAGE);
	strbuf_addc(out, '\t');
	write_word(out, unit->status, &fact_words_UNIT_STATUS);
	strbuf_addc(out, '\t');
	write_text(out, text, unit->reason);
	strbuf_addc(out, '\n');
	for (size_t i = 0; i < unit->files.n; i++) {
		const struct file_facts *f = &unit->files.items[i];

		strbuf_adds(out, "file\t");
		write_text(out, text, f->path);
		strbuf_addc(out, '\t');
		write_flags(out, f->flags, &fact_words_FILE_FLAG);
		strbuf_addc(out, '\t');
		strbuf_addu(out, f->digest);
		strbuf_addc(out, '\n');
		write_all(&t, f->shared ? f->shared : f, false, text, out);
	}
	strbuf_adds(out, "end-of-files\n");
	write_all(&t, unit, true, text, out);
	strbuf_addf(out, "end\t%zu\n", count_lines(out->text + start, out->text + out->len));
}
