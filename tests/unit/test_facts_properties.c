/*
 * Properties of the text form of facts. The main one, read(write(x)) = x, is tried on random units made from the schema, so
 * that a new kind or field is covered without a change here. WHYNOT_SEED repeats a run, the seed is printed.
 */
#include "analyzer/facts/facts_text.h"
#include "tests/unit/facts_sample.h"
#include "tests/unit/unit.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- random units --------------------------------------------------------------------------------------------------- */

/* splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t draw(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static unsigned draw_below(uint64_t *state, unsigned n)
{
	return (unsigned)(draw(state) % n);
}

/* Mostly short texts of every byte, with those that the form treats specially well represented. */
static sid draw_text(uint64_t *state, struct intern *text)
{
	static const char special[] = "\\\t\n\r\0-#,:tnr0";
	struct strbuf b = STRBUF_INIT;
	unsigned len = draw_below(state, 16) ? draw_below(state, 8) : draw_below(state, 3000);
	sid id;

	for (unsigned i = 0; i < len; i++)
		strbuf_addc(&b, draw_below(state, 2) ? special[draw_below(state, sizeof special - 1)] :
						       (char)(unsigned char)draw_below(state, 256));
	id = intern_add(text, b.text, b.len);
	strbuf_release(&b);
	return id;
}

/* Every magnitude, so that both ends of the range turn up. */
static uint64_t draw_number(uint64_t *state, unsigned bits)
{
	uint64_t all = bits == 64 ? UINT64_MAX : ((uint64_t)1 << bits) - 1;

	return draw_below(state, 8) ? draw(state) & all >> draw_below(state, bits) : all;
}

static void draw_field(uint64_t *state, const struct schema_field *f, struct intern *text, void *record)
{
	void *at = (char *)record + f->offset;

	switch (f->type) {
	case FACT_TYPE_text:
		*(sid *)at = draw_text(state, text);
		break;
	case FACT_TYPE_place:
		*(struct place *)at = (struct place){ (uint32_t)draw_number(state, 32), (uint32_t)draw_number(state, 32) };
		break;
	case FACT_TYPE_count:
		*(uint32_t *)at = (uint32_t)draw_number(state, 32);
		break;
	case FACT_TYPE_size:
		*(uint64_t *)at = draw_number(state, 64);
		break;
	case FACT_TYPE_word:
		*(uint32_t *)at = draw_below(state, f->words->n);
		break;
	case FACT_TYPE_flags:
		*(uint32_t *)at = draw_below(state, 1u << f->words->n);
		break;
	case FACT_TYPE_slice:
		break;
	}
}

/* Appends `n` records of the kind, each with up to three children of each kind that it can have. */
static void draw_records(uint64_t *state, enum fact_kind kind, unsigned n, struct intern *text, void *holder)
{
	struct fact_schema s = fact_schema(kind);
	struct fact_array *array = fact_array(holder, &s);

	while (n--) {
		char *record = fact_array_push(array, &s);

		for (unsigned i = 0; i < s.n_fields; i++) {
			const struct schema_field *f = &s.fields[i];
			struct fact_schema child;
			struct slice slice;

			draw_field(state, f, text, record);
			if (f->type != FACT_TYPE_slice)
				continue;
			child = fact_schema(f->child);
			slice = (struct slice){ (uint32_t)fact_array(holder, &child)->n, draw_below(state, 4) };
			draw_records(state, f->child, slice.n, text, holder);
			if (slice.n)
				memcpy(record + f->offset, &slice, sizeof slice);
		}
	}
}

static void draw_scope(uint64_t *state, bool unit_scope, struct intern *text, void *holder)
{
	for (enum fact_kind k = 0; k < n_FACT_KIND; k++) {
		struct fact_schema s = fact_schema(k);

		if (!s.is_child && s.is_unit_scope == unit_scope)
			draw_records(state, k, draw_below(state, 4), text, holder);
	}
}

/* The facts of a file within the unit, added if new: a unit names each file once. */
static struct file_facts *add_file(struct unit_facts *u, sid path, uint32_t flags)
{
	struct file_facts f = { .path = path, .flags = flags };

	for (size_t i = 0; i < u->files.n; i++)
		if (sid_equal(u->files.items[i].path, path))
			return &u->files.items[i];
	VEC_PUSH(&u->files, f);
	return VEC_LAST(&u->files);
}

static void draw_unit(uint64_t *state, struct intern *text, struct unit_facts *u)
{
	unsigned n_files = draw_below(state, 4);

	u->main_file = draw_text(state, text);
	u->config = draw_text(state, text);
	u->language = draw_below(state, n_LANGUAGE);
	u->status = draw_below(state, n_UNIT_STATUS);
	u->reason = draw_text(state, text);
	for (unsigned i = 0; i < n_files; i++) {
		struct file_facts *f = add_file(u, draw_text(state, text), draw_below(state, 1u << n_FILE_FLAG));

		f->digest = draw_number(state, 64);
		draw_scope(state, false, text, f);
	}
	draw_scope(state, true, text, u);
}

/* ---- comparing across intern tables --------------------------------------------------------------------------------- */

struct side {
	const struct intern *text;
	const void *holder;
};

static void assert_same_text(const struct intern *a, sid x, const struct intern *b, sid y)
{
	assert_int_equal(intern_length(a, x), intern_length(b, y));
	assert_memory_equal(intern_text(a, x), intern_text(b, y), intern_length(a, x) + 1);
}

static void assert_same_field(const struct schema_field *f, struct side a, const char *x, struct side b, const char *y)
{
	size_t bytes = f->type == FACT_TYPE_count || f->type == FACT_TYPE_word || f->type == FACT_TYPE_flags ? 4 : 8;

	if (f->type == FACT_TYPE_text)
		assert_same_text(a.text, *(const sid *)(const void *)(x + f->offset),
				 b.text, *(const sid *)(const void *)(y + f->offset));
	else
		assert_memory_equal(x + f->offset, y + f->offset, bytes);
}

/* Arrays of all kinds of the scope, children included: equal slices then mean equal children. */
static void assert_same_scope(bool unit_scope, struct side a, struct side b)
{
	for (enum fact_kind k = 0; k < n_FACT_KIND; k++) {
		struct fact_schema s = fact_schema(k);
		const struct fact_array *x, *y;

		if (s.is_unit_scope != unit_scope)
			continue;
		x = (const void *)((const char *)a.holder + s.array);
		y = (const void *)((const char *)b.holder + s.array);
		assert_int_equal(x->n, y->n);
		for (size_t i = 0; i < x->n; i++)
			for (unsigned f = 0; f < s.n_fields; f++)
				assert_same_field(&s.fields[f], a, (const char *)x->items + i * s.record_size,
						  b, (const char *)y->items + i * s.record_size);
	}
}

static void assert_same_unit(const struct unit_facts *u, const struct intern *a, const struct unit_facts *v,
			     const struct intern *b)
{
	assert_same_text(a, u->main_file, b, v->main_file);
	assert_same_text(a, u->config, b, v->config);
	assert_same_text(a, u->reason, b, v->reason);
	assert_int_equal(u->language, v->language);
	assert_int_equal(u->status, v->status);
	assert_int_equal(u->files.n, v->files.n);
	for (size_t i = 0; i < u->files.n; i++) {
		const struct file_facts *f = &u->files.items[i], *g = &v->files.items[i];

		assert_same_text(a, f->path, b, g->path);
		assert_int_equal(f->flags, g->flags);
		assert_true(f->digest == g->digest);
		assert_same_scope(false, (struct side){ a, f }, (struct side){ b, g });
	}
	assert_same_scope(true, (struct side){ a, u }, (struct side){ b, v });
}

/* ---- properties ----------------------------------------------------------------------------------------------------- */

static int read_text_of(const struct strbuf *b, struct intern *text, struct unit_facts *u, struct error *e)
{
	return facts_text_read("t", b->text, b->len, text, NULL, u, e);
}

static void what_is_written_is_read_back(void **state)
{
	uint64_t seed = *(const uint64_t *)*state;

	for (uint64_t i = 0; i < 500; i++) {
		uint64_t random = seed + i;
		struct intern text, other;
		struct unit_facts u = { 0 }, v = { 0 };
		struct strbuf once = STRBUF_INIT, twice = STRBUF_INIT;
		struct error e = ERROR_INIT;

		intern_init(&text);
		intern_init(&other);
		draw_unit(&random, &text, &u);
		facts_text_write(&u, &text, &once);
		if (read_text_of(&once, &other, &v, &e) < 0)
			fail_msg("WHYNOT_SEED=%" PRIu64 ": %s", seed + i, e.text.text);
		assert_same_unit(&u, &text, &v, &other);
		facts_text_write(&v, &other, &twice);
		assert_int_equal(once.len, twice.len);
		assert_memory_equal(once.text, twice.text, once.len);
		unit_facts_release(&u);
		unit_facts_release(&v);
		intern_release(&text);
		intern_release(&other);
		strbuf_release(&once);
		strbuf_release(&twice);
	}
}

/* Either refused, with a line number and nothing kept, or facts that are written and read back like any other. */
static bool assert_refused_or_sound(const char *bytes, size_t len)
{
	struct intern text, other;
	struct unit_facts u = { 0 }, v = { 0 };
	struct strbuf written = STRBUF_INIT;
	struct error e = ERROR_INIT;
	char *exact = malloc(len ? len : 1); /* a sanitizer sees a read past its end, which a larger buffer would hide */
	bool refused;

	assert_non_null(exact);
	memcpy(exact, bytes, len);
	intern_init(&text);
	intern_init(&other);
	refused = facts_text_read("t", exact, len, &text, NULL, &u, &e) < 0;
	free(exact);
	if (refused) {
		unsigned line = 0;

		assert_int_equal(sscanf(e.text.text, "t:%u: ", &line), 1);
		assert_true(line > 0);
		assert_int_equal(u.files.n, 0);
		assert_null(u.files.items);
	} else {
		assert_string_equal(e.text.text, "");
		facts_text_write(&u, &text, &written);
		if (read_text_of(&written, &other, &v, &e) < 0)
			fail_msg("%s\n%s", e.text.text, written.text);
		assert_same_unit(&u, &text, &v, &other);
	}
	unit_facts_release(&u);
	unit_facts_release(&v);
	intern_release(&text);
	intern_release(&other);
	strbuf_release(&written);
	error_release(&e);
	return refused;
}

static void a_cut_text_is_always_refused(void **state)
{
	(void)state;
	assert_false(assert_refused_or_sound(facts_sample, sizeof facts_sample - 1));
	for (size_t len = 0; len < sizeof facts_sample - 1; len++)
		assert_true(assert_refused_or_sound(facts_sample, len));
}

static void any_changed_byte_is_refused_or_sound(void **state)
{
	char text[sizeof facts_sample];
	unsigned n_refused = 0;

	(void)state;
	memcpy(text, facts_sample, sizeof facts_sample);
	for (size_t i = 0; i < sizeof facts_sample - 1; i++) {
		for (unsigned c = 0; c < 256; c++) {
			text[i] = (char)(unsigned char)c;
			n_refused += assert_refused_or_sound(text, sizeof facts_sample - 1);
		}
		text[i] = facts_sample[i];
	}
	/* Most bytes are structure. That would not show if the reader took everything. */
	assert_true(n_refused > (sizeof facts_sample - 1) * 256 / 2);
}

static void a_lost_or_doubled_byte_is_refused_or_sound(void **state)
{
	char text[sizeof facts_sample + 1];

	(void)state;
	for (size_t i = 0; i < sizeof facts_sample - 1; i++) {
		memcpy(text, facts_sample, i);
		memcpy(text + i, facts_sample + i + 1, sizeof facts_sample - 1 - i);
		assert_refused_or_sound(text, sizeof facts_sample - 2);
		memcpy(text + i + 1, facts_sample + i, sizeof facts_sample - i);
		text[i] = facts_sample[i];
		assert_refused_or_sound(text, sizeof facts_sample);
	}
}

int main(void)
{
	const char *given = getenv("WHYNOT_SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(what_is_written_is_read_back, &seed),
		cmocka_unit_test(a_cut_text_is_always_refused),
		cmocka_unit_test(any_changed_byte_is_refused_or_sound),
		cmocka_unit_test(a_lost_or_doubled_byte_is_refused_or_sound),
	};

	printf("WHYNOT_SEED=%" PRIu64 "\n", seed);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
