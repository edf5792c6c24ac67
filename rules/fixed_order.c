#include "rules/fixed_order.h"

#include "analyzer/base/panic.h"

#include <stdlib.h>
#include <string.h>

/* A union's members carry their types without typedefs: "struct point", or the typedef's name of a struct without a tag. */
static sid record_name(const struct program *p, sid type)
{
	static const char *const keywords[] = { "struct ", "class " };
	const char *text = program_text(p, type);

	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (!strncmp(text, keywords[i], strlen(keywords[i])))
			text += strlen(keywords[i]);
	return intern_find(p->text, text, strlen(text));
}

static void read_union(struct fixed_order *f, const struct fact_record *r, const struct fact_field *fields)
{
	uint32_t n_records = 0;

	for (uint32_t i = 0; i < r->fields.n; i++)
		n_records += (fields[i].flags & FIELD_FLAG_RECORD) != 0;
	for (uint32_t i = 0; i < r->fields.n && n_records > 1; i++)
		if (fields[i].flags & FIELD_FLAG_RECORD)
			f->in_union[record_name(f->program, fields[i].type).v] = true;
}

void fixed_order_init(struct fixed_order *f, const struct program *p)
{
	*f = (struct fixed_order){ .program = p };
	f->in_union = xmalloc(p->text->n);
	memset(f->in_union, 0, p->text->n);
	for (size_t i = 0; i < p->n_variants; i++) {
		const struct file_facts *file = &p->variants[i].facts;

		for (size_t k = 0; k < file->records.n; k++)
			if (file->records.items[k].kind == RECORD_KIND_UNION)
				read_union(f, &file->records.items[k], file->fields.items + file->records.items[k].fields.first);
	}
	f->in_union[0] = false; /* no name */
}

void fixed_order_release(struct fixed_order *f)
{
	free(f->in_union);
}

static bool same_place(struct place a, struct place b)
{
	return a.line == b.line && a.col == b.col;
}

bool is_order_fixed(const struct fixed_order *f, const struct fact_record *r, const struct fact_field *fields)
{
	if (r->flags & RECORD_FLAG_ATTRIBUTES || f->in_union[r->name.v])
		return true;
	for (uint32_t i = 0; i < r->fields.n; i++) {
		if (fields[i].flags & FIELD_FLAG_ATTRIBUTES)
			return true;
		/* A record that comes out of a macro as a whole is the macro's. */
		if (i && fields[i].flags & FIELD_FLAG_MACRO && same_place(fields[i - 1].at, fields[i].at) &&
		    !same_place(fields[i].at, r->at))
			return true;
	}
	return false;
}
