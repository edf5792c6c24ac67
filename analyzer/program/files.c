/* The files of all units by path, and which variants each has. */
#include "analyzer/program/linked.h"

#include <string.h>

struct paths {
	VEC(sid) items;
	uint32_t *seen; /* by sid: 1 once it is in the list */
};

static void add_path(struct paths *paths, sid path)
{
	if (sid_is_none(path) || paths->seen[path.v])
		return;
	paths->seen[path.v] = 1;
	VEC_PUSH(&paths->items, path);
}

static int path_compare(const void *a, const void *b, void *text)
{
	return strcmp(intern_text(text, *(const sid *)a), intern_text(text, *(const sid *)b));
}

/* Every file that a unit read, or that an include names as read. */
static void collect(const struct program *p, struct paths *paths)
{
	for (size_t i = 0; i < p->n_variants; i++) {
		const struct file_facts *f = &p->variants[i].facts;

		add_path(paths, f->path);
		for (size_t k = 0; k < f->includes.n; k++)
			add_path(paths, f->includes.items[k].target);
	}
	if (paths->items.n)
		qsort_r(paths->items.items, paths->items.n, sizeof(sid), path_compare, p->text);
}

static void index_files(struct linked *l)
{
	struct program *p = &l->program;
	struct paths paths = { .seen = NULL };

	l->n_texts = p->text->n;
	l->file_by_text = arena_alloc(&l->memory, l->n_texts * sizeof(uint32_t));
	paths.seen = xmalloc(l->n_texts * sizeof(uint32_t));
	memset(paths.seen, 0, l->n_texts * sizeof(uint32_t));
	collect(p, &paths);
	p->n_files = paths.items.n;
	p->files = ARENA_ARRAY(&l->memory, struct program_file, p->n_files);
	for (uint32_t i = 0; i < l->n_texts; i++)
		l->file_by_text[i] = PROGRAM_NONE;
	for (uint32_t i = 0; i < p->n_files; i++) {
		p->files[i].path = paths.items.items[i];
		l->file_by_text[p->files[i].path.v] = i;
	}
	VEC_RELEASE(&paths.items);
	free(paths.seen);
}

static void group_variants(struct linked *l)
{
	struct program *p = &l->program;
	uint32_t next = 0;

	p->variants_by_file = ARENA_ARRAY(&l->memory, uint32_t, p->n_variants);
	for (size_t i = 0; i < p->n_variants; i++) {
		struct program_variant *v = &p->variants[i];

		v->file = program_find_file(p, v->facts.path);
		p->files[v->file].flags |= v->facts.flags;
		p->files[v->file].n_variants++;
	}
	for (size_t i = 0; i < p->n_files; i++) {
		p->files[i].first_variant = next;
		next += p->files[i].n_variants;
		p->files[i].n_variants = 0;
	}
	for (uint32_t i = 0; i < p->n_variants; i++) {
		struct program_file *f = &p->files[p->variants[i].file];

		p->variants_by_file[f->first_variant + f->n_variants++] = i;
	}
}

/* A unit counts once for a file, even if it read it in two variants. */
static void count_units(struct program *p)
{
	uint32_t *last = xmalloc(p->n_files * sizeof *last);

	memset(last, 0xff, p->n_files * sizeof *last);
	for (uint32_t i = 0; i < p->n_units; i++) {
		for (size_t k = 0; k < p->units[i].n_variants; k++) {
			uint32_t file = p->variants[p->units[i].variants[k]].file;

			p->files[file].n_units += last[file] != i;
			last[file] = i;
		}
	}
	free(last);
}

void link_files(struct linked *l)
{
	index_files(l);
	group_variants(l);
	count_units(&l->program);
}
