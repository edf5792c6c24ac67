/*
 * A directive F -> H of a unit counts as unused if, with C all that H brings in (H and what it includes, transitively):
 *   - F names nothing that H itself declares, and what it uses of C without naming it in H also comes with another include
 *     that F needs for itself;
 *   - F names nothing that a file only H brings declares again;
 *   - no other file of the unit leans on it: each finds what it uses of C over includes that stay, its own or those that F
 *     needs for itself, or was read before C. What the body of a macro names is needed by who expands it;
 *   - what would leave the unit acts on nothing by being there (constructors, configuration, switches for libraries).
 * The cheap questions come first, so that searches through the graph are few.
 */
#include "rules/include_use.h"

#include "rules/kept_headers.h"

#include "analyzer/base/path.h"

#include <string.h>

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

static bool is_named(const struct fact_use *use)
{
	return use->how != USE_HOW_IMPLICIT && use->how != USE_HOW_COMPLETE;
}

/*
 * Whether the use can be what a system header is included for: not what many headers bring, nor what nobody writes down,
 * such as the type behind a member, or names that a macro of the library expands to.
 */
static bool is_named_for_itself(const struct program *p, const struct fact_use *use)
{
	const char *name = program_text(p, use->name);

	return is_named(use) && strncmp(name, "__", 2) && strcmp(name, "NULL") && strcmp(name, "size_t");
}

/*
 * The struct behind a pointer may be needed complete or not, which only the proof can tell; and nothing but the proof has to,
 * since what is not named cannot be meant for another configuration.
 */
static bool is_left_to_proof(const struct fact_use *use)
{
	return use->how == USE_HOW_IMPLICIT &&
	       (use->kind == ENTITY_KIND_STRUCT || use->kind == ENTITY_KIND_UNION || use->kind == ENTITY_KIND_ENUM);
}

/* Stamps what the file names, and the nodes that declare what it uses. */
static void stamp_names(struct include_use *u, const struct file_facts *f)
{
	uint32_t stamp = ++u->stamp;

	for (size_t i = 0; i < f->uses.n; i++) {
		const struct fact_use *use = &f->uses.items[i];
		uint32_t node = node_of(u, use->target);

		if (is_named(use))
			u->named[use->name.v] = stamp;
		if (use->how == USE_HOW_MENTION || use->how == USE_HOW_BODY)
			u->mentioned[use->name.v] = stamp;
		if (node == PROGRAM_NONE || is_left_to_proof(use))
			continue;
		u->used[node] = stamp;
		if (is_named(use))
			u->used_named[node] = stamp;
		if (is_named_for_itself(u->p, use))
			u->used_more[node] = stamp;
	}
	for (size_t i = 0; i < f->entitys.n; i++)
		u->named[f->entitys.items[i].name.v] = stamp;
	u->named[0] = u->mentioned[0] = 0;
}

/* Other system headers ask the compiler's own for a part of them, which names are left to may_bring(). */
static bool is_asked_for_parts(const struct include_use *u, uint32_t node)
{
	const char *base = path_base(program_text(u->p, include_use_variant(u, node)->facts.path));

	return !strcmp(base, "stddef.h") || !strcmp(base, "stdarg.h");
}

bool include_use_documents(struct include_use *u, uint32_t system_header)
{
	reach_clear(&u->other, u->graph.n);
	reach_add_one(&u->other, system_header);
	for (uint32_t i = 0; i < u->other.n; i++) {
		uint32_t node = u->other.nodes[i];

		if (u->used_more[node] == u->stamp)
			return true;
		if (i && is_asked_for_parts(u, node))
			continue;
		for (uint32_t e = u->graph.first[node]; e < u->graph.first[node + 1]; e++)
			reach_add_one(&u->other, u->graph.edges[e].to);
	}
	return false;
}

/* Adds what `to` brings, and notes for what is new that the `nth` directive brought it. */
static void add_reached(struct reach *r, uint32_t *by, const struct include_graph *g, uint32_t to, uint32_t nth)
{
	uint32_t n = r->n;

	if (!reach_has(r, to))
		reach_add(r, g, to, no_cut);
	for (; n < r->n; n++)
		by[r->nodes[n]] = nth;
}

static const char *spelling_of(const struct include_use *u, uint32_t node, const struct include_edge *edge)
{
	return program_text(u->p, include_use_variant(u, node)->facts.includes.items[edge->directive].spelling);
}

/* Whether the file passes on what this directive of its brings, so that those who include it may mean that. */
static bool is_exported(const struct include_use *u, uint32_t node, const struct include_edge *edge, const char *spelling)
{
	const struct program_variant *v = include_use_variant(u, node);
	uint32_t line = v->facts.includes.items[edge->directive].at.line;
	const char *public = u->intent->public_of[include_use_variant(u, edge->to)->file];
	size_t first, n = program_includes_of(u->p, v->file, &first);

	if (public && !strcmp(public, spelling))
		return true;
	for (size_t i = first; i < first + n; i++)
		if (u->intent->exports[i] && u->p->includes[i].at.line == line)
			return true;
	return false;
}

bool include_use_names(struct include_use *u, uint32_t header, const char *spelling)
{
	if (u->used_named[header] == u->stamp)
		return true;
	reach_clear(&u->other, u->graph.n);
	reach_add_one(&u->other, header);
	for (uint32_t i = 0; i < u->other.n; i++) {
		uint32_t node = u->other.nodes[i];

		for (uint32_t e = u->graph.first[node]; !is_system(u, node) && e < u->graph.first[node + 1]; e++) {
			if (!is_exported(u, node, &u->graph.edges[e], spelling))
				continue;
			if (u->used_named[u->graph.edges[e].to] == u->stamp)
				return true;
			reach_add_one(&u->other, u->graph.edges[e].to);
		}
	}
	return false;
}

/* What comes with those includes of the file that declare what it names: they are certain to stay. */
static void find_needed(struct include_use *u, uint32_t node)
{
	const char *path = program_text(u->p, include_use_variant(u, node)->facts.path);

	reach_clear(&u->needed, u->graph.n);
	reach_clear(&u->reached, u->graph.n);
	reach_add_one(&u->reached, node);
	for (uint32_t i = u->kept.first[node]; i < u->kept.first[node + 1]; i++) {
		uint32_t to = u->kept.edges[i].to, nth = i - u->kept.first[node];

		if (to == node)
			continue;
		add_reached(&u->reached, u->reached_by, &u->kept, to, nth);
		if (reach_has(&u->needed, to))
			continue;
		if (is_system(u, to) ? include_use_documents(u, to) :
				       include_use_names(u, to, spelling_of(u, node, &u->kept.edges[i])) ||
					       is_own_header(path, program_text(u->p, include_use_variant(u, to)->facts.path)))
			add_reached(&u->needed, u->needed_by, &u->kept, to, nth);
	}
}

void include_use_file(struct include_use *u, uint32_t node)
{
	stamp_names(u, &include_use_variant(u, node)->facts);
	find_needed(u, node);
}

/* ---- one directive --------------------------------------------------------------------------------------------------------- */

static bool uses_what_it_brings(const struct include_use *u)
{
	for (uint32_t i = 0; i < u->closure.n; i++) {
		uint32_t node = u->closure.nodes[i];

		if (u->used[node] == u->stamp && !reach_has(&u->needed, node))
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

		/* What the header says itself is meant, also if another one that is needed happens to bring it, too. */
		if (reach_has(&u->needed, u->closure.nodes[i]) && (u->closure.nodes[i] != q->to || is_system(u, q->to)))
			continue;
		for (size_t k = 0; k < brought->entitys.n; k++)
			if (can_name(u, &brought->entitys.items[k]))
				return true;
	}
	for (size_t i = 0; is_system(u, q->to) && i < f->uses.n; i++) {
		const struct fact_use *use = &f->uses.items[i];
		uint32_t target = node_of(u, use->target);

		if (is_named(use) && use->how != USE_HOW_MEMBER && target != PROGRAM_NONE && is_system(u, target) &&
		    may_bring(program_text(u->p, q->spelling), program_text(u->p, use->name)))
			return true;
	}
	for (size_t i = 0; i < f->uses.n; i++)
		if (include_mapping_has_symbol(u->intent->settings, program_text(u->p, f->uses.items[i].name),
					       program_text(u->p, q->spelling)))
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

		if (u->used_named[brought] == u->stamp && !includes_itself(u, q->from, brought))
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

/*
 * Whether the file at the node was over before the unit came to `target`, which it does not include: then it cannot use it,
 * and tests of a macro of it found no macro.
 */
static bool is_read_before(const struct include_use *u, uint32_t node, uint32_t target)
{
	return node < target && node != u->main_node && include_use_variant(u, node)->facts.flags & FILE_FLAG_GUARDED;
}

/* The body of a macro is for who expands it; a member in skipped code is nothing without its struct, which stands there, too. */
static bool can_lean(const struct fact_use *use)
{
	return use->how != USE_HOW_BODY && !(use->how == USE_HOW_MENTION && use->kind == ENTITY_KIND_FIELD) &&
	       !is_left_to_proof(use);
}

/* Whether an include that the file at hand needs for itself brings `target` before another brings `node`. */
static bool comes_before(const struct include_use *u, uint32_t target, uint32_t node)
{
	return reach_has(&u->needed, target) && reach_has(&u->reached, node) && u->needed_by[target] < u->reached_by[node];
}

static bool leans_on_it(struct include_use *u, uint32_t node, const struct use_query *q)
{
	const struct file_facts *f = &include_use_variant(u, node)->facts;
	bool searched = false;

	for (size_t i = 0; i < f->uses.n; i++) {
		uint32_t target = node_of(u, f->uses.items[i].target);

		if (target == PROGRAM_NONE || target == node || !reach_has(&u->closure, target) || !can_lean(&f->uses.items[i]) ||
		    comes_before(u, target, node))
			continue;
		if (!searched) {
			reach_clear(&u->other, u->graph.n);
			reach_add(&u->other, &u->kept, node, (struct include_cut){ q->from, q->to });
			reach_clear(&u->with, u->graph.n);
			reach_add(&u->with, &u->kept, node, no_cut);
		}
		searched = true;
		if (!reach_has(&u->other, target) && (reach_has(&u->with, target) || !is_read_before(u, node, target)))
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
	if (q->to == PROGRAM_NONE || (is_system(u, q->to) ? include_use_documents(u, q->to) : include_use_names(u, q->to, program_text(u->p, q->spelling))) ||
	    is_used_umbrella(u, q))
		return true;
	reach_clear(&u->closure, u->graph.n);
	reach_add(&u->closure, &u->graph, q->to, no_cut);
	if (reach_has(&u->closure, q->from) || uses_what_it_brings(u) || names_what_it_brings(u, q))
		return true;
	reach_clear(&u->rest, u->graph.n);
	reach_add(&u->rest, &u->kept, u->main_node, (struct include_cut){ q->from, q->to });
	return brings_what_acts(u) || others_lean_on_it(u, q);
}
