/*
 * What the walk knows about a declaration or macro definition once it has been named: asked of libclang the first time,
 * found by its address from then on. Redeclarations that a use cannot tell apart share a symbol.
 */
#ifndef WHYNOT_FRONTEND_DECLARATIONS_H
#define WHYNOT_FRONTEND_DECLARATIONS_H

#include "analyzer/base/strbuf.h"
#include "analyzer/frontend/sources.h"

#define DECLARATION_NONE UINT32_MAX

struct declaration {
	uint32_t kind;        /* enum entity_kind */
	uint32_t source;      /* the file that holds it, or SOURCE_NONE */
	uint32_t offset;
	uint32_t symbol;      /* number of (kind, name, source) */
	sid name;             /* none for tags that have none */
	uint64_t digest;      /* the same in every run: name, path, offset; without the place where only the name counts */
	bool is_local;        /* inside a function, or a template's parameter: no other file can mean it */
	bool is_callable;     /* function, method or function template */
	bool is_walked;       /* the walk has been inside */
	bool knows_noreturn, is_noreturn; /* the second counts if the first is set */
};

/* What stands behind a type, pointers and arrays taken off. */
struct type_facts {
	bool is_value;            /* a struct or union, or an array of such, and no pointer to one */
	uint32_t named, complete; /* declarations: the one it is written with, the canonical one; or DECLARATION_NONE */
	uint64_t digest;          /* kind and size of the canonical type; of a struct, union or enum also where it is defined */
};

struct declarations {
	struct sources *sources;
	struct intern *text;
	bool is_cxx;
	struct arena memory;
	VEC(struct declaration *) items;
	VEC(struct type_facts) types;
	uint32_t n_symbols;
	struct table by_address; /* clang's declaration -> number */
	struct table by_symbol;  /* kind, name, source -> symbol */
	struct table by_type;    /* clang's type -> number in types */
	struct strbuf name;
};

void declarations_init(struct declarations *d, struct sources *sources, struct intern *text);
void declarations_release(struct declarations *d);

/* The number of a declaration or macro definition; DECLARATION_NONE for any other cursor. */
uint32_t declarations_add(struct declarations *d, CXCursor cursor);

/* Stays where it is as long as `d` lives. */
static inline struct declaration *declaration_at(const struct declarations *d, uint32_t number)
{
	return d->items.items[number];
}

/* Valid until the next call. */
const struct type_facts *declarations_type(struct declarations *d, CXType type);

/* enum entity_kind, or n_ENTITY_KIND for what can never be an entity. */
uint32_t entity_kind_of(enum CXCursorKind kind);

#endif
