/*
 * Linking goes in two steps. Adding a unit takes its text apart at once: sections into the table of sections, remarks into
 * the table of remarks, so that what repeats is never held twice. Finishing sorts and indexes.
 */
#include "analyzer/program/link.h"

#include "analyzer/facts/facts_text.h"
#include "analyzer/program/linked.h"
#include "analyzer/program/remarks.h"
#include "analyzer/program/sections.h"

struct linker {
	struct linked *out;
	struct section_table sections;
	struct remark_table remarks;
	VEC(struct program_unit) units;
};

struct linker *linker_new(struct intern *text)
{
	struct linker *l = xmalloc(sizeof *l);

	*l = (struct linker){ .out = xmalloc(sizeof *l->out) };
	*l->out = (struct linked){ .program.text = text };
	return l;
}

static const struct file_facts *known(void *sections, const char *bytes, size_t len)
{
	struct section *s = section_find(sections, bytes, len);

	return s ? &s->facts : NULL;
}

/* Moves what the files say into the table; the unit keeps their indices. */
static void take_files(struct linker *l, struct program_unit *u)
{
	uint32_t unit = (uint32_t)l->units.n;

	u->variants = ARENA_ARRAY(&l->out->memory, uint32_t, u->facts.files.n);
	for (size_t i = 0; i < u->facts.files.n; i++) {
		struct file_facts *f = &u->facts.files.items[i];
		struct section *s = f->shared ? (struct section *)f->shared : section_take(&l->sections, f);

		if (s->last_unit == unit + 1)
			continue;
		s->last_unit = unit + 1;
		s->n_units++;
		u->variants[u->n_variants++] = s->index;
	}
	VEC_RELEASE(&u->facts.files);
}

static void count_unit(struct program *p, const struct unit_facts *f)
{
	p->n_failed += f->status == UNIT_STATUS_FAILED;
	p->n_had_errors += f->status == UNIT_STATUS_HAD_ERRORS;
	p->n_remarks_repeated += f->remarks.n; /* what the table does not keep is a repeat too: see linker_finish() */
	for (size_t i = 0; i < f->codegens.n; i++) {
		p->n_remarks_read += f->codegens.items[i].n_read;
		p->n_remarks_repeated += f->codegens.items[i].n_repeated;
		p->n_remarks_without_place += f->codegens.items[i].n_without_place;
	}
}

int linker_add(struct linker *l, const char *name, const char *bytes, size_t len, struct error *e)
{
	struct facts_text_sections sections = { &l->sections, known };
	struct program_unit u = { .n_variants = 0 };

	if (facts_text_read(name, bytes, len, l->out->program.text, &sections, &u.facts, e) < 0)
		return -1;
	for (size_t i = 0; i < u.facts.files.n; i++) {
		if (!sid_is_none(u.facts.files.items[i].path))
			continue;
		unit_facts_release(&u.facts);
		return error_set(e, "%s: a file without a path", name);
	}
	count_unit(&l->out->program, &u.facts);
	take_files(l, &u);
	remark_table_add(&l->remarks, &l->out->memory, &u.facts, (uint32_t)l->units.n);
	VEC_PUSH(&l->units, u);
	return 0;
}

void linker_add_failed(struct linker *l, const char *main_file, const char *config, const char *reason)
{
	struct intern *text = l->out->program.text;
	struct program_unit u = { .facts = { .status = UNIT_STATUS_FAILED } };

	u.facts.main_file = intern_adds(text, main_file);
	u.facts.config = intern_adds(text, config);
	u.facts.reason = intern_adds(text, reason);
	count_unit(&l->out->program, &u.facts);
	VEC_PUSH(&l->units, u);
}

static void take_variants(struct linked *out, const struct section_table *t)
{
	struct program *p = &out->program;

	p->n_variants = t->all.n;
	p->variants = ARENA_ARRAY(&out->memory, struct program_variant, t->all.n);
	for (size_t i = 0; i < t->all.n; i++) {
		p->variants[i].facts = t->all.items[i]->facts;
		p->variants[i].n_units = t->all.items[i]->n_units;
	}
}

struct program *linker_finish(struct linker *l, bool complete)
{
	struct linked *out = l->out;
	struct program *p = &out->program;

	p->n_units = l->units.n;
	p->units = arena_memdup(&out->memory, l->units.items, l->units.n * sizeof *p->units);
	take_variants(out, &l->sections);
	section_table_release(&l->sections);
	p->remarks = remark_table_finish(&l->remarks, p->text, &out->memory, &p->n_remarks);
	p->n_remarks_repeated -= p->n_remarks;
	p->complete = complete && !p->n_failed && !p->n_had_errors;
	VEC_RELEASE(&l->units);
	free(l);
	link_files(out);
	link_includes(out);
	link_functions(out);
	return p;
}

int program_add_proofs(struct program *p, size_t unit, const char *bytes, size_t len, struct error *e)
{
	struct unit_facts read = { .status = 0 }, *into;

	if (unit >= p->n_units)
		BUG("proofs for unit %zu of %zu", unit, p->n_units);
	into = &p->units[unit].facts;
	if (facts_text_read("proofs", bytes, len, p->text, NULL, &read, e) < 0)
		return -1;
	if (!sid_equal(read.main_file, into->main_file) || !sid_equal(read.config, into->config)) {
		error_set(e, "proofs of %s came for %s", program_text(p, read.main_file), program_text(p, into->main_file));
		unit_facts_release(&read);
		return -1;
	}
	for (size_t i = 0; i < read.proofs.n; i++)
		VEC_PUSH(&into->proofs, read.proofs.items[i]);
	unit_facts_release(&read);
	return 0;
}

void program_fail_proofs(struct program *p, size_t unit, const char *reason)
{
	if (unit >= p->n_units)
		BUG("no proofs for unit %zu of %zu", unit, p->n_units);
	p->n_unproven += sid_is_none(p->units[unit].unproven);
	p->units[unit].unproven = intern_adds(p->text, reason);
}

void program_free(struct program *p)
{
	struct linked *l = (struct linked *)p;

	for (size_t i = 0; i < p->n_units; i++)
		unit_facts_release(&p->units[i].facts);
	for (size_t i = 0; i < p->n_variants; i++)
		file_facts_release(&p->variants[i].facts);
	arena_release(&l->memory);
	free(l);
}
