/*
 * Holes come out of the members' offsets and sizes. A better order is by falling alignment, which leaves no hole between
 * members (a C object's size is a multiple of its alignment), so only the end is padded: no order is smaller. Where clang's
 * layout does not follow from sizes and alignments alone (bit-fields, attributes), no order is proposed.
 */
#include "rules/fixed_order.h"
#include "rules/rule.h"

#include "analyzer/base/strbuf.h"

#include <string.h>

enum { PADDED_STRUCT };

enum { MOST_FIELDS_SHOWN = 12 };

static const struct rule_name names[] = {
	[PADDED_STRUCT] = { "PaddedStruct", FINDING_MISSED, SEVERITY_NOTE, 2, "a struct that would be smaller with its members in another order" },
};

/* One definition as one variant lays it out. */
struct layout {
	const struct fact_record *record;
	const struct fact_field *fields; /* record->fields.n of them */
	uint32_t file, variant;
};

struct layout_list {
	VEC(struct layout) layouts;
};

/* A member's part in a new order. */
struct member {
	const struct fact_field *field;
	uint32_t index;  /* in the order of declaration */
	bool stays_last; /* a flexible array, also in the old spelling */
};

struct padding {
	uint64_t bytes;     /* holes and the end together */
	uint64_t best;      /* sizeof in the better order */
	bool has_order;     /* `members` is that order */
	struct member *members;
};

static uint64_t round_up(uint64_t bits, uint64_t to)
{
	return (bits + to - 1) / to * to;
}

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), n = strlen(end);

	return len >= n && !strcmp(text + len - n, end);
}

static bool is_flexible(const struct program *p, const struct layout *l, const struct fact_field *f)
{
	const char *type = program_text(p, f->type);

	if (f->flags & FIELD_FLAG_FLEXIBLE)
		return true;
	return f == l->fields + l->record->fields.n - 1 &&
	       (ends_with(type, "[]") || ends_with(type, "[0]") || ends_with(type, "[1]"));
}

/* The hole before the field, in whole bytes; `*end` is moved behind the field. */
static uint64_t hole_before(const struct fact_field *f, uint64_t *end)
{
	uint64_t hole = f->offset > *end ? (f->offset - *end) / 8 : 0;

	if (f->offset + f->bits > *end)
		*end = f->offset + f->bits;
	return hole;
}

static uint64_t padding_bytes(const struct layout *l)
{
	uint64_t end = 0, bytes = 0;

	for (uint32_t i = 0; i < l->record->fields.n; i++)
		bytes += hole_before(&l->fields[i], &end);
	return bytes + (l->record->bytes * 8 > end ? (l->record->bytes * 8 - end) / 8 : 0);
}

/*
 * True if the layout is what sizes and alignments give in the present order. An aligned() attribute on the record or a
 * member, or a member of another packing, breaks that, and then no other order can be foretold.
 */
static bool is_plain(const struct layout *l)
{
	uint64_t end = 0;
	uint32_t most = 1;

	for (uint32_t i = 0; i < l->record->fields.n; i++) {
		const struct fact_field *f = &l->fields[i];

		if (f->flags & FIELD_FLAG_BITFIELD || !f->align || f->bits % ((uint64_t)f->align * 8))
			return false;
		if (f->offset != round_up(end, (uint64_t)f->align * 8))
			return false;
		end = f->offset + f->bits;
		most = f->align > most ? f->align : most;
	}
	return l->record->align == most && l->record->bytes * 8 == round_up(end, (uint64_t)most * 8);
}

static int member_order(const void *va, const void *vb)
{
	const struct member *a = va, *b = vb;

	if (a->stays_last != b->stays_last)
		return a->stays_last ? 1 : -1;
	if (a->field->align != b->field->align)
		return a->field->align > b->field->align ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

static uint64_t ordered_bytes(const struct layout *l, const struct member *members)
{
	uint64_t end = 0;

	for (uint32_t i = 0; i < l->record->fields.n; i++)
		end = round_up(end, (uint64_t)members[i].field->align * 8) + members[i].field->bits;
	return round_up(end, (uint64_t)l->record->align * 8) / 8;
}

/* What the members need if every hole could be closed: nothing can be smaller. */
static uint64_t least_bytes(const struct layout *l, uint64_t padding)
{
	return l->record->align ? round_up(l->record->bytes - padding, l->record->align) : l->record->bytes;
}

static struct padding study(const struct program *p, const struct layout *l, struct arena *memory)
{
	uint32_t n = l->record->fields.n;
	struct padding s = { .bytes = padding_bytes(l) };

	s.best = least_bytes(l, s.bytes);
	if (l->record->flags & RECORD_FLAG_BITFIELDS || s.best >= l->record->bytes)
		return s;
	if (!is_plain(l)) {
		s.best = l->record->bytes;
		return s;
	}
	s.members = ARENA_ARRAY(memory, struct member, n);
	for (uint32_t i = 0; i < n; i++)
		s.members[i] = (struct member){ &l->fields[i], i, is_flexible(p, l, &l->fields[i]) };
	qsort(s.members, n, sizeof *s.members, member_order);
	s.best = ordered_bytes(l, s.members);
	s.has_order = true;
	return s;
}

static void write_record(const struct program *p, const struct layout *l, struct strbuf *out)
{
	const char *name = program_text(p, l->record->name);

	if (!*name)
		strbuf_adds(out, "unnamed ");
	strbuf_adds(out, record_kind_words[l->record->kind]);
	if (*name)
		strbuf_addf(out, " %s", name);
}

static const char *field_name(const struct program *p, const struct fact_field *f)
{
	return sid_is_none(f->name) ? "(unnamed)" : program_text(p, f->name);
}

static void write_order(const struct program *p, const struct layout *l, const struct member *members, uint32_t most,
			struct strbuf *out)
{
	strbuf_clear(out);
	for (uint32_t i = 0; i < l->record->fields.n; i++) {
		if (i == most) {
			strbuf_adds(out, ", ...");
			break;
		}
		strbuf_addf(out, "%s%s", i ? ", " : "", field_name(p, members[i].field));
	}
}

static void emit_holes(const struct program *p, const struct layout *l, struct emitter *e)
{
	sid path = p->files[l->file].path;
	struct strbuf words = STRBUF_INIT;
	uint64_t end = 0, hole;

	for (uint32_t i = 0; i < l->record->fields.n; i++) {
		hole = hole_before(&l->fields[i], &end);
		if (!hole)
			continue;
		strbuf_clear(&words);
		strbuf_addf(&words, "hole of %llu byte%s before %s", (unsigned long long)hole, hole == 1 ? "" : "s",
			    field_name(p, &l->fields[i]));
		emit_step(e, "Hole", words.text, program_srcloc(p, path, l->fields[i].at));
	}
	hole = l->record->bytes * 8 > end ? (l->record->bytes * 8 - end) / 8 : 0;
	if (hole) {
		strbuf_clear(&words);
		strbuf_addf(&words, "%llu byte%s at the end", (unsigned long long)hole, hole == 1 ? "" : "s");
		emit_step(e, "Hole", words.text, program_srcloc(p, path, l->record->at));
	}
	strbuf_release(&words);
}

static void emit_padding(const struct program *p, const struct layout *l, const struct padding *s, const char *config,
			 struct emitter *e)
{
	struct srcloc nowhere = { .path = NULL }, at = program_srcloc(p, p->files[l->file].path, l->record->at);
	struct strbuf words = STRBUF_INIT;

	emit_begin(e, PADDED_STRUCT, NULL, at);
	write_record(p, l, &words);
	emit_arg(e, "Record", words.text, at);
	emit_text(e, ": ");
	emit_argf(e, "Bytes", nowhere, "%llu", (unsigned long long)s->bytes);
	emit_text(e, " of ");
	emit_argf(e, "Bytes", nowhere, "%llu", (unsigned long long)l->record->bytes);
	emit_text(e, " bytes are padding");
	if (s->has_order) {
		emit_text(e, "; ");
		emit_argf(e, "Bytes", nowhere, "%llu", (unsigned long long)s->best);
		emit_text(e, " bytes in the order ");
		write_order(p, l, s->members, MOST_FIELDS_SHOWN, &words);
		emit_arg(e, "Fields", words.text, nowhere);
	} else {
		emit_text(e, "; no order is proposed, because of its bit-fields");
	}
	emit_holes(p, l, e);
	if (s->has_order && l->record->fields.n > MOST_FIELDS_SHOWN) {
		write_order(p, l, s->members, UINT32_MAX, &words);
		emit_step(e, "Order", words.text, nowhere);
	}
	emit_config(e, config);
	emit_end(e);
	strbuf_release(&words);
}

/* Only definitions that another order could make smaller; packed ones have no holes to close. */
static bool is_of_interest(const struct fact_record *r)
{
	return r->kind != RECORD_KIND_UNION && !(r->flags & (RECORD_FLAG_PACKED | RECORD_FLAG_OPAQUE | RECORD_FLAG_BASES)) &&
	       r->fields.n > 1;
}

static void collect(const struct program *p, struct layout_list *list)
{
	struct fixed_order fixed;

	fixed_order_init(&fixed, p);
	for (uint32_t i = 0; i < p->n_variants; i++) {
		const struct program_variant *v = &p->variants[i];

		if (p->files[v->file].flags & FILE_FLAG_GENERATED)
			continue;
		for (size_t k = 0; k < v->facts.records.n; k++) {
			const struct fact_record *r = &v->facts.records.items[k];
			struct layout l = { r, v->facts.fields.items + r->fields.first, v->file, i };

			if (is_of_interest(r) && !is_order_fixed(&fixed, r, l.fields))
				VEC_PUSH(&list->layouts, l);
		}
	}
	fixed_order_release(&fixed);
}

static int record_compare(const struct layout *a, const struct layout *b, const struct intern *text)
{
	struct place x = a->record->at, y = b->record->at;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (x.line != y.line)
		return x.line < y.line ? -1 : 1;
	if (x.col != y.col)
		return x.col < y.col ? -1 : 1;
	return strcmp(intern_text(text, a->record->name), intern_text(text, b->record->name));
}

static int layout_order(const void *va, const void *vb, void *text)
{
	const struct layout *a = va, *b = vb;
	int c = record_compare(a, b, text);

	return c ? c : (a->variant > b->variant) - (a->variant < b->variant);
}

static bool same_layout(const struct layout *a, const struct layout *b)
{
	if (a->record->bytes != b->record->bytes || a->record->fields.n != b->record->fields.n)
		return false;
	for (uint32_t i = 0; i < a->record->fields.n; i++) {
		const struct fact_field *x = &a->fields[i], *y = &b->fields[i];

		if (!sid_equal(x->name, y->name) || x->offset != y->offset || x->bits != y->bits || x->align != y->align)
			return false;
	}
	return true;
}

/* What tells the layout's configuration apart: the first unit that has it. */
static const char *config_of(const struct program *p, uint32_t variant)
{
	for (size_t i = 0; i < p->n_units; i++) {
		const struct program_unit *u = &p->units[i];

		for (size_t k = 0; k < u->n_variants; k++)
			if (u->variants[k] == variant)
				return program_text(p, sid_is_none(u->facts.config) ? u->facts.main_file : u->facts.config);
	}
	return "";
}

/* One record in all its variants: once, or once for each layout with the configuration that it holds for. */
static void check_record(const struct program *p, const struct layout *layouts, size_t n, struct arena *memory,
			 struct emitter *e)
{
	bool differ = false;

	for (size_t i = 1; i < n; i++)
		differ |= !same_layout(&layouts[0], &layouts[i]);
	for (size_t i = 0; i < n; i++) {
		struct padding s;
		bool said = i && !differ;

		for (size_t k = 0; differ && k < i && !said; k++)
			said = same_layout(&layouts[k], &layouts[i]);
		if (said)
			continue;
		s = study(p, &layouts[i], memory);
		if (s.best < layouts[i].record->bytes)
			emit_padding(p, &layouts[i], &s, differ ? config_of(p, layouts[i].variant) : "", e);
	}
}

static void check(const struct program *p, struct emitter *e)
{
	struct layout_list list = { { 0 } };
	struct arena memory = { 0 };

	collect(p, &list);
	if (list.layouts.n)
		qsort_r(list.layouts.items, list.layouts.n, sizeof *list.layouts.items, layout_order, p->text);
	for (size_t i = 0, next; i < list.layouts.n; i = next) {
		for (next = i + 1; next < list.layouts.n; next++)
			if (record_compare(&list.layouts.items[i], &list.layouts.items[next], p->text))
				break;
		check_record(p, &list.layouts.items[i], next - i, &memory, e);
	}
	VEC_RELEASE(&list.layouts);
	arena_release(&memory);
}

const struct rule rule_struct_padding = {
	.info = {
		.id = "struct-padding",
		.title = "bytes of a struct that hold nothing",
		.explain = "Members lie at multiples of their alignment, so a small member before a large one leaves a hole, and the end is\n"
			   "filled up to the largest alignment. Every object pays for it in memory, cache lines and copying.\n"
			   "A struct is reported if another order of the same members is smaller: the largest alignment first, ties as\n"
			   "they stand, a flexible array last. With bit-fields the holes are counted and no order is proposed, because\n"
			   "where bit-fields lie depends on their neighbours. Packed structs, unions, C++ classes with bases or virtual\n"
			   "functions, layouts that attributes shape and generated files are left alone, and so are structs whose order\n"
			   "others count on: those that share a union, and those whose members come out of one macro.\n"
			   "A new order changes the layout: everything that shares the struct must be built again, and initialisers\n"
			   "without member names, casts that count on the first member, files and wire formats notice. In a header that is\n"
			   "installed, reorder only if nobody outside was compiled against it: to them the layout is a promise. Members that are\n"
			   "used together may also be better off on one cache line than densely packed.",
		.names = names,
		.n_names = sizeof names / sizeof *names,
	},
	.check = check,
};
