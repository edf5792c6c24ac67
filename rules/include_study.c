/*
 * Every open directive is looked at in every unit that reads its file (include_use.c); one unit is enough to refute it, and
 * then it is not looked at again. Two stages: directives of main files, then those of headers with the first ones already
 * gone. Each stage goes twice, first one directive at a time, then with all that are left gone together, since advice has to
 * survive being taken whole.
 */
#include "rules/include_study.h"

#include "rules/include_use.h"

#include <string.h>

struct study {
	const struct program *p;
	const bool *removed; /* by include of the program: what is not there any more; the caller's */
	bool *refuted;   /* by include: the caller's */
	bool *in_stage;  /* by include: what this stage is about */
	bool *gone;      /* by include: what counts as removed */
	struct include_use use;
	struct reach alive; /* the files that the unit still reads */
	bool *is_read;      /* by file: some unit still reads it */
};

static void refute_file(struct study *s, uint32_t file)
{
	size_t first, n = program_includes_of(s->p, file, &first);

	for (size_t i = first; i < first + n; i++)
		s->refuted[i] = true;
}

static bool is_open(const struct study *s, size_t include)
{
	return s->in_stage[include] && !s->refuted[include];
}

static void study_file(struct study *s, uint32_t node)
{
	const struct program_variant *v = include_use_variant(&s->use, node);
	const struct fact_include *said = v->facts.includes.items, *end = said + v->facts.includes.n;
	size_t first, n = program_includes_of(s->p, v->file, &first);
	bool begun = false;

	for (size_t i = first; i < first + n; i++) {
		const struct program_include *inc = &s->p->includes[i];
		struct use_query q = { node, PROGRAM_NONE, inc->spelling };

		if (!is_open(s, i))
			continue;
		/* Both lists are in the order of the text. */
		while (said < end && said->at.line < inc->at.line)
			said++;
		if (said < end && said->at.line == inc->at.line && inc->to == program_find_file(s->p, said->target))
			q.to = s->use.node_of_file[inc->to];
		if (!begun)
			include_use_file(&s->use, node);
		begun = true;
		s->refuted[i] = include_is_used(&s->use, &q);
	}
}

static void study_alive_file(struct study *s, uint32_t node)
{
	s->is_read[include_use_variant(&s->use, node)->file] = true;
	study_file(s, node);
}

static bool has_open(const struct study *s, const struct program_unit *u)
{
	for (size_t k = 0; k < u->n_variants; k++) {
		size_t first, n = program_includes_of(s->p, s->p->variants[u->variants[k]].file, &first);

		for (size_t i = first; i < first + n; i++)
			if (is_open(s, i))
				return true;
	}
	return false;
}

static void find_alive(struct study *s, bool clear)
{
	reach_clear(&s->alive, s->use.graph.n);
	if (clear)
		reach_add(&s->alive, &s->use.graph, s->use.main_node, (struct include_cut){ PROGRAM_NONE, PROGRAM_NONE });
}

static void study_units(struct study *s)
{
	for (size_t i = 0; i < s->p->n_units; i++) {
		const struct program_unit *u = &s->p->units[i];
		bool clear;

		if (!has_open(s, u))
			continue;
		clear = include_use_begin(&s->use, u, s->removed, s->gone);
		find_alive(s, clear);
		for (uint32_t k = 0; k < u->n_variants; k++) {
			if (!clear)
				refute_file(s, s->p->variants[u->variants[k]].file);
			else if (reach_has(&s->alive, k))
				study_alive_file(s, k);
		}
		include_use_end(&s->use);
	}
}

/* What a unit that failed would have said about its main file is not known. */
static void refute_failed(struct study *s)
{
	for (size_t i = 0; i < s->p->n_units; i++) {
		uint32_t file = program_find_file(s->p, s->p->units[i].facts.main_file);

		if (s->p->units[i].facts.status != UNIT_STATUS_OK && file != PROGRAM_NONE)
			refute_file(s, file);
	}
}

/* Nor is there anybody to ask about what is read no more. */
static void refute_unread(struct study *s)
{
	for (uint32_t i = 0; i < s->p->n_files; i++)
		if (!s->is_read[i])
			refute_file(s, i);
}

static void study_stage(struct study *s, bool main_files)
{
	for (size_t i = 0; i < s->p->n_includes; i++)
		s->in_stage[i] = !(s->p->files[s->p->includes[i].from].flags & FILE_FLAG_MAIN) == !main_files;
	study_units(s);
	for (size_t i = 0; i < s->p->n_includes; i++)
		s->gone[i] |= is_open(s, i);
	study_units(s);
	for (size_t i = 0; i < s->p->n_includes; i++)
		s->gone[i] &= s->removed[i] || !s->refuted[i];
}

void include_study(const struct program *p, const struct include_intent *intent, const bool *removed, bool *refuted)
{
	struct study s = { .p = p, .removed = removed, .refuted = refuted, .in_stage = xmalloc(p->n_includes), .gone = xmalloc(p->n_includes) };

	memcpy(s.gone, removed, p->n_includes);
	s.is_read = xmalloc(p->n_files);
	memset(s.is_read, false, p->n_files);
	include_use_init(&s.use, p, intent);
	refute_failed(&s);
	study_stage(&s, true);
	study_stage(&s, false);
	refute_unread(&s);
	include_use_release(&s.use);
	reach_release(&s.alive);
	free(s.is_read);
	free(s.in_stage);
	free(s.gone);
}
