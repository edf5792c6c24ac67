/*
 * The facts of one translation unit: flat, pointer-free records, collected without judgement.
 * The kinds and their fields are listed in facts.def; this file makes the types from that list:
 *
 *	struct fact_include { struct place at; sid spelling; sid target; uint32_t flags; };
 *	enum entity_kind { ENTITY_KIND_FUNCTION, ... };       enum { INCLUDE_FLAG_INACTIVE = 1, ... };
 *
 * Facts name text by sid, within the intern table they were collected or read with.
 */
#ifndef WHYNOT_FACTS_FACTS_H
#define WHYNOT_FACTS_FACTS_H

#include "analyzer/base/intern.h"
#include "analyzer/base/order.h"
#include "analyzer/base/vec.h"
#include "analyzer/facts/facts.def"

#include <stdbool.h>
#include <stdint.h>

/* Line and column in a file that is known from elsewhere; as struct srcloc counts. */
struct place {
	uint32_t line, col;
};

/* Below, at or above 0. */
static inline int place_compare(struct place a, struct place b)
{
	int c = number_compare(a.line, b.line);

	return c ? c : number_compare(a.col, b.col);
}

/* A run of child records in the array of the child's kind. */
struct slice {
	uint32_t first, n;
};

#define FACT_ENUM_MEMBER(P, name, word) P##_##name,
#define FACT_FLAG_BIT(P, name, word) P##_BIT_##name,
#define FACT_FLAG_MEMBER(P, name, word) P##_##name = 1u << P##_BIT_##name,
#define FACT_ENUM(P, tag) enum tag { P##_WORDS(FACT_ENUM_MEMBER, P) n_##P };
#define FACT_FLAG(P, tag) enum { P##_WORDS(FACT_FLAG_BIT, P) n_##P }; enum tag { P##_WORDS(FACT_FLAG_MEMBER, P) };
FACT_ENUMS(FACT_ENUM)
FACT_FLAGS(FACT_FLAG)

#define FACT_MEMBER_text(member) sid member;
#define FACT_MEMBER_place(member) struct place member;
#define FACT_MEMBER_count(member) uint32_t member;
#define FACT_MEMBER_size(member) uint64_t member;
#define FACT_MEMBER_word(member) uint32_t member;
#define FACT_MEMBER_flags(member) uint32_t member;
#define FACT_MEMBER_slice(member) struct slice member;
#define FACT_MEMBER(type, member, words) FACT_MEMBER_##type(member)
#define FACT_STRUCT(kind, UPPER, parent, scope) struct fact_##kind { FACT_##UPPER(FACT_MEMBER) };
FACT_KINDS(FACT_STRUCT)

#define FACT_KIND_ID(kind, UPPER, parent, scope) FACT_KIND_##UPPER,
enum fact_kind { FACT_KINDS(FACT_KIND_ID) n_FACT_KIND };

/* A growable array of records; the same layout for every kind. */
#define FACT_ARRAY_file_file(kind) VEC(struct fact_##kind) kind##s;
#define FACT_ARRAY_file_unit(kind)
#define FACT_ARRAY_unit_unit(kind) VEC(struct fact_##kind) kind##s;
#define FACT_ARRAY_unit_file(kind)

/* What one file says when this unit reads it. */
struct file_facts {
	sid path;
	uint32_t flags;  /* enum file_flag */
	uint64_t digest; /* of all that was seen in the file: names, what they resolve to, kinds and sizes of types; 0 if not walked */
	const struct file_facts *shared; /* a reader's: the equal section that stands for this one, whose arrays are empty */
	const char *section;             /* a reader's: the text this was read from, as long as that text lives */
	size_t section_len;
#define FACT_ARRAY(kind, UPPER, parent, scope) FACT_ARRAY_file_##scope(kind)
	FACT_KINDS(FACT_ARRAY)
#undef FACT_ARRAY
};

/* One translation unit in one configuration. Owns its arrays, not the text they name. */
struct unit_facts {
	sid main_file;
	sid config;      /* tells apart several entries of one file; none if there is only one */
	uint32_t language, status;
	sid reason;      /* why not ok, in words */
	VEC(struct file_facts) files; /* in the order in which the unit first read them; system headers only as names */
#define FACT_ARRAY(kind, UPPER, parent, scope) FACT_ARRAY_unit_##scope(kind)
	FACT_KINDS(FACT_ARRAY)
#undef FACT_ARRAY
};

/* A unit_facts of zeros is empty. */
void unit_facts_release(struct unit_facts *u);
void file_facts_release(struct file_facts *f);

/* ---- the schema: what the text form, its checks and its documentation are made from ---------------------------------- */

enum fact_type { FACT_TYPE_text, FACT_TYPE_place, FACT_TYPE_count, FACT_TYPE_size, FACT_TYPE_word, FACT_TYPE_flags, FACT_TYPE_slice };

/* A list of words, in the order of their values or bits. */
struct fact_words {
	const char *const *items;
	unsigned n;
};

struct schema_field {
	const char *name;
	enum fact_type type;
	size_t offset;                  /* in the record's struct */
	const struct fact_words *words; /* for word and flags */
	enum fact_kind child;           /* for slice */
};

struct fact_schema {
	const char *name;
	size_t record_size;
	const struct schema_field *fields;
	unsigned n_fields;
	bool is_child, is_unit_scope;
	enum fact_kind parent;     /* if is_child */
	size_t parent_slice;       /* offset of the slice in the parent's struct */
	size_t array;              /* offset of the VEC in struct file_facts or struct unit_facts */
};

struct fact_schema fact_schema(enum fact_kind kind);

/* An array of records of any kind, as VEC() lays it out. */
struct fact_array {
	void *items;
	size_t n, cap;
};

/* The array of a kind in its holder (a file_facts or a unit_facts, as the schema says). */
struct fact_array *fact_array(void *holder, const struct fact_schema *schema);

/* Appends a record of zeros; valid until the next push. */
void *fact_array_push(struct fact_array *array, const struct fact_schema *schema);

/* The words of each list by value or bit number, for messages: entity_kind_words[ENTITY_KIND_MACRO] is "macro". */
#define FACT_WORDS_DECL(P, tag) extern const char *const tag##_words[n_##P]; extern const struct fact_words fact_words_##P;
FACT_ENUMS(FACT_WORDS_DECL)
FACT_FLAGS(FACT_WORDS_DECL)

#endif
