#include "rules/contract_subject.h"

#include <string.h>

/* The line that the comment speaks of: its own if code stands before it, else the next one that is no such comment. */
static uint32_t target_line(const struct contract *c)
{
	uint32_t line = c->comment->end.line + 1;

	if (!(c->comment->flags & COMMENT_FLAG_ALONE))
		return c->comment->at.line;
	for (size_t i = 0; i < c->v->facts.comments.n; i++) {
		const struct fact_comment *other = &c->v->facts.comments.items[i];

		if (other->at.line == line && other->flags & COMMENT_FLAG_ALONE)
			line = other->end.line + 1;
	}
	return line;
}

/* A loop's head is its line; a function's name may stand a line below its type. Loops come first: they are what is meant. */
bool contract_find_subject(struct contract *c)
{
	uint32_t line = target_line(c);
	const struct file_facts *f = &c->v->facts;

	for (size_t i = 0; i < f->functions.n; i++) {
		const struct fact_function *function = &f->functions.items[i];

		for (uint32_t k = 0; k < function->loops.n; k++) {
			const struct fact_loop *loop = &f->loops.items[function->loops.first + k];

			if (loop->at.line != line)
				continue;
			c->function = function;
			c->is_loop = true;
			c->at = loop->at;
			c->from = line;
			c->to = loop->end.line;
			return true;
		}
		if (function->at.line == line || (function->at.line == line + 1 && !c->function)) {
			c->function = function;
			c->at = function->at;
			c->from = function->at.line;
			c->to = function->end.line;
		}
	}
	return c->function != NULL;
}

static bool reads_variant(const struct program_unit *u, size_t variant)
{
	for (size_t i = 0; i < u->n_variants; i++)
		if (u->variants[i] == variant)
			return true;
	return false;
}

/* Compiled with optimisation, and the compiler said what it did. */
bool contract_is_optimised(const struct program *p, const struct program_unit *u)
{
	const struct fact_codegen *g = u->facts.codegens.n ? &u->facts.codegens.items[0] : NULL;
	const char *level = g ? program_text(p, g->opt_level) : "";

	return g && g->status == CODEGEN_STATUS_OK && *level && strcmp(level, "-O0");
}

bool contract_is_known(const struct contract *c)
{
	size_t variant = (size_t)(c->v - c->p->variants);

	for (size_t i = 0; i < c->p->n_units; i++)
		if (reads_variant(&c->p->units[i], variant) && contract_is_optimised(c->p, &c->p->units[i]))
			return true;
	return false;
}

/* The compiler's side of some unit that reads it was asked for, whatever came of it. */
bool contract_is_asked_for(const struct contract *c)
{
	size_t variant = (size_t)(c->v - c->p->variants);

	for (size_t i = 0; i < c->p->n_units; i++) {
		const struct unit_facts *u = &c->p->units[i].facts;

		if (u->codegens.n && u->codegens.items[0].status != CODEGEN_STATUS_OFF && reads_variant(&c->p->units[i], variant))
			return true;
	}
	return false;
}
