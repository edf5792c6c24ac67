/*
 * A directive F -> H of a unit counts as unused if, with C all that H brings in (H and what it includes, transitively):
 *   - F uses nothing that H itself declares, and what it uses of the rest of C also comes with another include that F
 *     needs for itself;
 *   - F names nothing that a file only H brings declares again;
 *   - no other file of the unit leans on it: each finds what it uses of C over includes of its own; who includes F must
 *     even name a header for it that has nothing to do with F, since headers include on behalf of their users;
 *   - what would leave the unit acts on nothing by being there (constructors, configuration, switches for libraries).
 * The cheap questions come first, so that searches through the graph are few.
 */
#include "rules/include_use.h"

#include "rules/kept_headers.h"

#include <string.h>

enum trait { TRAIT_UNKNOWN, TRAIT_PLAIN, TRAIT_ACTS };

static const struct include_cut no_cut = { PROGRAM_NONE, PROGRAM_NONE };

static bool is_system(const struct include_use *u, uint32_t node)
{
	return include_use_variant(u, node)->facts.flags & FILE_FLAG_SYSTEM;
}

static uint32_t node_of(const struct include_use *u, sid path)
{
	uint32_t file = program_find_file(u->p, path);

	return file == PROGRAM_NONE ? PROGRAM_NONE : u->node_of_file[file];
}

/* ---- what one file says ------------------------------------------------------------------------------------------------- */

/* Other units, unseen ones too, may live on what this one puts into its object. */
static bool is_in_object(const struct fact_entity *e)
{
	bool is_function = e->kind == ENTITY_KIND_FUNCTION;

	if (!(e->flags & ENTITY_FLAG_DEFINITION) || e->flags & ENTITY_FLAG_STATIC)
		return false;
	return e->kind == ENTITY_KIND_VARIABLE || (is_function && (e->flags & ENTITY_FLAG_EXTERN || !(e->flags & ENTITY_FLAG_INLINE)));
}

static bool acts(const struct include_use *u, const struct file_facts *f)
{
	size_t n_others = 0;

	for (size_t i = 0; i < f->entitys.n; i++) {
		const struct fact_entity *e = &f->entitys.items[i];

		if (e->flags & ENTITY_FLAG_EFFECT || is_in_object(e))
			return true;
		if (e->kind != ENTITY_KIND_MACRO)
			n_others++;
		else if (!(e->flags & ENTITY_FLAG_GUARD) && is_switch_macro(program_text(u->p, e->name)))
			return true;
	}
	/* Macros alone are settings, more often than not; nothing at all is a header for another system. */
	return !n_others || is_configuration_name(program_text(u->p, f->path));
}

static bool variant_acts(struct include_use *u, uint32_t node)
{
	uint32_t variant = u->unit->variants[node];

	if (is_system(u, node))
		return false;
	if (u->traits[variant] == TRAIT_UNKNOWN)
		u->traits[variant] = acts(u, &u->p->variants[variant].facts) ? TRAIT_ACTS : TRAIT_PLAIN;
	return u->traits[variant] == TRAIT_ACTS;
}

/*
 * Whether the use can be what a system header is included for: not what many headers bring, nor what nobody writes down,
 * such as the type behind a member, or names that a macro of the library expands to.
 */
static bool is_named_for_itself(const struct program *p, const struct fact_use *use)
{
	const char *name = program_text(p, use->name);

	return use->how != USE_HOW_IMPLICIT && strncmp(name, "__", 2) && strcmp(name, "NULL") && strcmp(name, "size_t");
}

/* Stamps what the file names, and the nodes that declare what it uses. */
static void stamp_names(struct include_use *u, const struct file_facts *f)
{
	uint32_t stamp = ++u->stamp;

	for (size_t i = 0; i < f->uses.n; i++) {
		const struct fact_use *use = &f->uses.items[i];
		uint32_t node = node_of(u, use->target);

		u->named[use->name.v] = stamp;
		if (use->how == USE_HOW_MENTION)
			u->mentioned[use->name.v] = stamp;
		if (node == PROGRAM_NONE)
			continue;
		u->used[node] = stamp;
		if (is_named_for_itself(u->p, use))
			u->used_more[node] = stamp;
	}
	for (size_t i = 0; i < f->entitys.n; i++)
		u->named[f->entitys.items[i].name.v] = stamp;
	u->named[0] = u->mentioned[0] = 0;
}

/* What comes with those includes of the file that declare what it uses: they are certain to stay. */
static void find_needed(struct include_use *u, uint32_t node)
{
	const char *path = program_text(u->p, include_use_variant(u, node)->facts.path);

	reach_clear(&u->needed, u->graph.n);
	for (uint32_t i = u->kept.first[node]; i < u->kept.first[node + 1]; i++) {
		uint32_t to = u->kept.edges[i].to;
		bool own = is_own_header(path, program_text(u->p, include_use_variant(u, to)->facts.path));

		if (to != node && (own || u->used[to] == u->stamp))
			reach_add(&u->needed, &u->kept, to, no_cut);
	}
}

void include_use_file(struct include_use *u, uint32_t node)
{
	stamp_names(u, &include_use_variant(u, node)->facts);
	find_needed(u, node);
}

/* ---- one directive --------------------------------------------------------------------------------------------------------- */

/* A system header is known by what it documents, which may be declared anywhere below it. */
static bool documents(const struct include_use *u, const struct use_query *q, uint32_t node)
{
	if (!is_system(u, q->to))
		return false;
	return !strcmp(program_text(u->p, q->spelling), "<stddef.h>") ? u->used[node] == u->stamp
								       : u->used_more[node] == u->stamp;
}

static bool uses_what_it_brings(const struct include_use *u, const struct use_query *q)
{
	for (uint32_t i = 0; i < u->closure.n; i++) {
		uint32_t node = u->closure.nodes[i];

		if (documents(u, q, node) || (u->used[node] == u->stamp && !reach_has(&u->needed, node)))
			return true;
	}
	return false;
}

/* Members are found through their type, so that only an unresolved mention can mean one of another file. */
static bool can_name(const struct include_use *u, const struct fact_entity *e)
{
	bool member = e->kind == ENTITY_KIND_FIELD || e->kind == ENTITY_KIND_METHOD;

	if (e->flags & ENTITY_FLAG_GUARD)
		return false;
	return (member ? u->mentioned : u->named)[e->name.v] == u->stamp;
}

/* Whether F names what a file that only this directive brings declares, perhaps not as the first. */
static bool names_what_it_brings(const struct include_use *u, const struct use_query *q)
{
	const struct file_facts *f = &include_use_variant(u, q->from)->facts;

	for (uint32_t i = 0; i < u->closure.n; i++) {
		const struct file_facts *brought = &include_use_variant(u, u->closure.nodes[i])->facts;

		if (reach_has(&u->needed, u->closure.nodes[i]))
			continue;
		for (size_t k = 0; k < brought->entitys.n; k++)
			if (can_name(u, &brought->entitys.items[k]))
				return true;
	}
	for (size_t i = 0; is_system(u, q->to) && i < f->uses.n; i++)
		if (may_bring(program_text(u->p, q->spelling), program_text(u->p, f->uses.items[i].name)))
			return true;
	return false;
}

static bool includes_itself(const struct include_use *u, uint32_t from, uint32_t to)
{
	for (uint32_t i = u->graph.first[from]; i < u->graph.first[from + 1]; i++)
		if (u->graph.edges[i].to == to)
			return true;
	return false;
}

/*
 * A header that only includes others is there to bring them: it is used by who uses one of them and does not include that
 * one itself, even if yet another header happens to bring it, too.
 */
static bool is_used_umbrella(const struct include_use *u, const struct use_query *q)
{
	const struct file_facts *f = &include_use_variant(u, q->to)->facts;

	for (size_t i = 0; i < f->entitys.n; i++)
		if (f->entitys.items[i].kind != ENTITY_KIND_MACRO)
			return false;
	for (uint32_t i = u->graph.first[q->to]; !is_system(u, q->to) && i < u->graph.first[q->to + 1]; i++) {
		uint32_t brought = u->graph.edges[i].to;

		if (u->used[brought] == u->stamp && !includes_itself(u, q->from, brought))
			return true;
	}
	return false;
}

/* Whether something would leave the unit that acts by being there. */
static bool brings_what_acts(struct include_use *u)
{
	for (uint32_t i = 0; i < u->closure.n; i++)
		if (!reach_has(&u->rest, u->closure.nodes[i]) && variant_acts(u, u->closure.nodes[i]))
			return true;
	return false;
}

/* Fills `other` with what the file at the node may rely on without the directive. */
static void find_other(struct include_use *u, uint32_t node, const struct use_query *q)
{
	struct include_cut edge = { q->from, q->to }, all_edges = { q->from, PROGRAM_NONE };
	bool is_user;

	reach_clear(&u->other, u->graph.n);
	reach_add(&u->other, &u->kept, node, edge);
	is_user = reach_has(&u->other, q->from);
	if (!is_user)
		return;
	reach_clear(&u->other, u->graph.n);
	for (uint32_t i = u->kept.first[node]; i < u->kept.first[node + 1]; i++) {
		uint32_t to = u->kept.edges[i].to;

		if (is_system(u, to))
			reach_add(&u->other, &u->kept, to, all_edges);
		else
			reach_add_one(&u->other, to);
	}
}

static bool leans_on_it(struct include_use *u, uint32_t node, const struct use_query *q)
{
	const struct file_facts *f = &include_use_variant(u, node)->facts;
	bool searched = false;

	for (size_t i = 0; i < f->uses.n; i++) {
		uint32_t target = node_of(u, f->uses.items[i].target);

		if (target == PROGRAM_NONE || target == node || !reach_has(&u->closure, target))
			continue;
		if (!searched)
			find_other(u, node, q);
		searched = true;
		if (!reach_has(&u->other, target))
			return true;
	}
	return false;
}

static bool others_lean_on_it(struct include_use *u, const struct use_query *q)
{
	for (uint32_t i = 0; i < u->rest.n; i++)
		if (u->rest.nodes[i] != q->from && leans_on_it(u, u->rest.nodes[i], q))
			return true;
	return false;
}

bool include_is_used(struct include_use *u, const struct use_query *q)
{
	if (q->to == PROGRAM_NONE || u->used[q->to] == u->stamp || is_used_umbrella(u, q))
		return true;
	reach_clear(&u->closure, u->graph.n);
	reach_add(&u->closure, &u->graph, q->to, no_cut);
	if (reach_has(&u->closure, q->from) || uses_what_it_brings(u, q) || names_what_it_brings(u, q))
		return true;
	reach_clear(&u->rest, u->graph.n);
	reach_add(&u->rest, &u->kept, u->main_node, (struct include_cut){ q->from, q->to });
	return brings_what_acts(u) || others_lean_on_it(u, q);
}

/* ---- the unit ---------------------------------------------------------------------------------------------------------------- */

static uint32_t *new_numbers(size_t n, int byte)
{
	uint32_t *numbers = xmalloc(n * sizeof *numbers);

	return memset(numbers, byte, n * sizeof *numbers);
}

void include_use_init(struct include_use *u, const struct program *p)
{
	*u = (struct include_use){ .p = p };
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
	free(u->used_more);
	reach_release(&u->closure);
	reach_release(&u->rest);
	reach_release(&u->needed);
	reach_release(&u->other);
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
	free(u->used_more);
	u->used = new_numbers(n, 0); /* old stamps mean nothing in a new unit */
	u->used_more = new_numbers(n, 0);
	u->used_cap = n;
}

bool include_use_begin(struct include_use *u, const struct program_unit *unit, const bool *gone)
{
	u->unit = unit;
	if (!number_files(u) || unit->facts.status != UNIT_STATUS_OK || unit->facts.language != LANGUAGE_C)
		return false;
	make_room(u, unit->n_variants);
	include_graph_of_unit(&u->graph, u->p, unit, u->node_of_file, NULL);
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
