#include "analyzer/fix_pick.h"

#include <string.h>

static const struct finding_arg *find_arg(const struct finding *f, const char *key)
{
	for (size_t i = 0; i < f->n_args; i++)
		if (!strcmp(f->args[i].key, key))
			return &f->args[i];
	return NULL;
}

void fix_headers(const struct finding *f, struct strbuf *out)
{
	strbuf_clear(out);
	for (size_t i = 0; i < f->n_message_args; i++)
		if (!strcmp(f->args[i].key, "Instead"))
			strbuf_addf(out, "%s%s", out->len ? "\n" : "", f->args[i].value);
}

void fix_pick(struct fix_choices *c, const struct finding *findings, size_t n, bool all)
{
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &findings[i];
		struct fix_choice choice = { .finding = f };

		if (strcmp(f->category, "unused-include") || !f->loc.path || !f->loc.line)
			continue;
		if (!strcmp(f->name, "IndirectInclude") && all) {
			const struct finding_arg *reason = find_arg(f, "Reason");

			choice.is_left = !find_arg(f, "Proof");
			choice.why = reason ? reason->value : "there is no proof";
		} else if (strcmp(f->name, "UnusedInclude")) {
			continue;
		}
		VEC_PUSH(&c->list, choice);
	}
}

static int compare(const void *key, const void *item)
{
	const struct srcloc *at = key, *loc = &((const struct fix_choice *)item)->finding->loc;
	int order = strcmp(at->path, loc->path);

	return order ? order : (at->line > loc->line) - (at->line < loc->line);
}

static bool is_taken(const struct fix_choices *c, const char *path, uint32_t line)
{
	struct srcloc at = { path, line, 0 };
	const struct fix_choice *found = c->list.n ? bsearch(&at, c->list.items, c->list.n, sizeof *c->list.items, compare) : NULL;

	return found && !found->is_left;
}

static bool unit_reads(const struct program *p, const struct program_unit *u, const char *path)
{
	for (size_t i = 0; i < u->n_variants; i++)
		if (!strcmp(program_text(p, p->variants[u->variants[i]].facts.path), path))
			return true;
	return false;
}

/* Something that a unit of the file was proven with and that is not taken; NULL: there is none. */
static const struct fact_proof *missing_in(const struct fix_choices *c, const struct program *p, const char *path)
{
	for (size_t u = 0; u < p->n_units; u++) {
		const struct program_unit *unit = &p->units[u];

		if (!unit->facts.proofs.n || !unit_reads(p, unit, path))
			continue;
		for (size_t i = 0; i < unit->facts.proofs.n; i++) {
			const struct fact_proof *proof = &unit->facts.proofs.items[i];

			if (proof->verdict == PROOF_VERDICT_SAME && !is_taken(c, program_text(p, proof->file), proof->at.line))
				return proof;
		}
	}
	return NULL;
}

void fix_settle_choices(struct fix_choices *c, const struct program *p)
{
	bool changed;

	do {
		changed = false;
		for (size_t i = 0; i < c->list.n; i++) {
			struct fix_choice *choice = &c->list.items[i];
			const struct fact_proof *missing;

			if (choice->is_left || !find_arg(choice->finding, "Proof"))
				continue;
			missing = missing_in(c, p, choice->finding->loc.path);
			if (!missing)
				continue;
			choice->is_left = changed = true;
			choice->why = "it was proven with another change that is not made";
			choice->with = &p->files[program_find_file(p, missing->file)];
			choice->with_line = missing->at.line;
		}
	} while (changed);
}
