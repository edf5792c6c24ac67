/* What include_use.c keeps from unit to unit, and from file to file of a unit. */
#include "rules/include_use.h"

#include <string.h>

static uint32_t *new_numbers(size_t n, int byte)
{
	uint32_t *numbers = xmalloc(n * sizeof *numbers);

	return memset(numbers, byte, n * sizeof *numbers);
}

void include_use_init(struct include_use *u, const struct program *p, const struct include_intent *intent)
{
	*u = (struct include_use){ .p = p, .intent = intent };
	u->traits = xmalloc(p->n_variants);
	memset(u->traits, TRAIT_UNKNOWN, p->n_variants);
	u->node_of_file = new_numbers(p->n_files, 0xff);
	u->named = new_numbers(p->text->n, 0);
	u->mentioned = new_numbers(p->text->n, 0);
}

void include_use_release(struct include_use *u)
{
	free(u->traits);
	free(u->node_of_file);
	free(u->named);
	free(u->mentioned);
	free(u->used);
	free(u->used_named);
	free(u->used_more);
	free(u->reached_by);
	free(u->needed_by);
	reach_release(&u->closure);
	reach_release(&u->rest);
	reach_release(&u->needed);
	reach_release(&u->reached);
	reach_release(&u->other);
	reach_release(&u->with);
	*u = (struct include_use){ 0 };
}

/* Gives the unit's files their nodes. False if a file is there in two variants. */
static bool number_files(struct include_use *u)
{
	const struct program *p = u->p;
	uint32_t main_file = program_find_file(p, u->unit->facts.main_file);
	bool clear = true;

	for (uint32_t i = 0; i < u->unit->n_variants; i++) {
		uint32_t file = p->variants[u->unit->variants[i]].file;

		clear &= u->node_of_file[file] == PROGRAM_NONE;
		u->node_of_file[file] = i;
	}
	u->main_node = main_file == PROGRAM_NONE ? PROGRAM_NONE : u->node_of_file[main_file];
	return clear && u->main_node != PROGRAM_NONE;
}

static void make_room(struct include_use *u, size_t n)
{
	if (n <= u->used_cap)
		return;
	free(u->used);
	free(u->used_named);
	free(u->used_more);
	free(u->reached_by);
	free(u->needed_by);
	u->reached_by = new_numbers(n, 0);
	u->needed_by = new_numbers(n, 0);
	u->used_named = new_numbers(n, 0);
	u->used = new_numbers(n, 0); /* old stamps mean nothing in a new unit */
	u->used_more = new_numbers(n, 0);
	u->used_cap = n;
}

bool include_use_begin(struct include_use *u, const struct program_unit *unit, const bool *removed, const bool *gone)
{
	u->unit = unit;
	if (!number_files(u) || unit->facts.status != UNIT_STATUS_OK || unit->facts.language != LANGUAGE_C)
		return false;
	make_room(u, unit->n_variants);
	include_graph_of_unit(&u->graph, u->p, unit, u->node_of_file, removed);
	include_graph_of_unit(&u->kept, u->p, unit, u->node_of_file, gone);
	return true;
}

void include_use_end(struct include_use *u)
{
	include_graph_release(&u->graph);
	include_graph_release(&u->kept);
	for (size_t i = 0; i < u->unit->n_variants; i++)
		u->node_of_file[u->p->variants[u->unit->variants[i]].file] = PROGRAM_NONE;
}

bool include_use_passes_on(const struct program *p, const struct program_file *f)
{
	for (uint32_t v = 0; v < f->n_variants; v++) {
		const struct file_facts *facts = &p->variants[p->variants_by_file[f->first_variant + v]].facts;

		for (size_t i = 0; i < facts->entitys.n; i++)
			if (facts->entitys.items[i].kind != ENTITY_KIND_MACRO)
				return false;
	}
	return true;
}
