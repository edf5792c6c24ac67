/* The tables made from facts.def, and the few operations that are the same for every kind of record. */
#include "analyzer/facts/facts.h"

#include <string.h>

#define WORD_TEXT(P, name, word) word,
#define WORD_LIST(P, tag) \
	const char *const tag##_words[n_##P] = { P##_WORDS(WORD_TEXT, P) }; \
	const struct fact_words fact_words_##P = { tag##_words, n_##P };
FACT_ENUMS(WORD_LIST)
FACT_FLAGS(WORD_LIST)

/* A row of a kind's field table; `record` is the kind's struct, named so by FIELDS below. */
#define ROW(type, member, words, child) { #member, FACT_TYPE_##type, offsetof(record, member), words, child },
#define ROW_text(member, words) ROW(text, member, NULL, 0)
#define ROW_place(member, words) ROW(place, member, NULL, 0)
#define ROW_count(member, words) ROW(count, member, NULL, 0)
#define ROW_size(member, words) ROW(size, member, NULL, 0)
#define ROW_word(member, words) ROW(word, member, &fact_words_##words, 0)
#define ROW_flags(member, words) ROW(flags, member, &fact_words_##words, 0)
#define ROW_slice(member, words) ROW(slice, member, NULL, FACT_KIND_##words)
#define FIELD_ROW(type, member, words) ROW_##type(member, words)

/* A function each, because only there can `record` mean another struct each time. */
#define FIELDS(kind, UPPER, parent, scope) \
	static const struct schema_field *kind##_fields(unsigned *n) \
	{ \
		typedef struct fact_##kind record; \
		static const struct schema_field fields[] = { FACT_##UPPER(FIELD_ROW) }; \
		*n = sizeof fields / sizeof *fields; \
		return fields; \
	}
FACT_KINDS(FIELDS)

#define PARENT_none(kind) .is_child = false
#define PARENT_record(kind) .is_child = true, .parent = FACT_KIND_RECORD, .parent_slice = offsetof(struct fact_record, kind##s)
#define PARENT_function(kind) \
	.is_child = true, .parent = FACT_KIND_FUNCTION, .parent_slice = offsetof(struct fact_function, kind##s)
#define PARENT_remark(kind) .is_child = true, .parent = FACT_KIND_REMARK, .parent_slice = offsetof(struct fact_remark, kind##s)
#define PARENT_code_line(kind) \
	.is_child = true, .parent = FACT_KIND_CODE_LINE, .parent_slice = offsetof(struct fact_code_line, kind##s)
#define SCOPE_file(kind) .is_unit_scope = false, .array = offsetof(struct file_facts, kind##s)
#define SCOPE_unit(kind) .is_unit_scope = true, .array = offsetof(struct unit_facts, kind##s)
#define SCHEMA(kind_, UPPER, parent_, scope_) \
	case FACT_KIND_##UPPER: \
		s = (struct fact_schema){ .name = #kind_, .record_size = sizeof(struct fact_##kind_), \
					  PARENT_##parent_(kind_), SCOPE_##scope_(kind_) }; \
		s.fields = kind_##_fields(&s.n_fields); \
		break;

struct fact_schema fact_schema(enum fact_kind kind)
{
	struct fact_schema s = { 0 };

	switch (kind) {
		FACT_KINDS(SCHEMA)
	case n_FACT_KIND:
		BUG("no such kind of fact");
	}
	return s;
}

struct fact_array *fact_array(void *holder, const struct fact_schema *schema)
{
	return (struct fact_array *)(void *)((char *)holder + schema->array);
}

void *fact_array_push(struct fact_array *array, const struct fact_schema *schema)
{
	void *record;

	if (array->n == array->cap) {
		array->cap = array->cap ? array->cap * 2 : 8;
		array->items = xrealloc(array->items, array->cap * schema->record_size);
	}
	record = (char *)array->items + array->n * schema->record_size;
	array->n++;
	return memset(record, 0, schema->record_size);
}

static void release_arrays(void *holder, bool unit_scope)
{
	for (enum fact_kind k = 0; k < n_FACT_KIND; k++) {
		struct fact_schema s = fact_schema(k);

		if (s.is_unit_scope == unit_scope)
			free(fact_array(holder, &s)->items);
	}
}

void file_facts_release(struct file_facts *f)
{
	release_arrays(f, false);
	*f = (struct file_facts){ 0 };
}

void unit_facts_release(struct unit_facts *u)
{
	for (size_t i = 0; i < u->files.n; i++)
		file_facts_release(&u->files.items[i]);
	VEC_RELEASE(&u->files);
	release_arrays(u, true);
	*u = (struct unit_facts){ 0 };
}
